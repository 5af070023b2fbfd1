export interface News {
  event: string
  data: Record<string, unknown>
}

/** A page's connection for news: text/event-stream, read until it is closed. */
export async function openEvents(url: string, cookies: ReadonlyMap<string, string>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${url}/api/challenge/events`, { headers: { cookie } })
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  /** The next piece of news; undefined when the server has ended the stream. */
  const next = async (): Promise<News | undefined> => {
    for (;;) {
      const found = /^event: (.*)\ndata: (.*)\n\n/m.exec(rest)
      if (found) {
        rest = rest.slice(found.index + found[0].length)
        return { event: found[1]!, data: JSON.parse(found[2]!) }
      }
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done) return undefined
      rest += value
    }
  }
  return { headers: answer.headers, next, close: () => reader.cancel() }
}
