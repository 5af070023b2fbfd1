import type { BrowserContext, Request } from 'playwright-core'
import { noteBody, noteHeaders } from './ledger.ts'

/** Codes that a phone has ahead are many and mostly never used: they are left out. */
const toPortal = /\/api\/(?!phone)/

/** What is typed into a page, or shown by it, is known to no actor: it is in what the page asks and is answered. */
export function noteRequests(context: BrowserContext): void {
  context.on('request', (request) => {
    noteBody(bodyOf(request))
    // A page that is closed meanwhile has no headers any more.
    request.allHeaders().then(noteHeaders, () => undefined)
  })
  context.on('response', (response) => {
    if (toPortal.test(response.url()) && isJson(response.headers())) response.json().then(noteBody, () => undefined)
  })
}

const isJson = (headers: Record<string, string>) => headers['content-type']?.startsWith('application/json') ?? false

function bodyOf(request: Request): unknown {
  return isJson(request.headers()) ? request.postDataJSON() : undefined
}
