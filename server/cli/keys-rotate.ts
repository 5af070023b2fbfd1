import { parseArgs } from 'node:util'
import type { Remain, Remains } from '../core/operator-stores.ts'
import { endOldKeys } from '../core/rotate-finish.ts'
import { rotateKeys, type Turned } from '../core/rotate.ts'
import type { Operator } from '../open.ts'
import { InputError, line, time, withOperator, type Command, type Terminal } from './command.ts'
import { progressOn } from './progress.ts'

export const keysRotate: Command = {
  takes: '[--finish]',
  does: 'seals everything anew with the first key of KEYS, while people sign in; --finish ends what only they could renew',
  run(given, terminal) {
    const options = { finish: { type: 'boolean', default: false } } as const
    const { finish } = parseArgs({ args: given, options }).values
    return withOperator(terminal, async (operator, { keys }) => {
      if (keys?.length !== 2)
        throw new InputError('KEYS must name two keys, the new one first, for this command as for every process')
      const turned = await rotateKeys(operator, progressOn(terminal))
      if (!isWell(turned, terminal)) return 1
      return finish ? end(operator, terminal) : (tellRemains(turned.remains, terminal), 0)
    })
  },
}

function isWell({ isSettled, broken }: Turned, { warn }: Terminal): boolean {
  for (const record of broken) warn(line('opens under no key of KEYS', record))
  if (!isSettled) warn('Some process still seals with the older key: restart all with the new one first, then repeat.')
  return isSettled && broken.length === 0
}

const words: Record<keyof Remains, string> = {
  sessions: 'sessions of browsers',
  phones: 'phone sessions',
  devices: 'trusted devices',
  recovery: 'recovery codes',
  helpdesk: 'help-desk codes',
  appPasswords: 'app passwords',
  reports: 'reports of 不是我操作',
  passwords: 'marks of mailbox passwords',
  webmailTokens: 'tokens of webmails',
  openid: 'requests, codes and tokens of OpenID clients',
}
const without: Partial<Record<keyof Remains, string>> = {
  recovery: 'until their owners make new ones',
  appPasswords: 'until they are used',
  reports: 'until another mailbox password is typed',
  passwords: 'until the password is typed again',
}

function rowOf(what: keyof Remains, { count, until }: Remain): string {
  return line('older key', `${count} ${words[what]}`, without[what] ?? `the last one ends ${time(until)}`)
}

/** Left by --finish: they end by themselves within hours. */
const runOut = ['sessions', 'webmailTokens', 'openid'] as const satisfies (keyof Remains)[]

const rowsOf = (remains: Remains, of: readonly (keyof Remains)[] = Object.keys(words) as (keyof Remains)[]) =>
  of.filter((what) => remains[what].count > 0).map((what) => rowOf(what, remains[what]))

function tellRemains(remains: Remains, { print, warn }: Terminal): void {
  print('everything that is sealed is under the new key')
  const rows = rowsOf(remains)
  for (const row of rows) print(row)
  if (rows.length > 0) warn('These are renewed as they are used. keys rotate --finish ends those that are left.')
}

async function end(operator: Operator, terminal: Terminal): Promise<number> {
  await endOldKeys(operator, progressOn(terminal))
  const remains = await operator.rotation.remains(operator.keys.newestId, operator.now())
  const rows = rowsOf(remains)
  const left = rowsOf(remains, runOut)
  if (left.length < rows.length) return (tellRemains(remains, terminal), 1)
  terminal.print('nothing needs the older key: take it out of KEYS, and put it into KEYS_RETIRED for audit verify')
  for (const row of left) terminal.print(row)
  return 0
}
