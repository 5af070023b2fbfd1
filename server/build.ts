import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Bundles our own code for Node; packages stay in node_modules. @param outDir gets `main.js`, `cli.js` and their source maps. */
export async function buildServer(outDir: string): Promise<void> {
  await build({
    entryPoints: { main: 'server/main.ts', cli: 'server/cli/main.ts' },
    outdir: outDir,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildServer('.build/server')
