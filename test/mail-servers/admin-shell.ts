import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { root } from '../setup/command.ts'
import type { Ended } from './command.ts'
import type { Scratch } from './scratch.ts'

export interface AdminShell {
  /** Types it as it stands; the shell keeps its variables. */
  type(block: string): Promise<Ended>
  stop(): Promise<void>
}

/** What follows a block: its status, where its output ends. */
const mark = 'the block has ended with'

/** One command after the other, each with its own output. */
function typist(shell: ChildProcessWithoutNullStreams): AdminShell['type'] {
  let output = ''
  let heard = () => {}
  for (const stream of [shell.stdout, shell.stderr])
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString()
      heard()
    })
  return (block) => {
    output = ''
    shell.stdin.write(`${block}\necho "${mark} $?"\n`)
    return new Promise((resolve) => {
      heard = () => {
        const [, said = '', code] = new RegExp(`^([^]*)${mark} (\\d+)\n`).exec(output) ?? []
        if (code !== undefined) resolve({ code: Number(code), output: said })
      }
    })
  }
}

const copyOver = (path: string, { at }: Scratch) =>
  `mkdir -p ${at(path)} && cp -a ${path}/. ${at(path)} && mount --bind ${at(path)} ${path}`

/**
 * An administrator's shell in the repository's folder, on a machine whose /etc and /var/lib/dovecot are copies in the scratch folder: mounted there for this
 * shell and what it starts (unshare), and for nobody else. `programs`: in front of the system's own.
 */
export async function openAdminShell(scratch: Scratch, programs: string): Promise<AdminShell> {
  const { PATH = '', HOME = '' } = process.env
  const shell = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--mount', '--propagation', 'private', 'sh'], {
    cwd: root,
    env: { PATH: `${programs}:${PATH}`, HOME },
  })
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  const type = typist(shell)
  const mounted = await type(['/etc', '/var/lib/dovecot'].map((path) => copyOver(path, scratch)).join(' && '))
  if (mounted.code !== 0) throw new Error(`no machine of its own: ${mounted.output}`)
  return {
    type,
    stop() {
      shell.stdin.end()
      return ended
    },
  }
}
