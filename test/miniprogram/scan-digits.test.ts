import { describe, expect, it } from '@jest/globals'
import { answer, asked, endOf, iso, look, settle, start } from './scan-world.ts'

describe.each(['bind', 'rebind-new'] as const)('the two digits of %s', (what) => {
  async function approved() {
    const phone = await asked(what)
    await phone.flow.answer('approve')
    expect(phone.stage()).toMatchObject({ is: 'digits', scan: { number: '47' } })
    return phone
  }

  it('stand until they were typed, asked for every two seconds', async () => {
    const phone = await approved()
    await phone.wait(6)
    expect(phone.stage().is).toBe('digits')
    expect(phone.server.times(look)).toBe(3)
    Object.assign(phone.scan, { status: 'redeemed', number: null })
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe(`${what}-done`)
  })

  it('that were typed wrong are told as wrong', async () => {
    const phone = await approved()
    Object.assign(phone.scan, { status: 'denied', number: null })
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe(`${what}-wrong-number`)
  })

  it('can be taken back', async () => {
    const phone = await approved()
    await phone.flow.answer('deny')
    expect(endOf(phone.stage())).toBe(`${what}-cancelled`)
  })

  it('are not shown again by an older question whose reply comes while they are taken back', async () => {
    const phone = await approved()
    const releases: (() => void)[] = []
    for (const key of [look, answer]) {
      const handler = phone.server.handlers[key]!
      phone.server.handlers[key] = async (request) => {
        const body = key === look ? await handler(request) : undefined
        await new Promise<void>((resolve) => releases.push(resolve))
        return body ?? handler(request)
      }
    }
    await phone.wait(2)
    const answering = phone.flow.answer('deny')
    await settle()
    releases[0]?.()
    await settle()
    expect(phone.stage()).toMatchObject({ is: 'digits', busy: 'deny' })
    releases[1]?.()
    await answering
    expect(endOf(phone.stage())).toBe(`${what}-cancelled`)
  })

  it('expire when the server says so', async () => {
    const phone = await approved()
    phone.scan.status = 'expired'
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe('expired')
  })

  it('go on standing without network, which is told', async () => {
    const phone = await approved()
    phone.server.setOffline(true)
    await phone.wait(120)
    expect(phone.stage()).toMatchObject({ is: 'digits', isCutOff: true })
    phone.server.setOffline(false)
    phone.scan.status = 'redeemed'
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe(`${what}-done`)
  })
})

describe('two digits', () => {
  it('are shown at sign-in too, when the server asks for them', async () => {
    const phone = await asked('login')
    phone.server.handlers[answer] = () => {
      Object.assign(phone.scan, { status: 'approved', number: '31' })
      return { ...phone.scan, now: iso(start) }
    }
    await phone.flow.answer('approve')
    expect(phone.stage().is).toBe('digits')
    Object.assign(phone.scan, { status: 'denied', number: null })
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe('login-wrong-number')
  })
})

describe.each(['unbind', 'unbind-other'] as const)('an answer to %s', (what) => {
  it('is told as done only when the browser finished it', async () => {
    const phone = await asked(what)
    await phone.flow.answer('approve')
    await phone.wait(4)
    expect(phone.stage().is).toBe('waiting')
    phone.scan.status = 'redeemed'
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe(`${what}-done`)
  })

  it('that the browser did not carry out is told as refused: there were no digits to mistype', async () => {
    const phone = await asked(what)
    await phone.flow.answer('approve')
    phone.scan.status = 'denied'
    await phone.wait(2)
    expect(endOf(phone.stage())).toBe(`${what}-refused`)
  })
})
