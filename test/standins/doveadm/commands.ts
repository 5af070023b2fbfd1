// What doveadm's HTTP API of Dovecot 2.3.19.1 answered when it was asked.
export type Result = [is: 'doveadmResponse' | 'error', details: object, tag: string]

/** The doveadm process dies of it: the connection is closed without an answer. */
export class Died extends Error {}

/** EX_NOHOST and EX_USAGE of sysexits.h. */
const [nobody, usage] = [68, 64]

const failed = (exitCode: number, tag: string, type = 'exitCode'): Result => ['error', { type, exitCode }, tag]

/** `*` and `?` as doveadm takes them; it compares without case. */
function isMeant(mask: string, user: string): boolean {
  const pattern = mask
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${pattern}$`, 'i').test(user)
}

/** Who is signed in, and whose password is in the cache. */
export interface Node {
  sessions: Set<string>
  cached: Set<string>
}

function flush({ cached }: Node, { user }: Record<string, unknown>, tag: string): Result {
  if (!Array.isArray(user) || user.some((one) => typeof one !== 'string' || one === '')) throw new Died()
  const gone = [...cached].filter((one) => user.includes(one))
  for (const one of gone) cached.delete(one)
  return ['doveadmResponse', [{ entries: String(gone.length) }], tag]
}

function kick({ sessions }: Node, { mask }: Record<string, unknown>, tag: string): Result {
  // The second mask is a range of addresses of clients.
  if (!Array.isArray(mask) || mask.length !== 1) return failed(usage, tag)
  const gone = [...sessions].filter((user) => isMeant(String(mask[0]), user))
  for (const user of gone) sessions.delete(user)
  return gone.length === 0 ? failed(nobody, tag) : ['doveadmResponse', gone.map((result) => ({ result })), tag]
}

const commands = { authCacheFlush: { work: flush, may: 'user' }, kick: { work: kick, may: 'mask' } }

/** One of the commands of a request. @throws Died. */
export function run(node: Node, command: unknown): Result {
  if (!Array.isArray(command) || command.length !== 3) throw new Error('a command is [name, parameters, tag]')
  const [name, given, tag] = command as [string, Record<string, unknown>, string]
  const known = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined
  if (!known) return failed(0, tag, 'unknownMethod')
  if (Object.keys(given).some((one) => one !== known.may)) return failed(0, tag, 'invalidRequest')
  return known.work(node, given, tag)
}
