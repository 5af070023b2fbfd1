import { describe, expect, it, jest } from '@jest/globals'
import { setUpSystem } from './system.ts'

const need = (isThere: () => boolean) => ({ what: 'a browser', isThere, packages: ['chromium'] })

describe('what the tests need from the system', () => {
  it('is left alone when all is there', () => {
    const install = jest.fn<(packages: readonly string[]) => string | undefined>()
    setUpSystem([need(() => true)], install)
    expect(install).not.toHaveBeenCalled()
  })

  it('is installed once, in one go, with one line that says so', () => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined)
    const installed: string[] = []
    const isThere = () => installed.includes('chromium')
    setUpSystem([need(isThere)], (packages) => void installed.push(...packages))
    expect(installed).toEqual(['chromium'])
    expect(print.mock.calls).toEqual([[expect.stringContaining('installing chromium with apt-get')]])
    print.mockRestore()
  })

  it.each([
    ['cannot be installed', () => 'sudo: a password is required'],
    ['is still missing afterwards', () => undefined],
  ])('fails with the command to run when it %s', (_, install) => {
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined)
    expect(() => setUpSystem([need(() => false)], install)).toThrow(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium',
    )
    print.mockRestore()
  })
})
