import { describe, expect, it } from '@jest/globals'
import { codeAt } from '../../miniprogram/src/codes/clock.ts'
import { CodesKeeper } from '../../miniprogram/src/codes/keeper.ts'
import { codesScreen } from '../../miniprogram/src/pages/codes/screen.ts'
import { createClient } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import { fakeServer, fakeVault } from './fake-phone.ts'

const codes = 'GET /api/phone/codes'
const start = Date.parse('2026-11-24T02:00:00.000Z')
const skew = -3 * 60_000
const period = limits.codePeriodSeconds * 1_000
const iso = (time: number) => new Date(time).toISOString()
const settle = () => new Promise((resolve) => setImmediate(resolve))

function world() {
  let now = start
  const bound = ['mailbox-1', 'mailbox-2']
  const server = fakeServer({
    [codes]: () => ({
      mailboxes: bound.map((id) => ({
        id,
        address: 'zh***g@example.edu.cn',
        boundAt: iso(start),
        codes: Array.from({ length: limits.codesAhead }, (_, index) => {
          const from = Math.floor(now / period) * period + index * period
          return {
            code: String(((from / period) * 7) % 1_000_000).padStart(6, '0'),
            from: iso(from),
            until: iso(from + period),
          }
        }),
      })),
      now: iso(now),
    }),
  })
  const vault = fakeVault()
  const boot = () => new CodesKeeper({ call: createClient(server.send), vault, now: () => now + skew })
  return { server, vault, boot, bound, clock: () => now, wait: (ms: number) => void (now += ms) }
}

const shownBy = (keeper: CodesKeeper, now: number) => {
  const { mailboxes, offset } = keeper.codes.get()
  return mailboxes?.map((mailbox) => codeAt(mailbox, now + skew + offset)?.code)
}

describe('the codes on the phone', () => {
  it('are those of the server’s time, whatever this phone’s clock says', async () => {
    const phone = world()
    const keeper = phone.boot()
    await keeper.open()
    const right = String(((start / period) * 7) % 1_000_000).padStart(6, '0')
    expect(shownBy(keeper, phone.clock())).toEqual([right, right])
  })

  it('last for five minutes after a start without network, and no longer', async () => {
    const phone = world()
    await phone.boot().open()
    phone.server.setOffline(true)
    phone.wait(5 * 60_000 - 1_000)
    const later = phone.boot()
    await later.open()
    expect(codesScreen(later.codes.get())).toBe('cards')
    expect(later.codes.get().trouble).toBe('offline')
    expect(shownBy(later, phone.clock())?.every(Boolean)).toBe(true)
    phone.wait(1_000)
    expect(shownBy(later, phone.clock())).toEqual([undefined, undefined])
  })

  it('are gone, in the storage too, when the server no longer lists the mailbox', async () => {
    const phone = world()
    const keeper = phone.boot()
    await keeper.open()
    phone.bound.shift()
    await keeper.refresh()
    expect(keeper.codes.get().mailboxes?.map(({ id }) => id)).toEqual(['mailbox-2'])
    phone.server.setOffline(true)
    const later = phone.boot()
    await later.open()
    expect(later.codes.get().mailboxes?.map(({ id }) => id)).toEqual(['mailbox-2'])
  })

  it('are not shown after this phone’s clock went back', async () => {
    const phone = world()
    await phone.boot().open()
    phone.server.setOffline(true)
    phone.wait(-60_000)
    const later = phone.boot()
    await later.open()
    expect(later.codes.get().mailboxes).toBeNull()
  })

  it('are asked for again before they end, once', async () => {
    const phone = world()
    const keeper = phone.boot()
    await keeper.open()
    for (let second = 0; second < 140; second += 1) {
      phone.wait(1_000)
      keeper.tick()
    }
    expect(phone.server.times(codes)).toBe(1)
    for (let second = 0; second < 30; second += 1) {
      phone.wait(1_000)
      keeper.tick()
      await settle()
    }
    expect(phone.server.times(codes)).toBe(2)
  })

  it('are asked for every ten seconds while there is no network', async () => {
    const phone = world()
    const keeper = phone.boot()
    await keeper.open()
    phone.server.setOffline(true)
    await keeper.refresh()
    phone.server.setOffline(false)
    for (let second = 0; second < 10; second += 1) {
      expect(keeper.codes.get().trouble).toBe('offline')
      phone.wait(1_000)
      keeper.tick()
      await settle()
    }
    expect(keeper.codes.get().trouble).toBeNull()
  })

  it('are asked for once by pages that open together', async () => {
    const phone = world()
    const keeper = phone.boot()
    await Promise.all([keeper.open(), keeper.open()])
    expect(phone.server.times(codes)).toBe(1)
  })
})

describe('the page of codes', () => {
  it('is loading until something is known', () => {
    expect(codesScreen(world().boot().codes.get())).toBe('loading')
  })

  it('is for a visitor when no mailbox is bound, also without network', async () => {
    const phone = world()
    phone.bound.length = 0
    const keeper = phone.boot()
    await keeper.open()
    expect(codesScreen(keeper.codes.get())).toBe('visitor')
    phone.server.setOffline(true)
    await keeper.refresh()
    expect(codesScreen(keeper.codes.get())).toBe('visitor')
  })

  it('says that there is no network when nothing was ever heard', async () => {
    const phone = world()
    phone.server.setOffline(true)
    const keeper = phone.boot()
    await keeper.open()
    expect(codesScreen(keeper.codes.get())).toBe('trouble')
  })
})
