import { describe, expect, it } from '@jest/globals'
import type { Challenge } from '../../server/portal/answers.ts'
import { challengeWith, codePrompt, sessionWith } from './samples.ts'
import { openPage, settled, signedIn } from './waiting-page.ts'

const answer = 'POST /api/challenge/answer'
const proving = challengeWith({ purpose: 'rebind', target: 'email', stage: 'prove' })
const binding = challengeWith({
  id: 'challenge-2',
  purpose: 'rebind',
  target: 'email',
  stage: 'bind',
  prompts: [codePrompt({ kind: 'email' })],
})
const within = (challenge: Challenge) => ({ ...signedIn, challenge })

describe('a change in two stages', () => {
  it('goes on with the new binding once the old one is proved, and is done with the second', async () => {
    const { page, outcome, hearers, facts } = openPage({ [answer]: [within(binding), signedIn] })
    page.adopt(proving)
    expect(await page.answer('totp', '482913')).toBeUndefined()
    expect(facts()).toMatchObject({ challenge: binding, isReplaced: false })
    expect(hearers).toHaveLength(2)
    expect(outcome.done).not.toHaveBeenCalled()
    await page.answer('email', '520613')
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })

  it('goes on when it was proved by a scan', async () => {
    const { page, hear, facts } = openPage({
      'GET /api/challenge': [{ ...proving, status: 'approved' }],
      'POST /api/challenge/redeem': [within(binding)],
    })
    page.adopt(proving)
    await hear({ status: 'approved' })
    expect(facts().challenge).toEqual(binding)
  })

  it('goes on when only the answer was lost', async () => {
    const { page, outcome, facts } = openPage({ [answer]: ['offline'], 'GET /api/session': [within(binding)] })
    page.adopt(proving)
    await page.answer('totp', '482913')
    expect(facts()).toMatchObject({ challenge: binding, isReplaced: false })
    expect(outcome.done).not.toHaveBeenCalled()
  })

  it('goes on within the same challenge too', async () => {
    const same = { ...binding, id: proving.id }
    const { page, hearers, facts } = openPage({ [answer]: [within(same)] })
    page.adopt(proving)
    await page.answer('totp', '482913')
    expect(facts().challenge).toEqual(same)
    expect(hearers).toHaveLength(1)
  })

  it('does not mistake another change for its second stage', async () => {
    const other = { ...binding, target: 'sms' as const }
    const { page, hearers, facts } = openPage({ 'GET /api/session': [within(other)] })
    page.adopt(proving)
    hearers[0]!.gone()
    await settled()
    expect(facts()).toMatchObject({ isReplaced: true, challenge: proving })
  })

  it('is done when the finished challenge is still told', async () => {
    const over = within({ ...binding, status: 'redeemed' })
    const { page, outcome } = openPage({ [answer]: ['offline'], 'GET /api/session': [over] })
    page.adopt(binding)
    await page.answer('email', '520613')
    expect(outcome.done).toHaveBeenCalledWith(over)
  })
})

describe('a fresh proof', () => {
  const proof = challengeWith({ purpose: 'prove' })

  it('is done when nothing is left to prove', async () => {
    const { page, outcome } = openPage({ [answer]: [signedIn] })
    page.adopt(proof)
    await page.answer('totp', '482913')
    expect(outcome.done).toHaveBeenCalledWith(signedIn)
  })

  it('is done when another challenge has taken its place in a session that is signed in', async () => {
    const session = within(binding)
    const { page, outcome } = openPage({ [answer]: ['challenge.over'], 'GET /api/session': [session] })
    page.adopt(proof)
    await page.answer('totp', '482913')
    expect(outcome.done).toHaveBeenCalledWith(session)
  })

  it('goes on while it is still the one that is asked', async () => {
    const { page, outcome, facts } = openPage({
      [answer]: ['offline'],
      'GET /api/session': [sessionWith({ state: 'signed-in', challenge: proof })],
    })
    page.adopt(proof)
    expect((await page.answer('totp', '482913'))?.code).toBe('offline')
    expect(outcome.done).not.toHaveBeenCalled()
    expect(facts().challenge).toEqual(proof)
  })
})
