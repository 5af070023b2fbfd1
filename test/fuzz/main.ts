// `npm run test:schemathesis`: the built server, fuzzed by a program that is not ours, as everybody who may ask. Names of `people` choose among them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publicUrl, startTown } from '../actors/town.ts'
import { startTestMongod } from '../setup/mongod.ts'
import { configFor } from './config.ts'
import { installSchemathesis, runSchemathesis } from './schemathesis.ts'
import { people } from './stage.ts'

/** These end the session that asks, or replace it: they come last. */
const endings = ['POST /api/session', 'DELETE /api/session', 'DELETE /api/sessions', 'DELETE /api/phone/session']
const usual = [
  '--max-examples=100',
  '--seed=20261124',
  '--generation-deterministic',
  '--continue-on-failure',
  '--no-color',
]

/** On a server and a database of his own, so that nobody's failed guesses make another wait. */
async function fuzzAs(name: string, mongodb: string, folder: string): Promise<boolean> {
  const town = await startTown(1, { mongodb })
  try {
    const config = join(folder, `${name}.toml`)
    const { url } = town.servers[0]!
    const cast = { ...town, url: publicUrl, browser: () => town.browser(), phone: (who: string) => town.phone(who) }
    writeFileSync(config, configFor(await people[name]!(cast), publicUrl))
    const ask = (which: string) => {
      console.log(`\n${name}: ${which === '--exclude-name' ? 'all but what ends a session' : 'what ends a session'}`)
      const names = endings.flatMap((ending) => [which, ending])
      return runSchemathesis(folder, config, [`${url}/openapi.json`, `--url=${url}`, ...usual, ...names])
    }
    const isWell = await ask('--exclude-name')
    return (await ask('--include-name')) && isWell
  } finally {
    await town.stop()
  }
}

installSchemathesis()
const asked = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'))
const mongod = await startTestMongod()
const bad: string[] = []
try {
  for (const name of asked.length > 0 ? asked : Object.keys(people))
    if (!(await fuzzAs(name, mongod.uri, folder))) bad.push(name)
} finally {
  await mongod.stop()
  rmSync(folder, { recursive: true, force: true })
}
console.log(bad.length === 0 ? '\nschemathesis found nothing' : `\nschemathesis found faults as: ${bad.join(', ')}`)
process.exitCode = bad.length === 0 ? 0 : 1
