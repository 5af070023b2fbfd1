import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRecord, type Folder } from './folder.ts'
import { periods } from './periods.ts'
import { commandLine, isAlive, type End } from './processes.ts'
import type { Mongod } from './mongod-process.ts'

/**
 * Looks for a mongod that a killed parent left behind on this folder. A pid alone proves nothing, it may have gone to another program since: the process must
 * carry our folder in its command line, and `becomePrimary` asks it for its pid.
 */
export async function findOrphan(folder: Folder): Promise<Mongod | undefined> {
  for (const pid of new Set([readRecord(folder)?.pid, lockedBy(folder)])) {
    const command = pid ? await commandLine(pid) : ''
    const port = Number(/--port (\d+) /.exec(command)?.[1])
    if (pid && port && command.includes(`--dbpath ${folder.db} `)) {
      return { pid, port, ended: untilGone(pid), lastWords: () => `see ${folder.log}` }
    }
  }
  return undefined
}

/** mongod writes its pid into its own lock file, and empties the file when it ends well. */
function lockedBy(folder: Folder): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(folder.db, 'mongod.lock'), 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

/** A process that is not our child tells nobody here of its end. */
function untilGone(pid: number): Promise<End> {
  return new Promise((resolve) => {
    const poll = setInterval(() => {
      if (isAlive(pid)) return
      clearInterval(poll)
      resolve({})
    }, periods.orphanPoll)
    poll.unref()
  })
}
