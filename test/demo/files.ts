import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** A built folder, read once: `index.html` is also ''. Only what is in it can be asked for. */
export type Files = ReadonlyMap<string, { type: string; bytes: Buffer }>

/** @param change is shown every script before it is kept. */
export function readFiles(folder: string, change: (script: string) => string = (script) => script): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const files = new Map<string, { type: string; bytes: Buffer }>()
  for (const path of paths.filter((each) => statSync(each).isFile())) {
    const bytes = readFileSync(path)
    const isScript = extname(path) === '.js'
    files.set(relative(folder, path).split(sep).join('/'), {
      type: types[extname(path)] ?? 'application/octet-stream',
      bytes: isScript ? Buffer.from(change(bytes.toString('utf8'))) : bytes,
    })
  }
  const index = files.get('index.html')
  return index ? files.set('', index) : files
}

export function sendFile(files: Files, name: string, to: ServerResponse): void {
  const file = files.get(name)
  if (!file) return void to.writeHead(404).end()
  to.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store' }).end(file.bytes)
}

/** Nothing is sent as null. */
export function sendJson(to: ServerResponse, body: unknown, status = 200): void {
  to.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(
    JSON.stringify(body ?? null),
  )
}
