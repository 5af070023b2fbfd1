import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Camera } from './camera.ts'
import { forward } from './forward.ts'

/** Where the demo's browser seems to be: an address of a campus in Chongqing, because one of this machine has no place. */
export const sampleAddress = '202.202.0.35'

/** Answers that may draw a QR, or say that it is over. */
const drawing = /^\/api\/(session|challenge|bindings|proof)(?!\/events)(\/|$)/
const sessionCookie = /(?:^|;\s*)__Host-session=([^;]*)/

const cookieIn = (text: string | undefined): string => sessionCookie.exec(text ?? '')?.[1] ?? ''

function look(camera: Camera, question: IncomingMessage, answer: IncomingMessage, body: unknown): void {
  const before = cookieIn(question.headers.cookie)
  const after = (answer.headers['set-cookie'] ?? []).map(cookieIn).find((cookie) => cookie !== '')
  camera.look(body, before, after ?? before)
}

/** The portal's front door: everything passes as it is, and the camera looks on. @param origin of the server, empty while it does not run. */
export function createPortalProxy(camera: Camera, origin: () => string): Server {
  return createServer((from, to) => {
    if (!origin()) return void to.writeHead(503).end()
    const path = from.url ?? '/'
    const isDrawing = drawing.test(path.replace(/\?.*/, '')) && path !== '/api/challenge/events'
    forward(from, to, {
      origin: origin(),
      path,
      headers: { ...from.headers, 'x-forwarded-for': sampleAddress },
      see: isDrawing ? (body, answer) => look(camera, from, answer, body) : undefined,
    })
  })
}
