import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Metafile } from 'esbuild'

const source = 'server/portal'
const assets = 'assets'
/** Its functions made of strings are what our CSP forbids, and its size is what a sign-in page cannot carry. */
const forbidden = /(^|\/)node_modules\/zod\/|^server\/(?!portal\/)/

interface Built {
  script: string
  style: string
  icon: string
}

/**
 * Bundles the browser pages. @param outDir is emptied; it gets `index.html` (every page), `scan-help.html` (a QR opened outside WeChat),
 * `openid-trouble.html` (a client's request that leads nowhere) and `assets/`, whose names carry a hash of their content and may be cached for good.
 */
export async function buildPortal(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true })
  await mkdir(join(outDir, assets), { recursive: true })
  const { metafile } = await build({
    entryPoints: { main: `${source}/main.tsx`, style: `${source}/styles/main.css` },
    outdir: join(outDir, assets),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'safari16.4', 'firefox113'],
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  checkInputs(metafile)
  const built = { ...entriesOf(metafile), icon: await copyIcon(outDir) }
  await Promise.all(
    ['index.html', 'scan-help.html', 'openid-trouble.html'].map((page) => writePage(outDir, page, built)),
  )
}

function checkInputs(metafile: Metafile): void {
  const found = Object.keys(metafile.inputs).filter((path) => forbidden.test(path))
  if (found.length > 0) throw new Error(`must not travel to the browser: ${found.join(', ')}`)
}

function entriesOf(metafile: Metafile): Pick<Built, 'script' | 'style'> {
  const nameOf = (entry: string) => {
    const [path] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry) ?? []
    if (path === undefined) throw new Error(`no output for ${entry}`)
    return `/${assets}/${basename(path)}`
  }
  return { script: nameOf(`${source}/main.tsx`), style: nameOf(`${source}/styles/main.css`) }
}

async function copyIcon(outDir: string): Promise<string> {
  const icon = await readFile(join(source, 'icon.svg'))
  const name = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`
  await writeFile(join(outDir, assets, name), icon)
  return `/${assets}/${name}`
}

async function writePage(outDir: string, page: string, built: Built): Promise<void> {
  const template = await readFile(join(source, page), 'utf8')
  await writeFile(
    join(outDir, page),
    template.replace(/%(script|style|icon)%/g, (_, part: keyof Built) => built[part]),
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildPortal(process.argv[2] ?? '.build/portal')
