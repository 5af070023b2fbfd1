// keys rotate against a process that does not know the new key: it ends, and says so.
import { randomBytes } from 'node:crypto'
import { expect, it } from '@jest/globals'
import type { Terminal } from '../../server/cli/command.ts'
import { progressOn } from '../../server/cli/progress.ts'
import type { AuditEvent } from '../../server/core/audit.ts'
import { createKeys } from '../../server/core/keys.ts'
import type { NoticeSeals, Remains, Rotation } from '../../server/core/operator-stores.ts'
import { rotateKeys, type RotateNeeds } from '../../server/core/rotate.ts'
import { factors } from '../../server/factors/index.ts'
import { limits } from '../../shared/limits.ts'

const [old, young] = ['k1', 'k2'].map((id) => ({ id, bytes: randomBytes(32) }))
const event = { id: 'event-1' } as AuditEvent

async function* nothing() {}

/** One notice, which is as `sealed` says at each walk. */
function needsWith(sealed: () => string) {
  const written: NoticeSeals[] = []
  const appended: AuditEvent[] = []
  const notice = () => ({ id: 'event-1:0', via: 'mail' as const, to: sealed(), event })
  const rotation = {
    count: async () => 1,
    accounts: nothing,
    phones: nothing,
    openidKeys: nothing,
    async *notices() {
      yield [notice()]
    },
    resealNotices: async (seals: readonly NoticeSeals[]) => void written.push(...seals),
    remains: async () => ({}) as Remains,
  } as unknown as Rotation
  const needs = {
    rotation,
    factors,
    keys: createKeys([young!, old!]),
    now: () => new Date(),
    audit: { append: async (events: readonly AuditEvent[]) => (appended.push(...events), [...events]) },
  } as unknown as RotateNeeds
  return { needs, written, appended }
}

const seal = (key = old!) => createKeys([key]).seal(['notice', 'event-1'], 'someone@163.com')

it('walks until nothing is found, and tells the trail once', async () => {
  const all = [seal(), seal(young)]
  const { needs, written, appended } = needsWith(() => all.shift()!)
  expect(await rotateKeys(needs, () => undefined)).toMatchObject({ isSettled: true, broken: [] })
  expect(all).toEqual([])
  expect(needs.keys.open(['notice', 'event-1'], written[0]!.after)).toBe('someone@163.com')
  expect(appended).toMatchObject([{ type: 'keys.rotated', actor: 'operator', accountId: null, detail: 'to k2' }])
})

it('gives up after so many walks when something goes on to seal under the older key', async () => {
  const { needs, written } = needsWith(() => seal())
  expect(await rotateKeys(needs, () => undefined)).toMatchObject({ isSettled: false })
  expect(written).toHaveLength(limits.rotateWalks)
})

it('names what opens under no key, and is settled by what it can open', async () => {
  const { needs, written } = needsWith(() => seal({ id: 'k0', bytes: randomBytes(32) }))
  const turned = await rotateKeys(needs, () => undefined)
  expect(turned).toMatchObject({ isSettled: true, broken: ['notices event-1:0'] })
  expect(written).toEqual([])
})

it('shows a bar on a terminal, and elsewhere a line for each tenth', () => {
  const lines: string[] = []
  const terminal = { warn: (line: string) => void lines.push(line), rewrite: null } as unknown as Terminal
  const bar: [string, boolean][] = []
  const screen = { ...terminal, rewrite: (line: string, isLast: boolean) => void bar.push([line, isLast]) }
  for (const tell of [progressOn(terminal), progressOn(screen)])
    for (const done of [5, 50, 52, 100]) tell({ what: 'phones', done, of: 100 })
  expect(lines).toEqual(['phones  5 of 100', 'phones  50 of 100', 'phones  100 of 100'])
  expect(bar).toEqual([
    ['[          ]  phones  5 of 100', false],
    ['[#####     ]  phones  50 of 100', false],
    ['[#####     ]  phones  52 of 100', false],
    ['[##########]  phones  100 of 100', true],
  ])
})
