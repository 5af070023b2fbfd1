// Server-sent events: outside the contract, because an endless answer has no schema. GET /api/challenge/events, for the browser of the session.
import type { ServerResponse } from 'node:http'
import type { Context } from 'koa'
import { limits } from '../../shared/limits.ts'
import type { ChallengeFeed } from '../core/news.ts'
import type { Services } from '../core/services.ts'
import { challengeNews } from '../core/views.ts'
import { requireBrowser, type Edge } from './caller.ts'

export interface ChallengeEvents {
  handle(ctx: Context): Promise<void>
  count(): number
  stop(): Promise<void>
}

const head = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
  Connection: 'keep-alive',
}

/** Streams by session id. The newest win: a session keeps at most limits.streamsPerSession. */
function streamTable() {
  const streams = new Map<string, ServerResponse[]>()
  return {
    ids: () => [...streams.keys()],
    of: (id: string) => streams.get(id) ?? [],
    all: () => [...streams.values()].flat(),
    add(id: string, response: ServerResponse) {
      const held = [...(streams.get(id) ?? []), response]
      for (const old of held.splice(0, held.length - limits.streamsPerSession)) old.end()
      streams.set(id, held)
    },
    remove(id: string, response: ServerResponse) {
      const rest = (streams.get(id) ?? []).filter((one) => one !== response)
      if (rest.length > 0) streams.set(id, rest)
      else streams.delete(id)
    },
  }
}

async function newsOf(services: Services, sessionId: string): Promise<string> {
  const session = await services.sessions.byId(sessionId)
  const isLive = session?.challenge && session.expiresAt > services.now()
  if (!isLive) return 'event: gone\ndata: {}\n\n'
  return `event: challenge\ndata: ${JSON.stringify(challengeNews(services, session.challenge!))}\n\n`
}

/** One feed for the process; it drops what it does not serve. */
export function challengeEvents(edge: Edge, feed: ChallengeFeed, onError: (error: unknown) => void): ChallengeEvents {
  const table = streamTable()
  const tell = (id: string) => {
    if (table.of(id).length === 0) return
    newsOf(edge.services, id).then((news) => table.of(id).forEach((stream) => stream.write(news)), onError)
  }
  const unwatch = feed.watch(tell, () => table.ids().forEach(tell))
  // The comment keeps proxies from closing a quiet connection; the tick is the same for a page, which cannot see comments.
  const beat = setInterval(
    () => table.all().forEach((stream) => stream.write(': \nevent: tick\ndata: {}\n\n')),
    limits.streamComment,
  )
  return {
    async handle(ctx) {
      // Only its id is kept for as long as the stream is open.
      const { id } = (await requireBrowser(edge, ctx, { caller: 'browser' })).session
      const response = ctx.res
      ctx.respond = false
      response.writeHead(200, head)
      table.add(id, response)
      response.on('close', () => table.remove(id, response))
      response.write(await newsOf(edge.services, id))
    },
    count: () => table.all().length,
    async stop() {
      clearInterval(beat)
      await unwatch()
      table.all().forEach((stream) => stream.end())
    },
  }
}
