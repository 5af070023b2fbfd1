import { BlockList, isIP } from 'node:net'

const version = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** ::ffff:192.0.2.1 is an IPv4 client on a dual-stack socket. */
export const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')

/** @param ranges CIDR ranges or single addresses. @throws Error naming the first one that is neither. */
export type AddressList = BlockList

export function addressList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const longest = isIP(address) === 6 ? 128 : 32
    const prefix = bits === undefined ? longest : Number(bits)
    if (!isIP(address) || !Number.isInteger(prefix) || prefix < 0 || prefix > longest)
      throw new Error(`not an address range: ${range}`)
    list.addSubnet(address, prefix, version(address))
  }
  return list
}

export const isListed = (list: BlockList, address: string) =>
  isIP(address) !== 0 && list.check(address, version(address))

/**
 * The client's address (spec R15): X-Forwarded-For is read from the right, and only as far as trusted proxies wrote it. Without trusted proxies it is
 * the socket's, whatever the header says.
 */
export function clientAddress(socketAddress: string, forwardedFor: string, trusted: BlockList): string {
  let client = plainAddress(socketAddress)
  const hops = forwardedFor.split(',').map((hop) => plainAddress(hop.trim()))
  while (isListed(trusted, client)) {
    const hop = hops.pop()
    if (hop === undefined || isIP(hop) === 0) break
    client = hop
  }
  return client
}

/** 16-bit groups of an IPv6 address, '::' written out. */
function groups(address: string): string[] {
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...gap, ...right].map((group) => group.padStart(4, '0').toLowerCase())
}

/** The network that failures are counted for: IPv4 /24, IPv6 /56. */
export function networkOf(address: string): string {
  if (isIP(address) === 6) return `${groups(address).slice(0, 4).join(':').slice(0, 17)}::/56`
  return `${address.split('.').slice(0, 3).join('.')}.0/24`
}

/** 202.202.x.x: what is shown and kept of an address. */
export function maskIp(address: string): string {
  if (isIP(address) === 6) return `${groups(address).slice(0, 2).join(':')}:x:x`
  return `${address.split('.').slice(0, 2).join('.')}.x.x`
}
