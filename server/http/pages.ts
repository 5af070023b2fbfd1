// The portal's files and the page behind a scanned link. Outside the contract: they are pages, not answers.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import Router from '@koa/router'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}
const settingsPages = ['/settings/factors', '/settings/devices', '/settings/history', '/settings/app-passwords']
const openPages = ['/help', '/lost-phone', '/not-me', '/sign-out']
const appPages = ['/', '/sign-in', '/second-step', '/prove', '/welcome', ...settingsPages, ...openPages]
/** Filled in by the OpenID door, which alone shows it. */
const doorPage = '/openid-trouble.html'
const hashed = /[-.][A-Z0-9]{8}\.(js|css)$/i

export interface PageOptions {
  /** The built portal. */
  dir: string
  /** Name and text of the file by which WeChat checks that the link prefix /w/ is ours; null before it was given. */
  linkCheck: { name: string; text: string } | null
}

function filesOf(dir: string): Map<string, Buffer> {
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name))
  const files = paths.filter((path) => statSync(path).isFile())
  return new Map(files.map((path) => [`/${relative(dir, path).split(sep).join('/')}`, readFileSync(path)]))
}

/** Everything is read once at start: a handful of small files. @throws Error when the portal was not built. */
export function pages({ dir, linkCheck }: PageOptions): Router {
  const files = filesOf(dir)
  const router = new Router({ strict: true, sensitive: true })
  const file = (path: string) => files.get(path) ?? Buffer.from('')
  for (const path of appPages) {
    router.get(path, (ctx) => {
      ctx.state.route = 'page'
      ctx.set('Cache-Control', 'no-cache')
      ctx.type = types['.html']!
      ctx.body = file('/index.html')
    })
  }
  // A ticket in a browser is not a phone: a helpful page, the same for every text, and nothing is looked up (R2, Q14).
  router.get('/w/:ticket', (ctx) => {
    ctx.state.route = '/w/:ticket'
    ctx.set('Cache-Control', 'no-store')
    const isCheck = linkCheck !== null && ctx.params.ticket === linkCheck.name
    ctx.type = isCheck ? 'text/plain' : types['.html']!
    ctx.body = isCheck ? linkCheck.text : file('/scan-help.html')
  })
  for (const [path, bytes] of files) {
    if (path === doorPage) continue
    router.get(path, (ctx) => {
      ctx.state.route = 'file'
      ctx.set('Cache-Control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      ctx.type = types[extname(path)] ?? 'application/octet-stream'
      ctx.body = bytes
    })
  }
  return router
}

/** What is shown where a sign-in for another site cannot go on. @throws Error when the portal was not built. */
export const openidTrouble = (dir: string): string => readFileSync(join(dir, 'openid-trouble.html'), 'utf8')
