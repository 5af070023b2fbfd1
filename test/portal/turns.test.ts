import { describe, expect, it } from '@jest/globals'
import { Turns } from '../../server/portal/turns.ts'
import { settled } from './waiting-page.ts'

/** An action that ends when it is told to. */
function action(log: string[], name: string) {
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const begin = async () => {
    log.push(name)
    await ended
  }
  return { begin, end: () => end() }
}

describe('turns', () => {
  it('are taken one after the other, also after one that failed', async () => {
    const turns = new Turns()
    const log: string[] = []
    const first = action(log, 'first')
    const begun = turns.take(async () => {
      await first.begin()
      throw new Error('first')
    })
    const second = turns.take(async () => void log.push('second'))
    await settled()
    expect(log).toEqual(['first'])
    first.end()
    await expect(begun).rejects.toThrow('first')
    await second
    expect(log).toEqual(['first', 'second'])
    expect(turns.isFree).toBe(true)
  })

  it('let what can wait begin at once when nothing is under way', () => {
    const log: string[] = []
    new Turns().whenFree(() => log.push('now'))
    expect(log).toEqual(['now'])
  })

  it('let only the last of what waits begin, once all turns are over', async () => {
    const turns = new Turns()
    const log: string[] = []
    const first = action(log, 'first')
    const begun = turns.take(first.begin)
    turns.whenFree(() => log.push('old'))
    turns.whenFree(() => log.push('new'))
    const second = turns.take(async () => void log.push('second'))
    first.end()
    await begun
    await second
    await settled()
    expect(log).toEqual(['first', 'second', 'new'])
  })
})
