// What stands around a phone in a browser: the preview's files, the way to the server, and WeChat's side of wx.login and the camera.
import { createReadStream, existsSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { WechatStandin } from '../standins/wechat/start.ts'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
}

export interface PhoneHost {
  url: string
  /** The text that the camera of every phone sees. */
  see(link: string | null): void
  stop(): Promise<void>
}

function forward(target: string, from: IncomingMessage, to: ServerResponse): void {
  const path = (from.url ?? '').replace(/^\/phone-api/, '')
  const { host: _, origin: __, cookie: ___, ...headers } = from.headers
  const onward = request(`${target}${path}`, { method: from.method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(to)
  })
  onward.on('error', () => to.writeHead(502).end())
  from.pipe(onward)
}

async function body(from: IncomingMessage): Promise<{ phone: string }> {
  const chunks: Buffer[] = []
  for await (const chunk of from) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as { phone: string }
}

/** @param folder the built preview. @param server where the product listens. */
export async function startPhoneHost(folder: string, server: string, wechat: WechatStandin): Promise<PhoneHost> {
  let seen: string | null = null
  const bridge = async (from: IncomingMessage, to: ServerResponse) => {
    const { phone } = await body(from)
    const answer = from.url === '/bridge/login' ? { code: await wechat.control.phone(phone).login() } : { result: seen }
    const isNothing = from.url === '/bridge/scan' && seen === null
    to.writeHead(isNothing ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }
  const file = (path: string, to: ServerResponse) => {
    const at = join(folder, path === '/' ? 'index.html' : path)
    if (!existsSync(at)) return void to.writeHead(404).end()
    to.writeHead(200, { 'content-type': types[extname(at)] ?? 'application/octet-stream' })
    createReadStream(at).pipe(to)
  }
  const host = createServer((from, to) => {
    const { pathname } = new URL(from.url ?? '/', 'http://phone')
    if (pathname.startsWith('/phone-api/')) forward(server, from, to)
    else if (pathname.startsWith('/bridge/')) bridge(from, to).catch(() => to.writeHead(500).end())
    else file(pathname, to)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => host.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(host.address() as AddressInfo).port}`,
    see: (link) => {
      seen = link
    },
    async stop() {
      host.closeAllConnections()
      await new Promise((resolve) => host.close(resolve))
    },
  }
}
