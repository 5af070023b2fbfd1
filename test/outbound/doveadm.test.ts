import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createDoveadm } from '../../server/outbound/doveadm/doveadm.ts'
import { limits } from '../../shared/limits.ts'
import { doveadmKey, startDoveadm, type DoveadmStandin } from '../standins/doveadm/start.ts'

const alice = 'alice@cqu.edu.cn'
const bob = 'bob@cqu.edu.cn'

let node: DoveadmStandin
let logged: unknown[] = []
beforeAll(async () => {
  node = await startDoveadm()
})
afterAll(() => node.stop())
beforeEach(() => {
  node.mood('up')
  for (const user of [alice, bob]) {
    node.sessions.add(user)
    node.cached.add(user)
  }
  logged = []
})

const nodes = (key = doveadmKey) => createDoveadm({ urls: [node.url], key, log: (event) => void logged.push(event) })

/** What raw words to the listener get: the stand-in is as strict as Dovecot. */
const post = (commands: unknown, authorization = `X-Dovecot-API ${Buffer.from(doveadmKey).toString('base64')}`) =>
  fetch(`${node.url}/doveadm/v1`, {
    method: 'POST',
    headers: { authorization },
    body: typeof commands === 'string' ? commands : JSON.stringify(commands),
  })

describe('a Dovecot node that is told of an ending', () => {
  it('forgets the cached password and ends the open sessions of this mailbox alone', async () => {
    expect(await nodes().end(node.url, { address: alice })).toBe(true)
    expect([...node.sessions, ...node.cached]).toEqual([bob, bob])
    expect(logged).toEqual([])
  })

  it('has done it when nobody was there: exit code 68', async () => {
    node.sessions.delete(alice)
    expect(await nodes().end(node.url, { address: alice })).toBe(true)
    expect(node.cached.has(alice)).toBe(false)
  })

  it.each(['*@cqu.edu.cn', 'a?ice@cqu.edu.cn', '*', ''])('is never given a mask for others: “%s”', async (address) => {
    expect(await nodes().end(node.url, { address: address })).toBe(true)
    expect([...node.sessions].sort()).toEqual([alice, bob])
  })

  it.each([
    ['an error with exit code 0', ['error', { type: 'invalidRequest', exitCode: 0 }]],
    ['another exit code', ['error', { type: 'exitCode', exitCode: 75 }]],
    ['an error without a code', ['error', null]],
    ['a word it does not know', ['doveadmRequest', [{ result: alice }]]],
  ] as const)('has not done it when it says %s', async (_, kick) => {
    node.mood({ kick: [...kick] })
    expect(await nodes().end(node.url, { address: alice })).toBe(false)
    expect(logged).toEqual([{ node: node.url, status: 200 }])
  })

  it('has not done it when it found nobody to flush: only a kick may', async () => {
    node.mood({ flush: ['error', { type: 'exitCode', exitCode: 68 }] })
    expect(await nodes().end(node.url, { address: alice })).toBe(false)
  })

  it('has not done it when it takes our key for a wrong one', async () => {
    expect(await nodes('another key of sixteen letters').end(node.url, { address: alice })).toBe(false)
    expect(node.sessions.has(alice)).toBe(true)
    expect(logged).toEqual([{ node: node.url, status: 401 }])
  })

  it('has not done it when it ends the connection, or is not there', async () => {
    node.mood('close')
    expect(await nodes().end(node.url, { address: alice })).toBe(false)
    const gone = await startDoveadm()
    await gone.stop()
    expect(await nodes().end(gone.url, { address: alice })).toBe(false)
    expect(logged).toEqual([node.url, gone.url].map((one) => ({ node: one, status: null })))
  })

  it('is given up in time when it hangs', async () => {
    node.mood('hang')
    const start = performance.now()
    expect(await nodes().end(node.url, { address: alice })).toBe(false)
    expect(performance.now() - start).toBeLessThan(limits.kickTimeout + 1_000)
  }, 10_000)

  it('writes neither the mailbox nor the key into the log', async () => {
    node.mood('close')
    await nodes().end(node.url, { address: alice })
    expect(logged).toHaveLength(1)
    expect(JSON.stringify(logged)).not.toMatch(new RegExp(`alice|${doveadmKey}|${btoa(doveadmKey)}`))
  })
})

describe('the stand-in', () => {
  const tag = 'a tag'
  it.each([
    ['a command nobody knows', ['reload', {}, tag], 'unknownMethod', 0],
    ['a parameter nobody knows', ['kick', { user: [alice] }, tag], 'invalidRequest', 0],
    ['two masks', ['kick', { mask: [alice, bob] }, tag], 'exitCode', 64],
    ['a kick of nobody', ['kick', { mask: ['carol@cqu.edu.cn'] }, tag], 'exitCode', 68],
  ])('says of %s what Dovecot says', async (_, command, type, exitCode) => {
    expect(await (await post([command])).json()).toEqual([['error', { type, exitCode }, tag]])
  })

  it('takes * and ? for any text, and kicks without looking at case', async () => {
    await post([['kick', { mask: ['A?ICE@*'] }, tag]])
    expect([...node.sessions]).toEqual([bob])
  })

  it('dies of a flush without a user, and refuses a wrong key and what is no JSON', async () => {
    await expect(post([['authCacheFlush', {}, tag]])).rejects.toThrow('fetch failed')
    expect((await post([], 'X-Dovecot-API bm8=')).status).toBe(401)
    expect((await post('[[')).status).toBe(400)
  })
})
