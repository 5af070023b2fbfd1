import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { noteEnvironment } from '../after/ledger.ts'
import { root } from '../setup/command.ts'
import { bundle } from './bundle.ts'

interface Said {
  code: number | null
  /** Lines of the answer. */
  answer: string[]
  /** Lines beside it. */
  beside: string[]
}

const linesOf = (all: string) => all.split('\n').filter((line) => line !== '')

interface Typed {
  child: ChildProcessWithoutNullStreams
  said: Promise<Said>
}

/** Types one of the operator's commands: `npm run admin -- …` with this environment and nothing else. @param input what it reads. */
export function type(env: Record<string, string>, words: readonly string[], input = ''): Typed {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [bundle('cli'), ...words], { cwd: root, env: { PATH, HOME, ...env } })
  noteEnvironment(env)
  child.stdin.end(input)
  return { child, said: hear(child) }
}

/** The same, and what came of it. */
export const operate = (...given: Parameters<typeof type>): Promise<Said> => type(...given).said

async function hear(child: ChildProcessWithoutNullStreams): Promise<Said> {
  const [answer, beside, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, answer: linesOf(answer), beside: linesOf(beside) }
}
