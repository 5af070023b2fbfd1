import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { NewsStream } from '../../server/portal/news.ts'
import { limits } from '../../shared/limits.ts'
import { challengeWith } from './samples.ts'

/** As much of EventSource as is used. */
class Source extends EventTarget {
  readyState = 1
  close() {
    this.readyState = 2
  }
  send(type: string, data?: unknown) {
    this.dispatchEvent(Object.assign(new Event(type), { data: JSON.stringify(data) }))
  }
}

function listen() {
  const sources: Source[] = []
  const hearer = { news: jest.fn(), tick: jest.fn(), gone: jest.fn(), silent: jest.fn() }
  const stream = new NewsStream(hearer, () => {
    const source = new Source()
    sources.push(source)
    return source as unknown as EventSource
  })
  return { stream, hearer, sources, last: () => sources.at(-1)! }
}

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

describe('the stream of news', () => {
  it('asks nothing while it is heard', () => {
    const { hearer, last, stream } = listen()
    for (let i = 0; i < 20; i += 1) {
      jest.advanceTimersByTime(limits.streamComment)
      last().send('tick')
    }
    last().send('challenge', challengeWith({ status: 'scanned' }))
    expect(hearer.silent).not.toHaveBeenCalled()
    expect(hearer.tick).toHaveBeenCalledTimes(20)
    expect(hearer.news).toHaveBeenCalledWith(expect.objectContaining({ status: 'scanned' }))
    stream.stop()
  })

  it('asks every five seconds after 25 seconds of silence, on a new connection', () => {
    const { hearer, sources, stream } = listen()
    jest.advanceTimersByTime(limits.streamSilence - 1)
    expect(hearer.silent).toHaveBeenCalledTimes(0)
    jest.advanceTimersByTime(1)
    expect(hearer.silent).toHaveBeenCalledTimes(1)
    expect(sources).toHaveLength(2)
    jest.advanceTimersByTime(2 * limits.pollWithoutStream)
    expect(hearer.silent).toHaveBeenCalledTimes(3)
    stream.stop()
  })

  it('stops asking as soon as the stream is back', () => {
    const { hearer, last, stream } = listen()
    last().send('error')
    expect(hearer.silent).toHaveBeenCalledTimes(1)
    last().send('tick')
    jest.advanceTimersByTime(limits.streamSilence - 1)
    expect(hearer.silent).toHaveBeenCalledTimes(1)
    stream.stop()
  })
})

describe('the connection', () => {
  it('is made anew when the browser has given the stream up', () => {
    const { sources, last, stream } = listen()
    last().close()
    last().send('error')
    expect(sources).toHaveLength(2)
    stream.stop()
  })

  it('is silent for good after it was stopped', () => {
    const { hearer, last, stream } = listen()
    last().send('error')
    stream.stop()
    jest.advanceTimersByTime(10 * limits.streamSilence)
    expect(hearer.silent).toHaveBeenCalledTimes(1)
    expect(last().readyState).toBe(2)
  })

  it('is closed by the server’s word that the challenge is gone', () => {
    const { hearer, last, stream } = listen()
    last().send('gone')
    expect(hearer.gone).toHaveBeenCalledTimes(1)
    expect(last().readyState).toBe(2)
    stream.stop()
  })
})
