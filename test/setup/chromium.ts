import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

// Without windows that nobody sees, a page opens with a third of the work.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']

/** @returns the path of the browser that tests drive: `CHROMIUM_BINARY`, or the first known name on PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [env['CHROMIUM_BINARY'], ...candidates].find((path) => path && isProgram(path))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
