import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { note } from '../../after/ledger.ts'
import { close, listen } from '../control-listener.ts'
import { Died, run, type Node, type Result } from './commands.ts'

/** up: as it is. hang: takes requests and says nothing. close: ends the connection. An object: what it says of this command instead. */
export type Mood = 'up' | 'hang' | 'close' | { [tag in 'kick' | 'flush']?: [is: string, details: unknown] }

export interface DoveadmStandin extends Node {
  /** For DOVEADM_URLS. */
  url: string
  mood(mood: Mood): void
  /** Whom it was asked to kick, and when, in order. */
  kicked(): { user: string; at: number }[]
  stop(): Promise<void>
}

/** doveadm_api_key of every node, for DOVEADM_KEY. */
export const doveadmKey = randomBytes(24).toString('base64url')
note('door credential', doveadmKey)

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const isRight = ({ headers }: IncomingMessage, key: string) =>
  headers.authorization === `X-Dovecot-API ${Buffer.from(key).toString('base64')}`

/** As Dovecot writes it, JSON with a space here and there. */
const written = (results: Result[]) => JSON.stringify(results).replaceAll(',"exitCode"', ', "exitCode"')

function parse(text: string): unknown[] | undefined {
  try {
    return JSON.parse(text) as unknown[]
  } catch {
    return undefined
  }
}

/** A stand-in for a Dovecot node's doveadm listener on loopback, as strict as the real one. */
export async function startDoveadm(key = doveadmKey): Promise<DoveadmStandin> {
  const node: Node = { sessions: new Set(), cached: new Set() }
  const kicks: { user: string; at: number }[] = []
  let mood: Mood = 'up'
  const distort = (results: Result[]) => {
    if (typeof mood === 'string') return results
    const said = mood as Record<string, unknown[] | undefined>
    return results.map((one): Result => (said[one[2]] ? ([...said[one[2]]!, one[2]] as Result) : one))
  }
  const noteKicks = (all: unknown[]) => {
    for (const [name, given] of all as [string, { mask?: string[] }][])
      if (name === 'kick') kicks.push({ user: given.mask?.[0] ?? '', at: performance.now() })
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const text = await read(request)
    if (request.method !== 'POST' || request.url !== '/doveadm/v1') return void response.writeHead(404).end()
    if (!isRight(request, key)) return void response.writeHead(401).end()
    const all = parse(text)
    if (!all)
      return void response.writeHead(400, { 'content-type': 'text/plain' }).end('JSON parse error: expected value')
    noteKicks(all)
    if (mood === 'hang') return
    if (mood === 'close') throw new Died()
    const body = written(distort(all.map((one) => run(node, one))))
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  const url = await listen(server, 0)
  return {
    ...node,
    url,
    mood(next) {
      mood = next
    },
    kicked: () => [...kicks],
    stop: () => close(server),
  }
}
