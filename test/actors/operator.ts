import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { root } from '../setup/command.ts'

interface Said {
  code: number | null
  /** Lines of the answer. */
  answer: string[]
  /** Lines beside it. */
  beside: string[]
}

const linesOf = (all: string) => all.split('\n').filter((line) => line !== '')

/** Types one of the operator's commands: `npm run admin -- …` with this environment and nothing else. @param input what it reads. */
export async function operate(env: Record<string, string>, words: readonly string[], input = ''): Promise<Said> {
  const { PATH = '', HOME = '' } = process.env
  const args = ['--import', 'tsx', 'server/cli/main.ts', ...words]
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH, HOME, ...env } })
  child.stdin.end(input)
  const [answer, beside, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, answer: linesOf(answer), beside: linesOf(beside) }
}
