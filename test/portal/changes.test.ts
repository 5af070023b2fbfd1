import { describe, expect, it } from '@jest/globals'
import type { Bindings } from '../../server/portal/answers.ts'
import { isPossible } from '../../server/portal/changes.ts'
import { iso } from './samples.ts'

const method = (kind: Bindings['methods'][number]['kind'], isBound: boolean, available = true) => ({
  kind,
  available,
  isDefault: false,
  binding: isBound ? { id: `${kind}-binding`, mask: null, boundAt: iso(0) } : null,
})
const bindings: Bindings = {
  isOn: true,
  methods: [method('email', true), method('sms', false), method('totp', false, false)],
  recovery: null,
  now: iso(0),
}

describe('a change that goes on after signing in again', () => {
  it('is a bind only of what is offered and not bound', () => {
    expect(isPossible({ what: 'bind', kind: 'sms' }, bindings)).toBe(true)
    expect(isPossible({ what: 'bind', kind: 'email' }, bindings)).toBe(false)
    expect(isPossible({ what: 'bind', kind: 'totp' }, bindings)).toBe(false)
    expect(isPossible({ what: 'bind', kind: 'wechat' }, bindings)).toBe(false)
  })

  it('is a change or an unbind only of what is bound', () => {
    for (const what of ['rebind', 'unbind'] as const) {
      expect(isPossible({ what, kind: 'email' }, bindings)).toBe(true)
      expect(isPossible({ what, kind: 'sms' }, bindings)).toBe(false)
    }
  })
})
