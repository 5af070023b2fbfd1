// Operator's commands: npm run admin -- user put <address>   (the password is read from standard input, so that it is in no process list)
import { text } from 'node:stream/consumers'
import { ConfigError, readConfig } from '../config/config.ts'
import { putUser } from './user.ts'

const usage =
  'npm run admin -- user put <address>   reads the password from standard input; makes the user or gives a new password'

async function run([noun, verb, address]: string[]): Promise<number> {
  if (noun !== 'user' || verb !== 'put' || address === undefined) {
    process.stderr.write(`${usage}\n`)
    return 64
  }
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  const fault = await putUser(readConfig(process.env), address, password, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${fault ?? `${address} can sign in`}\n`)
  return fault ? 65 : 0
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ConfigError || error instanceof Error ? error.message : 'failed'}\n`)
    process.exit(1)
  },
)
