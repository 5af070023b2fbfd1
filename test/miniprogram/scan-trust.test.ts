import { describe, expect, it } from '@jest/globals'
import { hasTrustSwitch, type Scan } from '../../miniprogram/src/scan/stage.ts'
import { asked, endOf, everything, look } from './scan-world.ts'

/** What the phone said about trust with its answer. */
const told = ({ server }: Awaited<ReturnType<typeof asked>>) =>
  (server.asked.findLast(({ path }) => path.endsWith('/answer'))!.body as { trust?: boolean }).trust

const showsSwitch = ({ stage }: Awaited<ReturnType<typeof asked>>) => {
  const now = stage()
  return 'scan' in now && hasTrustSwitch(now.scan)
}

describe('the switch 信任此设备', () => {
  it('begins where the browser’s check-box is, and its choice goes with 确认', async () => {
    const phone = await asked('login', { asksTrust: true })
    expect(phone.stage()).toMatchObject({ is: 'ask', trusts: true })
    await phone.flow.answer('approve')
    expect(told(phone)).toBe(true)
  })

  it('turned off, it tells the server that this browser is not trusted', async () => {
    const phone = await asked('login', { asksTrust: true })
    phone.flow.setTrust(false)
    await phone.flow.answer('approve')
    expect(told(phone)).toBe(false)
    expect(endOf(phone.stage())).toBe('login-done')
  })

  it('keeps its place while the network is away and when the page is seen again', async () => {
    const phone = await asked('login', { asksTrust: true })
    phone.flow.setTrust(false)
    await phone.flow.look()
    phone.server.setOffline(true)
    await phone.flow.answer('approve')
    phone.server.setOffline(false)
    expect(phone.stage()).toMatchObject({ is: 'ask', trusts: false, trouble: { answer: 'approve' } })
    await phone.flow.answer('approve')
    expect(told(phone)).toBe(false)
  })

  it('does not move while an answer is on its way', async () => {
    const phone = await asked('login', { asksTrust: true })
    const answering = phone.flow.answer('approve')
    phone.flow.setTrust(false)
    expect(phone.stage()).toMatchObject({ trusts: true, busy: 'approve' })
    await answering
    expect(told(phone)).toBe(true)
  })

  it('comes, turned on, when the browser’s box is ticked after the scan', async () => {
    const phone = await asked('login')
    expect(showsSwitch(phone)).toBe(false)
    phone.scan.asksTrust = true
    await phone.flow.look()
    expect(phone.server.times(look)).toBe(1)
    expect(showsSwitch(phone)).toBe(true)
    expect(phone.stage()).toMatchObject({ trusts: true })
  })

  it.each(everything)('is absent from %s when the browser does not ask, and nothing is said of trust', async (what) => {
    const phone = await asked(what)
    expect(showsSwitch(phone)).toBe(false)
    await phone.flow.answer('approve')
    expect(told(phone)).toBeUndefined()
  })

  it('goes with 确认 only', async () => {
    const phone = await asked('login', { asksTrust: true })
    await phone.flow.answer('deny')
    expect(told(phone)).toBeUndefined()
  })

  it.each<Scan['doubts']>([['new-browser'], ['other-province'], ['other-operator'], ['picture']])(
    'is absent from the amber page (%s), and the browser is not trusted behind the user’s back',
    async (doubt) => {
      const phone = await asked('login', { asksTrust: true, doubts: [doubt] })
      expect(showsSwitch(phone)).toBe(false)
      await phone.flow.answer('approve')
      expect(told(phone)).toBe(false)
    },
  )
})
