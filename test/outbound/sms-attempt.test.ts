import { get } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { attempt } from '../../server/outbound/sms/attempt.ts'
import type { Provider } from '../../server/outbound/sms/provider.ts'
import { code } from './sms-fixture.ts'

const unknown = { is: 'unknown' } as const

const provider = (request: Provider['request']): Provider => ({
  name: 'aliyun',
  has: () => true,
  verdicts: new Map([['OK', { is: 'sent' }]]),
  request,
})

describe('an SDK whose requests nobody sees', () => {
  it('is given up when the time is over', async () => {
    const silent = provider(() => new Promise(() => undefined))
    const result = await attempt(silent, code, AbortSignal.timeout(50))
    expect(result).toEqual({ delivery: unknown, code: 'TIMEOUT', isFault: false })
  })

  it('may have sent what it throws on', async () => {
    const thrown = provider(() => Promise.reject(Object.assign(new Error(code.number), { code: 'ECONNREFUSED' })))
    const result = await attempt(thrown, code, AbortSignal.timeout(50))
    expect(result).toEqual({ delivery: unknown, code: 'UNREADABLE', isFault: false })
  })

  it('is believed when it brings a code', async () => {
    const result = await attempt(
      provider(() => Promise.resolve('OK')),
      code,
      AbortSignal.timeout(50),
    )
    expect(result).toEqual({ delivery: { is: 'sent' }, code: 'OK', isFault: false })
  })
})

it('when the time is over the connection is closed, not left to the SDK', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined).resume()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const slow = provider(() => new Promise((_, reject) => get(`http://127.0.0.1:${port}`).on('error', reject)))
  const { delivery } = await attempt(slow, code, AbortSignal.timeout(300))
  await sleep(300)
  const open = sockets.map(({ closed }) => !closed)
  for (const socket of sockets) socket.destroy()
  server.close()
  expect({ delivery, open }).toEqual({ delivery: unknown, open: [false] })
})
