import { describe, expect, it } from '@jest/globals'
import type { Challenge } from '../../server/portal/answers.ts'
import { CallError } from '../../shared/client.ts'
import { challengeWith, codePrompt, iso, refusal, sentWith, sessionWith, smsPrompt } from './samples.ts'
import { openPage, settled, signedIn } from './waiting-page.ts'

const send = 'POST /api/challenge/send'
const unsent = challengeWith({ prompts: [smsPrompt(), codePrompt({ kind: 'totp' })] })
const sent = challengeWith({ prompts: [smsPrompt({ sent: sentWith() }), codePrompt({ kind: 'totp' })] })

/** An answer that comes when it is let go. */
function late() {
  let answer: (challenge: Challenge) => void = () => undefined
  return { later: new Promise<Challenge>((resolve) => (answer = resolve)), answer: (next: Challenge) => answer(next) }
}

describe('a message with a code', () => {
  it('is sent for the challenge and the kind, and what the server says of it is shown', async () => {
    const { page, inputs, facts } = openPage({ [send]: [sent] })
    page.adopt(unsent)
    expect(await page.send('sms')).toBeUndefined()
    expect(inputs).toEqual([{ challenge: 'challenge-1', kind: 'sms', target: undefined }])
    expect(facts()).toMatchObject({ challenge: sent, sending: [] })
  })

  it('goes to the address that is to be bound', async () => {
    const { page, inputs } = openPage({ [send]: [sent] })
    page.adopt(unsent)
    await page.send('email', 'zm1968@mail.example')
    expect(inputs).toEqual([{ challenge: 'challenge-1', kind: 'email', target: 'zm1968@mail.example' }])
  })

  it('is sent once, however often the button is pressed meanwhile', async () => {
    const { later, answer } = late()
    const { page, asked, facts } = openPage({ [send]: [later] })
    page.adopt(unsent)
    const first = page.send('sms')
    expect(facts().sending).toEqual(['sms'])
    await page.send('sms')
    answer(sent)
    await first
    expect(asked).toEqual([send])
  })

  it('is not sent when the address is wrong, and the page goes on', async () => {
    const { page, facts } = openPage({ [send]: ['address.own'] })
    page.adopt(unsent)
    expect((await page.send('email', 'li@mail.example'))?.code).toBe('address.own')
    expect(facts()).toMatchObject({ problem: null, unsent: { email: new CallError('address.own') } })
  })

  it('was not sent until the next attempt says otherwise, wherever that is shown', async () => {
    const { page, facts } = openPage({ [send]: ['send.limit', sent] })
    page.adopt(unsent)
    await page.send('sms')
    expect(facts().unsent.sms?.code).toBe('send.limit')
    await page.send('sms')
    expect(facts().unsent.sms).toBeUndefined()
  })

  it('was sent when only the answer was lost', async () => {
    const { page, facts } = openPage({ [send]: ['offline'], 'GET /api/session': [sessionWith({ challenge: sent })] })
    page.adopt(unsent)
    expect(await page.send('sms')).toBeUndefined()
    expect(facts()).toMatchObject({ challenge: sent, unsent: {} })
  })

  it('was not sent when the request was lost', async () => {
    const { page } = openPage({ [send]: ['offline'], 'GET /api/session': [sessionWith({ challenge: unsent })] })
    page.adopt(unsent)
    expect((await page.send('sms'))?.code).toBe('offline')
  })

  it('is forgotten with its challenge', async () => {
    const { page, facts } = openPage({ [send]: ['send.limit'] })
    page.adopt(unsent)
    await page.send('sms')
    page.adopt({ ...unsent, id: 'challenge-2' })
    expect(facts().unsent).toEqual({})
  })

  it('does not keep waiting who confirmed on the phone meanwhile', async () => {
    const { later, answer } = late()
    const approved = challengeWith({ status: 'approved' })
    const { page, hear, outcome } = openPage({
      [send]: [later],
      'GET /api/challenge': [approved],
      'POST /api/challenge/redeem': [signedIn],
    })
    page.adopt(unsent)
    const sending = page.send('sms')
    await hear({ status: 'approved' })
    answer(challengeWith({ status: 'approved', prompts: sent.prompts }))
    await sending
    await settled()
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })
})

describe('the check-box', () => {
  it('is kept by the server, before the code that follows it', async () => {
    const { page, asked, inputs, facts } = openPage({
      'POST /api/challenge/trust': [challengeWith({ wantsTrust: true })],
      'POST /api/challenge/answer': ['code.wrong'],
    })
    page.adopt(challengeWith())
    const both = [page.wantTrust(true), page.answer('wechat', '482913')]
    await Promise.all(both)
    expect(asked).toEqual(['POST /api/challenge/trust', 'POST /api/challenge/answer'])
    expect(inputs[0]).toEqual({ challenge: 'challenge-1', wanted: true })
    expect(facts().challenge?.wantsTrust).toBe(true)
  })

  it('says what was asked until the server has answered, and the last of two', async () => {
    const [first, second] = [late(), late()]
    const { page, facts } = openPage({ 'POST /api/challenge/trust': [first.later, second.later] })
    page.adopt(challengeWith())
    const both = [page.wantTrust(true), page.wantTrust(false)]
    expect(facts().trust).toEqual({ wanted: false })
    first.answer(challengeWith({ wantsTrust: true }))
    await both[0]
    expect(facts()).toMatchObject({ trust: { wanted: false }, challenge: { wantsTrust: true } })
    second.answer(challengeWith({ wantsTrust: false }))
    await both[1]
    expect(facts()).toMatchObject({ trust: {}, challenge: { wantsTrust: false } })
  })

  it('forgets what was asked of a challenge before', async () => {
    const { later } = late()
    const { page, facts } = openPage({ 'POST /api/challenge/trust': [later] })
    page.adopt(challengeWith())
    void page.wantTrust(true)
    page.adopt({ ...challengeWith(), id: 'challenge-2' })
    expect(facts().trust).toEqual({})
  })

  it('goes back when the server does not know it', async () => {
    const { page, facts } = openPage({
      'POST /api/challenge/trust': ['offline'],
      'GET /api/session': ['offline'],
    })
    page.adopt(challengeWith())
    await page.wantTrust(true)
    expect(facts().trust).toEqual({ trouble: new CallError('offline') })
    expect(facts()).toMatchObject({ isOffline: false, challenge: { wantsTrust: false } })
  })
})

describe('a refused guess', () => {
  const answer = 'POST /api/challenge/answer'

  it('is remembered by its method, so that a rest holds after another one was looked at', async () => {
    const { page, facts } = openPage({ [answer]: [refusal('throttle.wait', { retryAt: iso(60_000) })] })
    page.adopt(unsent)
    await page.answer('totp', '111111')
    expect(facts().challenge?.prompts).toMatchObject([
      { kind: 'sms', restsUntil: null, triesLeft: 5 },
      { kind: 'totp', restsUntil: iso(60_000), triesLeft: 0 },
    ])
  })

  it('leaves the guesses that the server says', async () => {
    const { page, facts } = openPage({ [answer]: [refusal('code.wrong', { triesLeft: 3 }), 'code.used'] })
    page.adopt(unsent)
    await page.answer('totp', '111111')
    await page.answer('totp', '222222')
    expect(facts().challenge?.prompts[1]).toMatchObject({ triesLeft: 3, restsUntil: null })
  })
})
