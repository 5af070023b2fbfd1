// What is tried: how two sessions of one account stand, what two clients do with them, and whose call comes when.
import fc from 'fast-check'
import type { ActName } from './acts.ts'
import type { Begun } from './stage.ts'
import type { Two } from './turns.ts'

export interface Act {
  do: ActName
  /** Which session. */
  on: 0 | 1
}

export interface Case {
  begun: Two<Begun>
  programs: Two<Act[]>
  bursts: number[]
}

/** What may win from each status, and what takes it away: two clients that do nothing else race. */
const codes: readonly ActName[] = ['guess now', 'guess next', 'guess wrong']
const hot: Record<Begun['status'], readonly ActName[]> = {
  pending: ['scan by owner', 'scan by owner', 'scan by stranger', ...codes, 'renew', 'sign out', 'wait 120 s'],
  scanned: ['approve', 'approve', 'deny', 'report', ...codes, 'renew', 'drop', 'sign out', 'wait 60 s'],
  approved: [
    ...(['redeem', 'redeem', 'redeem', 'redeem with wrong digits', 'guess now', 'guess wrong'] as const),
    ...(['deny', 'deny', 'renew', 'drop', 'sign out', 'wait 60 s'] as const),
  ],
}
const any: readonly ActName[] = [
  ...new Set(Object.values(hot).flat()),
  'redeem without digits',
  'approve by stranger',
  'renew by timer',
  'begin to bind',
  'begin to unbind',
  'wait 1 s',
  'wait 30 s',
  'wait 10 min',
]

const begun = (...purposes: Begun['purpose'][]): fc.Arbitrary<Begun> =>
  fc.record({
    purpose: fc.constantFrom(...purposes),
    status: fc.constantFrom('pending', 'scanned', 'approved', 'approved'),
    needsNumber: fc.boolean(),
    tries: fc.constantFrom(0, 0, 4),
  })
const pair = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(begun('login'), begun('login')) },
  { weight: 2, arbitrary: fc.tuple(begun('bind'), begun('bind')) },
  { weight: 3, arbitrary: fc.tuple(begun('unbind'), begun('unbind', 'login')) },
)

interface Drawn {
  isHot: boolean
  pick: number
  on: 0 | 1
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  isHot: fc.constantFrom(true, true, true, true, true, false),
  pick: fc.nat(839),
  on: fc.constantFrom(0, 0, 1),
})
const program = fc.array(drawn, { minLength: 1, maxLength: 3 })

const bursts = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }),
  fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }),
)

const races = fc
  .record({ begun: pair, programs: fc.tuple(program, program), bursts })
  .map(({ begun, programs, bursts }): Case => {
    const named = ({ isHot, pick, on }: Drawn): Act => {
      const names = isHot ? hot[begun[on].status] : any
      return { do: names[pick % names.length]!, on }
    }
    const [first, second] = programs
    return { begun, programs: [first.map(named), second.map(named)], bursts }
  })

/** While one browser finishes its bind, another binds and unbinds: what the first has read is so again, and is not the same. */
const approvedBind: Begun = { purpose: 'bind', status: 'approved', needsNumber: true, tries: 0 }
const there: ActName[] = ['redeem', 'begin to unbind', 'scan by owner', 'approve', 'redeem']
const thereAndBack = fc.integer({ min: 1, max: 6 }).map((first): Case => ({
  begun: [approvedBind, approvedBind],
  programs: [[{ do: 'redeem', on: 1 }], there.map((name) => ({ do: name, on: 0 }))],
  bursts: [first, 40],
}))

export const cases = fc.oneof({ weight: 40, arbitrary: races }, { weight: 1, arbitrary: thereAndBack })
