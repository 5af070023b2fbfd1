import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { typeCode } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { sessionOf } from '../../actors/records.ts'
import type { Flows } from './flow.ts'

export const guessFlows: Flows = {
  'a right code': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      const [code = '', next = ''] = await phone.codes()
      return {
        address,
        act: () => typeCode(browser, challenge, code),
        async goOn(last) {
          const isDone = last === 'sessions.grant'
          expect(await codeOf(typeCode(browser, challenge, code))).toBe(isDone ? 'challenge.over' : 'code.used')
          if (!isDone) await typeCode(browser, challenge, next)
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'a right code after a wrong one': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'counters.clear', 'sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      await codeOf(typeCode(browser, challenge, '000000'))
      const [code = '', next = ''] = await phone.codes()
      return {
        address,
        act: () => typeCode(browser, challenge, code),
        async goOn(last) {
          if (last !== 'sessions.grant') await typeCode(browser, challenge, next)
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'a wrong code': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: [
      'sessions.spendTry',
      'counters.fail',
      'counters.fail',
      'counters.fail',
      'audit.append',
      'auditChain.append',
    ],
    leaves: (last) => ({
      ...(last.startsWith('audit') && { 'login.failed': 1 }),
      'login.succeeded': 1,
      raised: 1,
    }),
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      return {
        address,
        act: () => typeCode(browser, challenge, '000000'),
        async goOn() {
          expect((await sessionOf(cast, address)).challenge?.guesses.wechat).toMatchObject({ tries: 1 })
          expect(await typeCode(browser, challenge, await phone.code())).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'a wrong code that is one too many': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.spendTry', 'counters.fail', 'counters.fail', 'counters.fail', 'counters.spend', 'accounts.rest'],
    leaves: (last) => (last === 'accounts.rest' ? { 'login.failed': 1, told: 1 } : {}),
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      for (let count = 1; count < limits.triesBeforeRest; count += 1)
        await codeOf(typeCode(browser, challenge, '000000'))
      return {
        address,
        act: () => typeCode(browser, challenge, '000000'),
        async goOn() {
          expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('throttle.wait')
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step' })
        },
      }
    },
  },
}
