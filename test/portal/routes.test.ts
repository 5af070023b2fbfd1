import { describe, expect, it } from '@jest/globals'
import { isSetting, needsSession, pageFor, yieldsToClient } from '../../server/portal/routes.ts'

const states = ['anonymous', 'second-step', 'change-password', 'enrol', 'signed-in'] as const
const settings = ['/settings/factors', '/settings/devices', '/settings/history', '/settings/app-passwords']

describe('which page a browser sees', () => {
  it('leads nobody to the sign-in page', () => {
    for (const path of ['/', '/sign-in', '/second-step', '/welcome', ...settings, '/nowhere'])
      expect(pageFor(path, 'anonymous')).toBe('/sign-in')
  })

  it('is help, 换手机 and 不是我 for everyone: nobody has to sign in to report or to ask', () => {
    for (const state of states)
      for (const path of ['/help', '/lost-phone', '/not-me']) expect(pageFor(path, state)).toBe(path)
  })

  it('keeps a browser between the two steps on the second one', () => {
    for (const path of ['/', '/sign-in', '/welcome', ...settings])
      expect(pageFor(path, 'second-step')).toBe('/second-step')
  })

  it('keeps whoever has to bind a first method where that is done', () => {
    for (const state of ['change-password', 'enrol'] as const)
      for (const path of ['/', '/sign-in', '/second-step', '/welcome', ...settings])
        expect(pageFor(path, state)).toBe('/settings/factors')
  })

  it('never shows a sign-in page to someone who is signed in', () => {
    for (const path of ['/', '/sign-in', '/second-step', '/nowhere'])
      expect(pageFor(path, 'signed-in')).toBe('/welcome')
  })

  it('is each page of the settings, and the first of them for what is none', () => {
    for (const path of settings) expect(pageFor(path, 'signed-in')).toBe(path)
    expect(pageFor('/settings', 'signed-in')).toBe('/settings/factors')
    expect(pageFor('/settings/nowhere', 'signed-in')).toBe('/settings/factors')
  })

  it('is a fresh proof for a client only for whoever is signed in', () => {
    expect(states.map((state) => pageFor('/prove', state))).toEqual([
      '/sign-in',
      '/second-step',
      '/settings/factors',
      '/settings/factors',
      '/prove',
    ])
  })

  it('is the question of a client that signs out for everyone: who is nobody goes on from there', () => {
    for (const state of states) expect(pageFor('/sign-out', state)).toBe('/sign-out')
  })

  it('gives way to a client that waits, unless it is that client’s own or needs no sign-in', () => {
    for (const page of ['/welcome', '/settings/factors', '/settings/app-passwords'] as const)
      expect(yieldsToClient(page)).toBe(true)
    for (const page of ['/prove', '/sign-out', '/help', '/lost-phone', '/not-me'] as const)
      expect(yieldsToClient(page)).toBe(false)
  })

  it('tells an old link to an inner page from a first visit', () => {
    for (const path of settings) expect(needsSession(path)).toBe(true)
    expect(needsSession('/')).toBe(false)
    expect(needsSession('/sign-in')).toBe(false)
    expect(needsSession('/not-me')).toBe(false)
  })

  it('is gone back to after signing in when it is a setting', () => {
    for (const path of settings) expect(isSetting(path)).toBe(true)
    for (const path of ['/', '/welcome', '/not-me', '/help']) expect(isSetting(path)).toBe(false)
  })
})
