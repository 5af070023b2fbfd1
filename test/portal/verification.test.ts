import { describe, expect, it } from '@jest/globals'
import type { Challenge } from '../../server/portal/answers.ts'
import { challengeWith, iso, sessionWith, start } from './samples.ts'
import { openPage, settled, signedIn } from './waiting-page.ts'

describe('a sign-in by scan', () => {
  it('asks nothing from the QR to 已确认, then finishes at once', async () => {
    const approved = challengeWith({ status: 'approved' })
    const { page, asked, hear, outcome } = openPage({
      'GET /api/challenge': [approved],
      'POST /api/challenge/redeem': [signedIn],
    })
    page.adopt(challengeWith())
    await hear({})
    await hear({ status: 'scanned', until: iso(60_000) })
    expect(asked).toEqual([])
    await hear({ status: 'approved' })
    expect(asked).toEqual(['GET /api/challenge', 'POST /api/challenge/redeem'])
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })
})

describe('a graded scan', () => {
  it('waits for the two digits and is never redeemed without them', async () => {
    const { page, asked, hear, outcome, facts } = openPage({
      'GET /api/challenge': [challengeWith({ status: 'approved', needsNumber: true })],
      'POST /api/challenge/redeem': [signedIn],
    })
    page.adopt(challengeWith())
    await hear({ status: 'approved' })
    expect(asked).toEqual(['GET /api/challenge'])
    expect(facts().challenge?.needsNumber).toBe(true)
    await page.match('47')
    expect(outcome.done).toHaveBeenCalledTimes(1)
  })
})

describe('the two digits at sign-in', () => {
  it('end the challenge when they were wrong', async () => {
    const { page, facts } = openPage({ 'POST /api/challenge/redeem': ['number.wrong'] })
    page.adopt(challengeWith({ status: 'approved', needsNumber: true }))
    expect(await page.match('12')).toBeUndefined()
    expect(facts().challenge).toMatchObject({ status: 'denied', denial: 'wrong-number' })
  })
})

describe('a lost answer', () => {
  it('is asked for again as the session, and the page goes on', async () => {
    const { page, hear, outcome } = openPage({
      'GET /api/challenge': [challengeWith({ status: 'approved' })],
      'POST /api/challenge/redeem': ['offline'],
      'GET /api/session': [signedIn],
    })
    page.adopt(challengeWith())
    await hear({ status: 'approved' })
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })

  it('is redeemed again with the next news when the request had not arrived', async () => {
    const approved = challengeWith({ status: 'approved' })
    const { page, hear, hearers, outcome } = openPage({
      'GET /api/challenge': [approved],
      'POST /api/challenge/redeem': ['offline', signedIn],
      'GET /api/session': [sessionWith({ challenge: approved })],
    })
    page.adopt(challengeWith())
    await hear({ status: 'approved' })
    expect(outcome.done).not.toHaveBeenCalled()
    hearers[0]!.tick()
    await settled()
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })
})

describe('a waiting page', () => {
  it('comes back by itself after an outage', async () => {
    const { page, hear, hearers, facts } = openPage({ 'GET /api/challenge': ['offline'] })
    page.adopt(challengeWith())
    hearers[0]!.silent()
    await settled()
    expect(facts().isOffline).toBe(true)
    await hear({})
    expect(facts().isOffline).toBe(false)
  })

  it('reads the new QR when another tab or the server renewed the ticket', async () => {
    const renewed = challengeWith({ tickets: 2, until: iso(200_000) })
    const { page, hear, facts } = openPage({ 'GET /api/challenge': [renewed] })
    page.adopt(challengeWith())
    await hear({ tickets: 2 })
    expect(facts().challenge).toEqual(renewed)
  })

  it('notes when a stranger’s phone was turned away', async () => {
    const { page, hear, facts } = openPage()
    page.adopt(challengeWith())
    await hear({ strangers: 1 })
    expect(facts().strangerAt).toBe(start)
  })
})

describe('a challenge that another tab replaced', () => {
  it('says so, and is taken over by a click', async () => {
    const newer = challengeWith({ id: 'challenge-2' })
    const { page, hear, hearers, facts } = openPage({ 'GET /api/challenge': [newer] })
    page.adopt(challengeWith())
    await hear({ id: 'challenge-2' })
    expect(facts().isReplaced).toBe(true)
    await page.start(async () => newer)
    expect(facts()).toMatchObject({ isReplaced: false, challenge: { id: 'challenge-2' } })
    expect(hearers).toHaveLength(2)
  })

  it('is no surprise when it is our own renewal, told before it was answered', async () => {
    let answer: (next: Challenge) => void = () => undefined
    const late = new Promise<Challenge>((resolve) => (answer = resolve))
    const { page, hear, facts } = openPage({ 'POST /api/challenge/renew': [late] })
    page.adopt(challengeWith({ status: 'denied', denial: 'refused' }))
    const renewal = page.renew('click')
    await hear({ id: 'challenge-2' })
    expect(facts().isReplaced).toBe(false)
    answer(challengeWith({ id: 'challenge-2' }))
    await renewal
    expect(facts()).toMatchObject({ isReplaced: false, renewedAt: start, challenge: { id: 'challenge-2' } })
  })
})

describe('a typed code', () => {
  it('signs in when it is right', async () => {
    const { page, outcome } = openPage({ 'POST /api/challenge/answer': [signedIn] })
    page.adopt(challengeWith())
    expect(await page.answer('wechat', '482913')).toBeUndefined()
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })

  it('may be corrected when it is wrong', async () => {
    const { page, facts } = openPage({ 'POST /api/challenge/answer': ['code.wrong'] })
    page.adopt(challengeWith())
    expect((await page.answer('wechat', '111111'))?.code).toBe('code.wrong')
    expect(facts().problem).toBeNull()
  })

  it('is not asked for again when only its answer was lost', async () => {
    const { page, outcome } = openPage({ 'POST /api/challenge/answer': ['offline'], 'GET /api/session': [signedIn] })
    page.adopt(challengeWith())
    expect(await page.answer('wechat', '482913')).toBeUndefined()
    expect(outcome.done).toHaveBeenCalledTimes(1)
  })

  it('finds the challenge refused on the phone', async () => {
    const denied = challengeWith({ status: 'denied', denial: 'reported' })
    const { page, facts } = openPage({
      'POST /api/challenge/answer': ['challenge.over'],
      'GET /api/session': [sessionWith({ challenge: denied })],
    })
    page.adopt(challengeWith())
    expect(await page.answer('wechat', '482913')).toBeUndefined()
    expect(facts().challenge).toMatchObject({ status: 'denied', denial: 'reported' })
  })
})

describe('the end of a session', () => {
  it('is told once, whichever call finds it', async () => {
    const { page, hearers, outcome } = openPage({ 'GET /api/challenge': ['session.ended'] })
    page.adopt(challengeWith())
    hearers[0]!.silent()
    hearers[0]!.silent()
    await settled()
    expect(outcome.ended).toHaveBeenCalledTimes(1)
  })

  it('is recognised when the stream says that the challenge is gone', async () => {
    const { page, hearers, outcome } = openPage({ 'GET /api/session': [sessionWith({ state: 'anonymous' })] })
    page.adopt(challengeWith())
    hearers[0]!.gone()
    await settled()
    expect(outcome.ended).toHaveBeenCalledTimes(1)
  })

  it('is not taken for the end of a bind that another answer finished', async () => {
    const { page, hearers, outcome } = openPage({ 'GET /api/session': [signedIn] })
    page.adopt(challengeWith({ purpose: 'bind', target: 'wechat', needsNumber: true }))
    hearers[0]!.gone()
    await settled()
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })
})
