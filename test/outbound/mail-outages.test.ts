import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Delivery } from '../../server/core/outbound.ts'
import { limits } from '../../shared/limits.ts'
import { startSmtp, type SmtpStandin } from '../standins/smtp/start.ts'
import type { FaultRequest, Stage } from '../standins/smtp/world.ts'
import { connect, mail, timed, to, type Client } from './mail-fixture.ts'

let standin: SmtpStandin
/** Takes one command at a time; the other one takes the whole envelope at once (RFC 2920). */
let slow: SmtpStandin
let client: Client
/** R12: with what the rest of an answer takes. */
const bound = 5_000

beforeAll(async () => {
  standin = await startSmtp()
  slow = await startSmtp({ isOneByOne: true })
})
beforeEach(async () => {
  await Promise.all([standin.reset(), slow.reset()])
  client = connect(standin.url)
})
afterEach(() => client.mailer.stop())
afterAll(() => Promise.all([standin.stop(), slow.stop()]))

const refused = (why: 'target' | 'limit' | 'down'): Delivery => ({ is: 'refused', why })

describe('a server that says no', () => {
  it.each<[Stage, number, string, Delivery]>([
    ['greeting', 421, '4.3.2 closing', refused('down')],
    ['greeting', 554, '5.7.1 not you', refused('down')],
    ['mail', 451, '4.3.0 local error', refused('down')],
    ['mail', 550, '5.7.1 not your sender', refused('down')],
    ['mail', 530, '5.7.0 log in first', refused('down')],
    ['rcpt', 550, '5.1.1 no such user', refused('target')],
    ['rcpt', 551, '5.1.6 moved', refused('target')],
    ['rcpt', 552, '5.2.2 mailbox full', refused('target')],
    ['rcpt', 553, '5.1.3 no such syntax', refused('target')],
    ['rcpt', 554, '5.7.1 relay access denied', refused('down')],
    ['rcpt', 530, 'log in first', refused('down')],
    ['rcpt', 503, 'not now', refused('down')],
    ['rcpt', 421, '4.3.2 closing', refused('down')],
    ['rcpt', 450, '4.2.0 greylisted', refused('limit')],
    ['rcpt', 451, '4.7.1 try later', refused('limit')],
    ['rcpt', 452, '4.2.2 too many', refused('limit')],
    ['data', 451, '4.3.0 local error', refused('down')],
    ['data', 452, '4.3.1 disk full', refused('down')],
    ['data', 554, '5.6.0 looks like spam', refused('down')],
    ['data', 421, '4.3.2 closing', refused('down')],
  ])('at %s with %i %s', async (at, code, text, delivery) => {
    for (const server of [standin, slow]) {
      await server.fault({ at, do: 'reply', code, text })
      const { mailer, events } = connect(server.url)
      const { delivery: is, ms } = await timed(mailer.send(mail))
      mailer.stop()
      expect(is).toEqual(delivery)
      expect(ms).toBeLessThan(2_000)
      expect(events).toEqual([{ ...delivery, code }])
      expect(await server.mails()).toEqual([])
    }
  })

  it('to one address takes the next', async () => {
    await standin.fault({ at: 'rcpt', do: 'reply', code: 550, times: 1 })
    expect(await client.mailer.send(mail)).toEqual(refused('target'))
    expect(await client.mailer.send(mail)).toEqual({ is: 'sent' })
  })
})

describe('a server that goes away', () => {
  it.each<[Stage, Delivery]>([
    ['greeting', refused('down')],
    ['mail', refused('down')],
    ['rcpt', refused('down')],
    ['data', { is: 'unknown' }],
  ])('at %s', async (at, delivery) => {
    await standin.fault({ at, do: 'drop' })
    const { delivery: is, ms } = await timed(client.mailer.send(mail))
    expect(is).toEqual(delivery)
    expect(ms).toBeLessThan(bound)
    expect(client.events).toEqual([delivery])
  })

  it('after it took the mail: unknown, and not sent again', async () => {
    await standin.fault({ at: 'data', do: 'drop', times: 1 })
    expect(await client.mailer.send(mail)).toEqual({ is: 'unknown' })
    expect(await standin.mails(to)).toHaveLength(1)
  })

  it('between two mails: the second one goes over a new connection', async () => {
    await client.mailer.send(mail)
    await standin.fault({ at: 'mail', do: 'drop', times: 1 })
    expect(await client.mailer.send(mail)).toEqual({ is: 'sent' })
    expect(await standin.mails(to)).toHaveLength(2)
    expect(await standin.visits()).toHaveLength(2)
  })
})

/** Every fault at a stand-in of its own, all at once: each costs the whole limit. */
async function stuck(fault: FaultRequest) {
  const server = await startSmtp()
  const { mailer, events } = connect(server.url)
  await server.fault(fault)
  const outcome = await timed(mailer.send(mail))
  await server.clearFaults()
  const next = await mailer.send({ ...mail, to: 'next@example.org' })
  mailer.stop()
  await server.stop()
  return { ...outcome, events, next }
}

describe('R12: a server that is stuck', () => {
  it('holds nobody longer than the limit; only after DATA nobody knows', async () => {
    const stages: Stage[] = ['greeting', 'mail', 'rcpt', 'data']
    const outcomes = await Promise.all(stages.map((at) => stuck({ at, do: 'hang' })))
    const down = refused('down')
    expect(outcomes.map(({ delivery }) => delivery)).toEqual([down, down, down, { is: 'unknown' }])
    expect(outcomes.map(({ events }) => events)).toEqual([[down], [down], [down], [{ is: 'unknown' }]])
    for (const { ms, next } of outcomes) {
      expect(ms).toBeGreaterThan(limits.mailTimeout - 500)
      expect(ms).toBeLessThan(bound)
      expect(next).toEqual({ is: 'sent' })
    }
  })

  it('holds neither those who wait for a connection', async () => {
    await standin.fault({ at: 'mail', do: 'hang' })
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => timed(client.mailer.send(mail))))
    for (const { delivery, ms } of outcomes) {
      expect(delivery).toEqual(refused('down'))
      expect(ms).toBeLessThan(bound)
    }
    await standin.clearFaults()
    expect(await client.mailer.send(mail)).toEqual({ is: 'sent' })
  })
})

async function listener(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

describe('what is no mail server', () => {
  it('a closed port is down at once', async () => {
    const { url, stop } = await listener(() => undefined)
    stop()
    client = connect(url)
    const { delivery, ms } = await timed(client.mailer.send(mail))
    expect(delivery).toEqual(refused('down'))
    expect(ms).toBeLessThan(1_000)
    expect(client.events).toEqual([refused('down')])
  })

  it('a web server is down', async () => {
    const { url, stop } = await listener((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    client = connect(url)
    const delivery = await client.mailer.send(mail)
    stop()
    expect(delivery).toEqual(refused('down'))
  })

  it('a server that drips its greeting is given up in time', async () => {
    const { url, stop } = await listener((socket) => {
      const drip = setInterval(() => socket.write('220-still here\r\n'), 300)
      socket.once('close', () => clearInterval(drip))
    })
    client = connect(url)
    const { delivery, ms } = await timed(client.mailer.send(mail))
    stop()
    expect(delivery).toEqual(refused('down'))
    expect(ms).toBeLessThan(bound)
  })

  it('a name that does not exist is down', async () => {
    client = connect(standin.url, { host: 'no-such-host.invalid' })
    const { delivery, ms } = await timed(client.mailer.send(mail))
    expect(delivery).toEqual(refused('down'))
    expect(ms).toBeLessThan(bound)
  })
})
