import type { BrowserContext, Request } from 'playwright-core'
import { noteBody, noteHeaders } from './ledger.ts'

/** What is typed into a page is known to no actor: it is in what the page asks, and what the page was given is in the next cookie or token. */
export function noteRequests(context: BrowserContext): void {
  context.on('request', (request) => {
    noteBody(bodyOf(request))
    // A page that is closed meanwhile has no headers any more.
    request.allHeaders().then(noteHeaders, () => undefined)
  })
}

function bodyOf(request: Request): unknown {
  const isJson = request.headers()['content-type']?.startsWith('application/json')
  return isJson ? request.postDataJSON() : undefined
}
