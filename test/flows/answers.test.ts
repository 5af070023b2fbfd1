import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Purpose } from '../../shared/factors.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { columns, scanCells, typedCells } from './answer-cells.ts'
import type { Way } from './answer-scenes.ts'

/**
 * What becomes of an answer, by purpose and by what is answered with. `digits` are those of the mini-program; `not-offered` stands for the whole row.
 * other browser: the same account's, with this challenge's name; other account: its code, or its phone; used before: right, but used up by a sign-in.
 */
const table = `
  purpose  way       right        wrong           expired            reused              other browser       other account   used before
  login    scan      ok           challenge.over  challenge.expired  challenge.over      challenge.replaced  scan.not-bound  -
  login    digits    ok           code.wrong      code.wrong         challenge.over      challenge.replaced  code.wrong      code.used
  login    email     ok           code.wrong      code.expired       challenge.over      challenge.replaced  code.wrong      code.wrong
  login    sms       ok           code.wrong      code.expired       challenge.over      challenge.replaced  code.wrong      code.wrong
  login    totp      ok           code.wrong      code.wrong         challenge.over      challenge.replaced  code.wrong      code.used
  login    recovery  ok           code.wrong      ok                 challenge.over      challenge.replaced  code.wrong      code.wrong
  prove    scan      ok           challenge.over  challenge.expired  challenge.over      challenge.replaced  scan.not-bound  -
  prove    digits    ok           code.wrong      code.wrong         challenge.over      challenge.replaced  code.wrong      code.used
  prove    email     ok           code.wrong      code.expired       challenge.over      challenge.replaced  code.wrong      code.wrong
  prove    sms       ok           code.wrong      code.expired       challenge.over      challenge.replaced  code.wrong      code.wrong
  prove    totp      ok           code.wrong      code.wrong         challenge.over      challenge.replaced  code.wrong      code.used
  prove    recovery  not-offered
  bind     scan      ok           challenge.over  challenge.expired  challenge.over      challenge.none      ok              -
  bind     digits    not-offered
  bind     email     ok           code.wrong      code.expired       challenge.over      challenge.none      code.wrong      -
  bind     sms       ok           code.wrong      code.expired       challenge.over      challenge.none      code.wrong      -
  bind     totp      ok           code.wrong      code.wrong         challenge.over      challenge.none      code.wrong      -
  unbind   scan      ok           challenge.over  challenge.expired  challenge.over      challenge.replaced  scan.not-bound  -
  unbind   digits    not-offered
  unbind   email     ok           code.wrong      code.expired       challenge.over      challenge.replaced  code.wrong      code.wrong
  unbind   sms       ok           code.wrong      code.expired       challenge.over      challenge.replaced  code.wrong      code.wrong
  unbind   totp      ok           code.wrong      code.wrong         challenge.over      challenge.replaced  code.wrong      code.used
  unbind   recovery  ok           code.wrong      ok                 challenge.over      challenge.replaced  code.wrong      code.wrong
  rebind   scan      ok           challenge.over  challenge.expired  challenge.replaced  challenge.replaced  scan.not-bound  -
  rebind   digits    not-offered
  rebind   email     ok           code.wrong      code.expired       challenge.replaced  challenge.replaced  code.wrong      code.wrong
  rebind   sms       ok           code.wrong      code.expired       challenge.replaced  challenge.replaced  code.wrong      code.wrong
  rebind   totp      ok           code.wrong      code.wrong         challenge.replaced  challenge.replaced  code.wrong      code.used
  rebind   recovery  not-offered
`

interface Row {
  purpose: Purpose
  way: Way
  outcomes: string[]
}

const rows: Row[] = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [purpose, way, ...outcomes] = line.trim().split(/\s+/)
    return { purpose: purpose as Purpose, way: way as Way, outcomes }
  })

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => world.stop())

/** Columns that move the clock are walked by themselves. */
const movesClock = new Set<string>(['expired'])

async function walk({ purpose, way, outcomes }: Row): Promise<(string | undefined)[]> {
  const cells = way === 'scan' ? scanCells : typedCells
  const isWanted = (index: number) => outcomes[index] !== undefined && outcomes[index] !== '-'
  const run = (index: number) => cells[columns[index]!]!(world, purpose, way)
  const found: (string | undefined)[] = outcomes.map((outcome) => outcome)
  // An app's codes are made by a clock that its bind moves on: one after the other.
  const isApp = way === 'totp' || way === 'recovery'
  const [alone, together] = [true, false].map((moves) =>
    outcomes
      .map((_, index) => index)
      .filter((index) => isWanted(index) && (isApp || movesClock.has(columns[index]!)) === moves),
  )
  await Promise.all(together!.map(async (index) => (found[index] = await run(index))))
  for (const index of alone!) found[index] = await run(index)
  return found
}

describe('every way to answer, for every purpose', () => {
  it.each(rows.filter(({ outcomes }) => outcomes[0] !== 'not-offered'))('$purpose by $way', async (row) => {
    expect(await walk(row)).toEqual(row.outcomes)
  })

  it.each(rows.filter(({ outcomes }) => outcomes[0] === 'not-offered'))(
    '$purpose is not offered by $way',
    async ({ purpose, way }) => {
      expect(await typedCells.right(world, purpose, way)).toBe('method.not-offered')
    },
  )
})
