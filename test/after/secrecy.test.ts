// Runs by itself after the whole suite (test/run.ts): no secret that any test used is in what the product left behind.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { folder, kinds, type Noted } from './ledger.ts'
import { Search, type Hit, type Needle } from './search.ts'
import { sixDigitsIn } from './six-digits.ts'

type Found = Hit<Noted> & { file: string }

/** How much there must be, so that a ledger or an evidence that is no longer written cannot pass. A part of the suite may use anything or nothing. */
const least =
  process.env['TEST_SECRECY_OF'] === 'whole'
    ? { secrets: 1, bytes: 10_000, events: 100, addresses: 100 }
    : { secrets: 0, bytes: 0, events: 0, addresses: 0 }

const ledger: Needle<Noted>[] = []
const codes = new Set<string>()
const evidence = ['log', 'database', 'mongod'] as const
const sizes = { log: 0, database: 0, mongod: 0 }
const found: Found[] = []
/** Six digits that may be a code, and are none of ours. */
const likeCodes: string[] = []
let events = 0

const read = (kind: string) =>
  readdirSync(folder!)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((file) => ({ file, bytes: readFileSync(join(folder!, file)) }))

/** The ledger without what several processes noted. */
function readLedger(): void {
  const lines = read('ledger').flatMap(({ bytes }) => bytes.toString().trimEnd().split('\n'))
  for (const line of new Set(lines)) {
    const [kind, text] = JSON.parse(line) as [Noted, string]
    ledger.push({ kind, text })
    if (kind === 'six-digit code') codes.add(text)
  }
}

function searchFile(search: Search<Noted>, file: string, bytes: Buffer): void {
  for (const hit of search.in(bytes)) found.push({ file, ...hit })
  for (const { digits, around } of sixDigitsIn(bytes))
    if (codes.has(digits)) found.push({ file, kind: 'six-digit code', around })
    else likeCodes.push(around)
}

beforeAll(() => {
  readLedger()
  const search = new Search(ledger.filter(({ kind }) => kind !== 'six-digit code'))
  for (const kind of evidence)
    for (const { file, bytes } of read(kind)) {
      sizes[kind] += bytes.length
      if (kind === 'database') events += bytes.toString('latin1').match(/^audit \{/gm)?.length ?? 0
      searchFile(search, file, bytes)
    }
  const size = evidence.map((kind) => `${kind} ${Math.round(sizes[kind] / 1_000)} kB`)
  console.log(`${ledger.length} secrets and addresses, ${codes.size} of them codes; ${size.join(', ')}`)
})

const hitsOf = (kind: Noted) => found.filter((hit) => hit.kind === kind)

describe('Q14, R7, R8, R10: after the whole suite', () => {
  it.each(kinds)('no %s is in a log, the audit, a database or mongod’s log', (kind) => {
    expect(ledger.filter((noted) => noted.kind === kind).length).toBeGreaterThanOrEqual(least.secrets)
    expect(hitsOf(kind).slice(0, 10)).toEqual([])
  })

  it('no whole address is in a log line of the product', () => {
    expect(hitsOf('address').filter(({ file }) => file.startsWith('log-'))).toEqual([])
  })

  it('there are log lines, databases with their audit, and mongod’s own log to look at', () => {
    expect(evidence.filter((kind) => sizes[kind] < least.bytes)).toEqual([])
    expect(events).toBeGreaterThanOrEqual(least.events)
  })

  it('the search finds what is there: addresses are in the databases', () => {
    const inDatabases = hitsOf('address').filter(({ file }) => file.startsWith('database-'))
    expect(inDatabases.length).toBeGreaterThanOrEqual(least.addresses)
  })

  it('so few other six digits stand alone that one of them is a code of ours by chance in less than one run of a hundred', () => {
    const chance = (likeCodes.length * codes.size) / 1_000_000
    expect(chance < 0.01 ? [] : likeCodes.slice(0, 10)).toEqual([])
  })
})
