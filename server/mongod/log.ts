import { readFileSync } from 'node:fs'
import type { Folder } from './folder.ts'

interface Line {
  /** Severity: F fatal, E error, W warning, I information. */
  s: string
  msg: string
  attr?: { error?: unknown; message?: unknown; reason?: unknown }
}

/** @param begin the byte of the log where this run began. @returns the first thing that went wrong, in mongod's own words, and where to read on. */
export function explain(folder: Folder, begin: number): string {
  const text = readFileSync(folder.log).subarray(begin).toString()
  const bad = text
    .split('\n')
    .map(parse)
    .find((line) => line && 'FE'.includes(line.s))
  return [bad && wordsOf(bad), `see ${folder.log}`].filter(Boolean).join('; ')
}

/** A mongod that does not understand its arguments writes plain text. */
function parse(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line
  } catch {
    return line.startsWith('Error') ? { s: 'E', msg: line } : undefined
  }
}

function wordsOf({ msg, attr }: Line): string {
  const detail = attr?.error ?? attr?.reason ?? attr?.message
  return detail === undefined ? msg : `${msg}: ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`
}
