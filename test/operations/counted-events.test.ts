import { expect, it } from '@jest/globals'
import { auditEvent, type AuditEvent } from '../../server/core/audit.ts'
import { secondStepOf, sentOf, signInOf } from '../../server/operations/counted-events.ts'

const event = (known: Partial<AuditEvent> & Pick<AuditEvent, 'type' | 'outcome'>) =>
  auditEvent(new Date(), { accountId: 'a', actor: 'browser', ...known })

it.each([
  ['a password that was right', event({ type: 'login.password', outcome: 'ok', method: 'password' }), 'password'],
  ['a whole sign-in', event({ type: 'login.succeeded', outcome: 'ok', method: 'scan', kind: 'wechat' }), 'ok'],
  ['a wrong password', event({ type: 'login.failed', outcome: 'failed', method: 'password' }), 'wrong-password'],
  ['a wrong code', event({ type: 'login.failed', outcome: 'failed', method: 'code', kind: 'totp' }), 'wrong-code'],
  ['a refusal', event({ type: 'login.refused', outcome: 'refused', method: 'scan', kind: 'wechat' }), 'refused'],
  ['a bound factor', event({ type: 'factor.bound', outcome: 'ok', method: 'code', kind: 'totp' }), undefined],
])('%s is counted as a sign-in by its result', (_, one, result) => {
  expect(signInOf(one)?.result).toBe(result)
})

it('a password alone is no second step, and neither is the change that one was asked for', () => {
  const step = event({ type: 'proof.given', outcome: 'ok', method: 'code', kind: 'sms' })
  expect(secondStepOf(step)).toEqual({ kind: 'sms', result: 'ok' })
  expect(secondStepOf(event({ type: 'login.password', outcome: 'ok', method: 'password' }))).toBeNull()
  expect(secondStepOf(event({ type: 'factor.changed', outcome: 'ok', method: 'code', kind: 'sms' }))).toBeNull()
})

it('a detail that is no word of ours becomes no label', () => {
  const sent = (detail: string) => sentOf(event({ type: 'code.sent', outcome: 'ok', kind: 'email', detail }))
  expect(sent('suppressed')).toEqual({ channel: 'email', delivery: 'suppressed' })
  expect(sent('zhangming@cqu.edu.cn')).toEqual({ channel: 'email', delivery: 'other' })
})
