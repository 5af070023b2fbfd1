import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readRecord, prepareFolder } from '../../server/mongod/folder.ts'
import { uriOf } from '../../server/mongod/replica-set.ts'
import { root } from '../setup/command.ts'
import { defaultApp } from '../standins/wechat/world.ts'
import { built } from './builds.ts'
import { startChild, type Child } from './child.ts'
import { loopback } from './listen.ts'

export interface Product {
  url: string
  child: Child
}

/** Everything that the product reads from its environment, so that nothing of the terminal's slips in. */
const environment = (publicUrl: string, wechatUrl: string, dataDir: string): NodeJS.ProcessEnv => ({
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
export async function startWechat(publicUrl: string): Promise<{ url: string; controlUrl: string; child: Child }> {
  const page = 'pages/confirm/index'
  const app = { pages: [page], rules: [{ prefix: `${publicUrl}/w/`, page }] }
  const args = ['--import', 'tsx', 'test/standins/wechat/main.ts', '--apps', JSON.stringify([app])]
  const child = startChild('the stand-in for WeChat', args, process.env)
  const [line] = await child.says(/^\{.*\}$/m)
  return { ...(JSON.parse(line) as { url: string; controlUrl: string }), child }
}

/** The product as an operator runs it, with its own MongoDB on `dataDir`. */
export async function startProduct(publicUrl: string, wechatUrl: string, dataDir: string): Promise<Product> {
  const child = startChild('the server', [`${built.server}/main.js`], environment(publicUrl, wechatUrl, dataDir))
  const [, port] = await child.says(/"port":(\d+).*"msg":"listening"/)
  return { url: `http://${loopback}:${port}`, child }
}

/** Makes a mailbox with the operator's command, in the database of the running product. @throws Error with what the command says. */
export async function putMailbox(
  { address, password }: { address: string; password: string },
  { publicUrl, wechatUrl, dataDir }: { publicUrl: string; wechatUrl: string; dataDir: string },
): Promise<void> {
  const port = readRecord(prepareFolder(dataDir))?.port
  if (!port) throw new Error(`no MongoDB runs on ${dataDir}`)
  const env = { ...environment(publicUrl, wechatUrl, dataDir), MONGODB_URI: uriOf(port) }
  const args = ['--import', 'tsx', 'server/cli/main.ts', 'user', 'put', address]
  const cli = spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'ignore', 'inherit'] })
  cli.stdin.end(password)
  const [code] = (await once(cli, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the mailbox ${address} cannot be made`)
}
