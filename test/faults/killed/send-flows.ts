import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { answer, send, type Hands } from '../../actors/hands.ts'
import { signInAnew, type Challenge } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Browser } from '../../actors/browser.ts'
import { age, type Cast } from './cast.ts'
import { askedForCode, newHands } from './code-people.ts'
import type { Flows } from './flow.ts'

const budgets = (count: number) => Array.from({ length: count }, () => 'counters.spend')
const signedIn = { 'code.sent': 1, 'login.succeeded': 1, raised: 1 } as const
const hasLeft = (last: string) => last === 'sessions.noteDelivery'
const isTakenBack = (last: string) => last === 'sessions.takeBackSent'

const untilResend = (cast: Cast, address: string, kind: 'email' | 'sms') =>
  age(cast, 'sessions', { address }, `challenge.sent.${kind}.at`, limits.resendAfter + 1_000)

async function sentIn(browser: Browser) {
  const { prompts } = await browser.call('GET /api/challenge')
  const prompt = prompts.find(({ shape }) => shape === 'code')
  return prompt?.shape === 'code' ? { to: prompt.sentTo, state: prompt.sent?.state } : null
}

/** So many codes in a row, and the time for another one has come. @returns the newest. */
async function sendSome(
  cast: Cast,
  address: string,
  browser: Browser,
  challenge: Challenge,
  count: number,
  hands: Hands,
) {
  for (let sent = 0; sent < count; sent += 1) {
    await hands.ask(browser, challenge)
    await untilResend(cast, address, 'email')
  }
  return hands.code()
}

/** The page says that a message is on its way, and may ask for another one in a minute. */
async function sendOnceMore(
  cast: Cast,
  address: string,
  browser: Browser,
  challenge: Challenge,
  kind: 'email' | 'sms',
) {
  expect(await codeOf(send(browser, challenge, kind))).toBe('throttle.wait')
  await untilResend(cast, address, kind)
  await send(browser, challenge, kind)
}

export const sendFlows: Flows = {
  'sending a code in place of an older one': {
    core: ['sendCode'],
    entry: 'POST /api/challenge/send',
    writes: ['sessions.putSent', ...budgets(5), 'sessions.noteDelivery'],
    leaves: (last) => ({ ...(!hasLeft(last) && { 'login.failed': 1 }), ...signedIn }),
    async begin(cast) {
      const { address, browser, hands, challenge } = await askedForCode(cast, 'email')
      const older = await sendSome(cast, address, browser, challenge, 1, hands)
      return {
        address,
        act: () => send(browser, challenge, 'email'),
        async goOn(last) {
          expect(await sentIn(browser)).toMatchObject({ state: hasLeft(last) ? 'sent' : 'sending' })
          if (!hasLeft(last)) {
            expect(await codeOf(answer(browser, challenge, 'email', older))).toBe('code.wrong')
            await sendOnceMore(cast, address, browser, challenge, 'email')
          }
          const code = await hands.code()
          expect(await answer(browser, challenge, 'email', code)).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'sending a code more often than anybody may': {
    core: ['sendCode'],
    entry: 'POST /api/challenge/send',
    writes: ['sessions.putSent', 'counters.spend', 'sessions.takeBackSent'],
    leaves: (last) => (isTakenBack(last) ? { 'login.succeeded': 1, raised: 1 } : { 'login.failed': 1, ...signedIn }),
    async begin(cast) {
      const { address, browser, hands, challenge } = await askedForCode(cast, 'email')
      // One more was sent for the binding.
      const older = await sendSome(cast, address, browser, challenge, limits.sendsPerHour - 1, hands)
      return {
        address,
        act: () => send(browser, challenge, 'email'),
        async goOn(last) {
          const again = () => send(browser, challenge, 'email')
          if (!isTakenBack(last)) {
            expect(await codeOf(answer(browser, challenge, 'email', older))).toBe('code.wrong')
            await untilResend(cast, address, 'email')
            expect(await codeOf(again())).toBe('send.limit')
            // In the next hour.
            await age(cast, 'counters', {}, 'until', 1)
            await again()
          }
          const code = await hands.code()
          expect(await answer(browser, challenge, 'email', code)).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'sending a code to a number that is to be bound': {
    core: ['sendCode'],
    entry: 'POST /api/challenge/send',
    writes: ['sessions.putSent', ...budgets(6), 'sessions.noteDelivery'],
    leaves: { 'code.sent': 1, 'factor.bound': 1, bindings: 1, raised: 1, told: 1 },
    async begin(cast) {
      const { address, browser } = await cast.newcomer()
      await signInAnew(browser, address)
      const challenge = await browser.call('POST /api/bindings', { input: { kind: 'sms' } })
      const hands = newHands(cast, 'sms')
      return {
        address,
        act: () => hands.open(browser, challenge),
        async goOn(last) {
          // The number was kept with the code: nobody types it again.
          const to = expect.stringContaining(hands.target!.slice(-4))
          expect(await sentIn(browser)).toMatchObject({ to, state: hasLeft(last) ? 'sent' : 'sending' })
          if (!hasLeft(last)) await sendOnceMore(cast, address, browser, challenge, 'sms')
          const code = await hands.code()
          expect(await answer(browser, challenge, 'sms', code)).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
}
