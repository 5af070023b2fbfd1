import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readRecord, prepareFolder } from '../../server/mongod/folder.ts'
import { uriOf } from '../../server/mongod/replica-set.ts'
import { keepLog } from '../after/evidence.ts'
import { root } from '../setup/command.ts'
import { built } from './builds.ts'
import { startChild, type Keep } from './child.ts'
import { loopback } from './listen.ts'

interface Settings {
  publicUrl: string
  /** How to reach the services outside. */
  outside: Record<string, string>
  dataDir: string
}

/** Everything that the product reads from its environment, so that nothing of the terminal's slips in. */
const environment = ({ publicUrl, outside, dataDir }: Settings): NodeJS.ProcessEnv => ({
  ...process.env,
  PUBLIC_URL: publicUrl,
  HOST: loopback,
  PORT: '0',
  DATA_DIR: dataDir,
  PORTAL_DIR: built.portal,
  ...outside,
  QR_MODE: 'link',
  TRUSTED_PROXIES: loopback,
  LOG_LEVEL: 'info',
})

/** The product as an operator runs it, with its own MongoDB on `dataDir`. @returns where it listens. */
export async function startProduct(settings: Settings, keep: Keep): Promise<string> {
  const hear = (text: string): void => keepLog(`demo-${process.pid}`, text)
  const child = keep(startChild('the server', [`${built.server}/main.js`], environment(settings), hear))
  const [, port] = await child.says(/"port":(\d+).*"msg":"listening"/)
  return `http://${loopback}:${port}`
}

/** Makes a mailbox with the operator's command, in the database of the running product. @throws Error when the command fails. */
export async function putMailbox(address: string, password: string, settings: Settings): Promise<void> {
  const port = readRecord(prepareFolder(settings.dataDir))?.port
  if (!port) throw new Error(`no MongoDB runs on ${settings.dataDir}`)
  const env = { ...environment(settings), MONGODB_URI: uriOf(port) }
  const args = ['--import', 'tsx', 'server/cli/main.ts', 'user', 'put', address]
  const cli = spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'ignore', 'inherit'] })
  cli.stdin.end(password)
  const [code] = (await once(cli, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the mailbox ${address} cannot be made`)
}
