// `npm run test:mutants [word]`: takes one guard out of a copy of the tree at a time, and shows the test that goes red.
// A guard whose removal stays green is a missing test. With a word: only the guards and files whose name has it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secondsSince } from '../setup/command.ts'
import { startTestMongod } from '../setup/mongod.ts'
import { copyTree } from './copy.ts'
import { mutate, type Mutant } from './mutant.ts'
import { table } from './table.ts'
import { judge } from './verdict.ts'

const word = process.argv[2] ?? ''
const asked = table.filter(({ guard, file }) => `${guard} ${file}`.includes(word))

/** @returns whether a test saw that the guard was gone. */
async function tryWithout(folder: string, mutant: Mutant): Promise<boolean> {
  const start = performance.now()
  const path = join(folder, mutant.file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, mutate(source, mutant))
  const { killer, trouble } = await judge(folder, mutant.red)
  writeFileSync(path, source)
  const end = killer === undefined ? `SURVIVED ${mutant.red.join(' ')} ${trouble}` : `killed by “${killer}”`
  console.log(`${mutant.guard} (${mutant.file}), ${secondsSince(start)}: ${end}`)
  return killer !== undefined
}

/** @returns how many were killed. @throws Error when the tests are red with every guard in its place. */
async function tryAll(folder: string): Promise<number> {
  const { isGreen, trouble } = await judge(folder, [...new Set(asked.flatMap(({ red }) => red))])
  if (!isGreen) throw new Error(`with every guard in its place the tests are red\n${trouble}`)
  let killed = 0
  for (const mutant of asked) if (await tryWithout(folder, mutant)) killed += 1
  return killed
}

const mongod = await startTestMongod()
process.env['TEST_MONGODB_URI'] = mongod.uri
process.env['TEST_MONGODB_PID'] = `${mongod.pid}`
const copy = copyTree()
try {
  const killed = await tryAll(copy.folder)
  console.log(`${asked.length} mutants, ${killed} killed`)
  if (killed < asked.length || asked.length === 0) process.exitCode = 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  copy.remove()
  await mongod.stop()
}
