import { describe, expect, it } from '@jest/globals'
import { needsSession, pageFor } from '../../server/portal/routes.ts'

describe('which page a browser sees', () => {
  it('leads nobody to the sign-in page from everywhere but help', () => {
    for (const path of ['/', '/sign-in', '/second-step', '/welcome', '/settings/factors', '/nowhere'])
      expect(pageFor(path, 'anonymous')).toBe('/sign-in')
    expect(pageFor('/help', 'anonymous')).toBe('/help')
  })

  it('keeps a browser between the two steps on the second one', () => {
    for (const path of ['/', '/sign-in', '/welcome', '/settings/factors'])
      expect(pageFor(path, 'second-step')).toBe('/second-step')
  })

  it('never shows a sign-in page to someone who is signed in', () => {
    for (const path of ['/', '/sign-in', '/second-step', '/nowhere'])
      expect(pageFor(path, 'signed-in')).toBe('/welcome')
    expect(pageFor('/settings', 'signed-in')).toBe('/settings/factors')
    expect(pageFor('/settings/factors', 'signed-in')).toBe('/settings/factors')
  })

  it('tells an old link to an inner page from a first visit', () => {
    expect(needsSession('/settings/factors')).toBe(true)
    expect(needsSession('/')).toBe(false)
    expect(needsSession('/sign-in')).toBe(false)
  })
})
