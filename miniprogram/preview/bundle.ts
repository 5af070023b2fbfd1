// Turns a built mini-program (app.json, *.js, *.wxml, *.wxss, *.wxs) into a page that a browser boots. Its code is not changed.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { absentNames, scopeNames } from './module-scope.ts'
import { compileTemplates, type TemplateWarning } from './templates.ts'
import type { AppConfig, Theme } from './weapp-package.ts'
import { browserStyles, readStyles } from './wxss.ts'

const here = dirname(fileURLToPath(import.meta.url))
const code = /\.(js|json|wxml|wxss|wxs|map|LICENSE\.txt)$/

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>Phone</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="client.css">
</head>
<body>
<script src="app.js"></script>
<script src="runtime.js"></script>
</body>
</html>
`

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

type Read = (file: string) => string

/** `files` with this ending, each as one `"path without it": value` of an object. */
function members(files: readonly string[], ending: string, value: (file: string) => string): string {
  const named = files.filter((file) => file.endsWith(ending))
  return `{${named.map((file) => `${JSON.stringify(file.slice(0, -ending.length))}:${value(file)}`).join(',\n')}}`
}

// Two functions, so that a module may declare a name of its own that the outer one hides.
const moduleOf = (text: string): string =>
  `function(${absentNames.join()}){return function(${scopeNames.join()}){${text}\n}}`

function themeOf(app: AppConfig, read: Read): Theme | undefined {
  return app.darkmode && app.themeLocation ? (JSON.parse(read(app.themeLocation)) as Theme) : undefined
}

function packageText(weappDir: string, files: readonly string[], read: Read, templates: string): string {
  const app = JSON.parse(read('app.json')) as AppConfig
  const styles = (file: string): string => JSON.stringify(browserStyles(readStyles(weappDir, join(weappDir, file))))
  return `window.__weapp={
app:${JSON.stringify(app)},
theme:${JSON.stringify(themeOf(app, read))},
configs:${members(files, '.json', (file) => JSON.stringify(JSON.parse(read(file))))},
styles:${members(files, '.wxss', styles)},
modules:${members(files, '.js', (file) => moduleOf(read(file)))},
templates:${templates}}
`
}

async function writeRuntime(outDir: string): Promise<void> {
  const entryPoints = { runtime: join(here, 'runtime/boot.ts'), client: join(here, 'runtime/styles/client.css') }
  await build({
    entryPoints,
    outdir: outDir,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    logLevel: 'error',
  })
  writeFileSync(join(outDir, 'index.html'), page)
}

function copyAssets(weappDir: string, outDir: string, files: readonly string[]): void {
  for (const file of files.filter((each) => !code.test(each))) {
    mkdirSync(dirname(join(outDir, file)), { recursive: true })
    copyFileSync(join(weappDir, file), join(outDir, file))
  }
}

/**
 * Writes index.html, app.js, runtime.js, client.css and the package's pictures to `outDir`.
 * @returns how many files the package has, and what the template compiler found odd. Throws when app.json is missing or broken.
 */
export async function buildPreview(
  weappDir: string,
  outDir: string,
): Promise<{ files: number; warnings: TemplateWarning[] }> {
  const files = filesUnder(weappDir)
  const read: Read = (file) => readFileSync(join(weappDir, file), 'utf8')
  const sources = new Map(files.filter((file) => /\.wx(ml|s)$/.test(file)).map((file) => [file, read(file)]))
  const templates = compileTemplates(sources)
  mkdirSync(outDir, { recursive: true })
  writeFileSync(join(outDir, 'app.js'), packageText(weappDir, files, read, templates.code))
  copyAssets(weappDir, outDir, files)
  await writeRuntime(outDir)
  return { files: files.length, warnings: templates.warnings }
}

const [, script, weappDir, outDir] = process.argv
if (script && resolve(script) === fileURLToPath(import.meta.url)) {
  if (!weappDir || !outDir) throw new Error('usage: tsx miniprogram/preview/bundle.ts <weappDir> <outDir>')
  const { files, warnings } = await buildPreview(weappDir, outDir)
  for (const { file, line, message } of warnings) console.warn(`${file}:${line} ${message}`)
  console.log(`${files} files, ${warnings.length} warnings: ${join(outDir, 'index.html')}`)
}
