import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readRecord, prepareFolder } from '../../server/mongod/folder.ts'
import { uriOf } from '../../server/mongod/replica-set.ts'
import { root } from '../setup/command.ts'
import { defaultApp } from '../standins/wechat/world.ts'
import { built } from './builds.ts'
import { startChild, type Child } from './child.ts'
import { loopback } from './listen.ts'

/** Takes a process into care as soon as it runs. */
type Keep = (child: Child) => Child

interface Settings {
  publicUrl: string
  wechatUrl: string
  dataDir: string
}

/** Everything that the product reads from its environment, so that nothing of the terminal's slips in. */
const environment = ({ publicUrl, wechatUrl, dataDir }: Settings): NodeJS.ProcessEnv => ({
  ...process.env,
  PUBLIC_URL: publicUrl,
  HOST: loopback,
  PORT: '0',
  DATA_DIR: dataDir,
  PORTAL_DIR: built.portal,
  WECHAT_APPID: defaultApp.appid,
  WECHAT_SECRET: defaultApp.secret,
  WECHAT_BASE_URL: wechatUrl,
  QR_MODE: 'link',
  TRUSTED_PROXIES: loopback,
  LOG_LEVEL: 'info',
})

/** WeChat's stand-in as a process. Links of the portal open the mini-program's confirm page. */
export async function startWechat(publicUrl: string, keep: Keep): Promise<{ url: string; controlUrl: string }> {
  const page = 'pages/confirm/index'
  const app = { pages: [page], rules: [{ prefix: `${publicUrl}/w/`, page }] }
  const args = ['--import', 'tsx', 'test/standins/wechat/main.ts', '--apps', JSON.stringify([app])]
  const [line] = await keep(startChild('the stand-in for WeChat', args, process.env)).says(/^\{.*\}$/m)
  return JSON.parse(line) as { url: string; controlUrl: string }
}

/** The product as an operator runs it, with its own MongoDB on `dataDir`. @returns where it listens. */
export async function startProduct(settings: Settings, keep: Keep): Promise<string> {
  const child = keep(startChild('the server', [`${built.server}/main.js`], environment(settings)))
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
