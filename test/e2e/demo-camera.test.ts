import { createServer } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { Camera } from '../demo/camera.ts'
import { sendJson } from '../demo/files.ts'
import { close, listen } from '../demo/listen.ts'
import { createPortalProxy } from '../demo/proxy.ts'

describe('the camera of the demo', () => {
  const until = new Date(Date.now() + limits.ticketLife).toISOString()
  const session = (url: string | null) => ({
    state: 'second-step',
    challenge: { prompts: [{ shape: 'code' }, { shape: 'scan', url, until }] },
  })

  it('sees the newest QR of any page, for as long as it lives', () => {
    const camera = new Camera()
    camera.look(session('first'), 'a', 'a')
    camera.look(session('second'), 'b', 'b')
    expect([camera.link(), camera.link(Date.parse(until))]).toEqual(['second', undefined])
  })

  it.each([{ state: 'signed-in', challenge: null }, session(null), { prompts: [] }])(
    'loses sight of it when the page that shows it has another answer: %j',
    (over) => {
      const camera = new Camera()
      camera.look(session('link'), '', 'a1')
      camera.look({ isOn: true, methods: [] }, 'a1', 'a2')
      camera.look(over, 'another browser', 'another browser')
      expect(camera.link()).toBe('link')
      camera.look(over, 'a2', 'a2')
      expect(camera.link()).toBe(undefined)
    },
  )

  it.each([
    ['/api/session', 'a link'],
    ['/api/challenge/renew', 'a link'],
    ['/api/bindings/b1/rebind', 'a link'],
    ['/api/proof', 'a link'],
    ['/api/branding', undefined],
  ])('sees through the front door of the portal what %s draws', async (path, link) => {
    const camera = new Camera()
    const anyPort = { number: 0, isAsked: true }
    const server = createServer((_, to) => sendJson(to, session('a link')))
    const origin = await listen(server, anyPort)
    const door = createPortalProxy(camera, () => origin)
    await (await fetch(`${await listen(door, anyPort)}${path}`, { method: 'POST' })).text()
    await Promise.all([door, server].map(close))
    expect(camera.link()).toBe(link)
  })
})
