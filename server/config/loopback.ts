// Names under .localhost are this machine too (RFC 6761 §6.3).
const loopback = /^((?:[a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/
/** The host is this machine: trying out. */
export const isLoopback = (address: string) => loopback.test(new URL(address).hostname)
