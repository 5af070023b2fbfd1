// `npm run bench:size`: what must stay small, measured on what `npm run build` made. Ends with 1 when a limit is broken.
import { portalScriptBytes } from './portal-script.ts'
import { bench } from './report.ts'
import { serverRss } from './server-rss.ts'
import { weappBytes } from './weapp.ts'

interface Row {
  what: string
  /** In bytes. */
  limit: number
  measure: () => number | Promise<number>
}

const kB = 1_000
const rows: readonly Row[] = [
  { what: 'mini-program, sum of all files', limit: 450 * kB, measure: weappBytes },
  { what: 'portal, scripts of the sign-in page, gzip', limit: 80 * kB, measure: portalScriptBytes },
  { what: 'server, resident memory when idle', limit: 150 * kB * kB, measure: serverRss },
]

async function line({
  what,
  limit,
  measure,
}: Row): Promise<{ what: string; is: string; limit: string; verdict: string }> {
  const bytes = await measure()
  return { what, is: inUnits(bytes), limit: inUnits(limit), verdict: bytes < limit ? 'ok' : 'TOO MUCH' }
}

const inUnits = (bytes: number): string =>
  bytes < kB * kB ? `${(bytes / kB).toFixed(1)} kB` : `${(bytes / kB / kB).toFixed(1)} MB`

await bench('size', async () => {
  const lines = []
  for (const row of rows) lines.push(await line(row))
  return { rows: lines, isBad: lines.some(({ verdict }) => verdict !== 'ok') }
})
