// The operator's commands, typed as they are.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { markOf } from '../../server/core/audit-chain.ts'
import { limits } from '../../shared/limits.ts'
import { note } from '../after/ledger.ts'
import { approvedLogin, bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { operate } from '../actors/operator.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, relay, sessionOf } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'
import { openStory, type Story } from '../actors/trail.ts'

let town: Town
beforeAll(async () => {
  town = await startTown(1)
})
afterAll(() => town.stop())

describe('npm run admin', () => {
  it.each([[[]], [['constructor']], [['user', 'put']], [['events', 'a@b.cn', '--days', 'x']]])(
    'says what there is when it is given %j',
    async (words) => {
      const { code, answer, beside } = await operate(town.env, words)
      expect([code, answer]).toEqual([64, []])
      const names = beside.flatMap((line) => /^npm run admin -- (.*?) [<[]/.exec(line)?.[1] ?? [])
      expect(names).toEqual([
        'user put',
        'account show',
        'events',
        'account reset',
        'account unlock',
        'account enrol',
        'devices revoke',
        'app-password end',
        'machine add',
        'report',
        'directory sync',
        'erase',
        'audit verify',
        'keys rotate',
      ])
    },
  )

  it('is not started with a configuration that is wrong', async () => {
    const { PUBLIC_URL: _, ...env } = town.env
    const { code, beside } = await operate(env, ['audit', 'verify'])
    expect([code, beside]).toEqual([1, ['PUBLIC_URL is not set']])
  })
})

describe('user put', () => {
  const put = (address: string, password: string) => operate(town.env, ['user', 'put', address], password)

  it('makes a user who can sign in, with the password that was typed last', async () => {
    const secrets = ['first of all passwords', 'second of all passwords']
    for (const password of secrets) {
      note('password', password)
      expect(await put(' Put@cqu.edu.cn', `${password}\n`)).toMatchObject({ code: 0, beside: [] })
    }
    const tries = secrets.map((password) =>
      codeOf(town.browser().call('POST /api/session', { input: { address: 'put@cqu.edu.cn', password } })),
    )
    expect(await Promise.all(tries)).toEqual(['login.wrong', 'ok'])
  })

  it('refuses what is no address, and an empty password', async () => {
    expect(await put('nobody', 'a password')).toMatchObject({ code: 65, answer: ['this is no address'] })
    expect(await put('put@cqu.edu.cn', '\n')).toMatchObject({ code: 65 })
  })
})

describe('events and account show', () => {
  let address: string
  beforeAll(async () => {
    address = await town.user('shown')
    const phone = town.phone('shown')
    await bind(town.browser(), phone, address)
    const browser = town.browser()
    const { challenge, number } = await approvedLogin(browser, phone, address)
    await redeem(browser, challenge, number)
    const other = town.browser()
    const { challenge: waiting } = await signIn(other, address)
    for (let count = 0; count < limits.triesBeforeRest; count += 1) await codeOf(typeCode(other, waiting, '000000'))
    await browser.call('DELETE /api/session')
    await relay(town)
  })

  it('events prints what happened to an account, newest last, with no secret', async () => {
    const { code, answer } = await operate(town.env, ['events', ` ${address.toUpperCase()}`])
    expect(code).toBe(0)
    const columns = answer.map((line) => line.split('  '))
    expect(columns.map(([at]) => at)).toEqual(columns.map(([at]) => at).sort())
    expect(columns.map((all) => all.slice(1, 5).join(' '))).toEqual(
      expect.arrayContaining([
        'login.succeeded ok password -',
        'factor.bound ok scan wechat',
        'login.succeeded ok scan wechat',
        'login.failed failed code wechat',
        'session.ended ok - -',
      ]),
    )
    expect(new Set(columns.map((all) => all.slice(6, 8).join(' ')))).toEqual(
      new Set(['Chrome 141, Windows 10 127.0.x.x']),
    )
    const { _id, bindings } = await accountOf(town, address)
    expect(answer.join('\n')).not.toContain(_id)
    expect(answer.join('\n')).not.toContain(bindings[0]!.mark)
  })

  it('events leaves out what is older than so many days', async () => {
    const { _id } = await accountOf(town, address)
    const old = new Date(Date.now() - 3 * 24 * 60 * 60_000)
    const audit = town.database.connection.collection('audit')
    await audit.updateOne({ accountId: _id, type: 'factor.bound' }, { $set: { at: old } })
    const count = async (...more: string[]) => (await operate(town.env, ['events', address, ...more])).answer.length
    const all = await count()
    expect([await count('--days', '4'), await count('--days=2')]).toEqual([all, all - 1])
  })

  it('account show tells of factors, live sessions and rests, and shows no secret', async () => {
    const { code, answer } = await operate(town.env, ['account', 'show', address])
    const { _id, bindings } = await accountOf(town, address)
    const at = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`
    expect(code).toBe(0)
    expect(answer).toEqual([
      `id  ${_id}`,
      `address  ${address}`,
      expect.stringMatching(new RegExp(`^factor  wechat  since ${at}  last used never$`)),
      'sessions  2 live',
      expect.stringMatching(new RegExp(`^rests  until ${at}$`)),
    ])
    const { token } = await sessionOf(town, address)
    const secrets = [bindings[0]!.mark!, ...Object.values(bindings[0]!.sealed), token.mac]
    expect(secrets.filter((secret) => answer.join('\n').includes(secret))).toEqual([])
  })

  it('account show tells of a report, and of an address that nobody has used', async () => {
    const phone = town.phone('shown-reported')
    const reported = await town.user('shown-reported')
    await bind(town.browser(), phone, reported)
    const { challenge } = await signIn(town.browser(), reported)
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    expect((await operate(town.env, ['account', 'show', reported])).answer.at(-1)).toMatch(/^report {2}.*still the one/)
    for (const words of [['account', 'show'], ['events']])
      expect(await operate(town.env, [...words, 'unused@cqu.edu.cn'])).toMatchObject({ code: 65, answer: [] })
  })
})

describe('P15: audit verify', () => {
  let story: Story
  let env: Record<string, string>
  let logged = ''
  beforeAll(async () => {
    story = await openStory()
    const [{ id, bytes }] = story.masters
    env = { ...town.env, MONGODB_URI: story.uri, KEYS: `${id}:${bytes.toString('base64')}` }
    const one = story.process()
    await story.write(one, 3)
    const seal = (await story.seal(one))!
    logged = `${seal.seq}:${markOf(seal)}`
  })
  afterAll(() => story.stop())
  const verify = (...more: string[]) => operate(env, ['audit', 'verify', ...more])

  it('prints what it checked, and ends well when nothing is wrong', async () => {
    const { code, answer } = await verify('--seal', logged)
    expect([code, answer]).toEqual([
      0,
      [expect.stringMatching(`^6 events, 3 rows of 1 processes, 1 seals, newest seal ${logged} of 20.*: 0 findings$`)],
    ])
  })

  it('prints a line for each finding, and ends with 1', async () => {
    const audit = story.collection('audit')
    const [gone, edited] = await audit.find().sort({ at: 1 }).toArray()
    await audit.deleteOne({ _id: gone!._id })
    await audit.updateOne({ _id: edited!._id }, { $set: { outcome: 'ok' } })
    const { code, answer } = await verify('--seal', '4:abcdefghijklmnop')
    expect(code).toBe(1)
    const time = (gone!['at'] as Date).toISOString()
    expect(answer).toContainEqual(
      expect.stringMatching(`^missing  row [\\w-]+:0  ${time}  event ${gone!._id} is gone$`),
    )
    expect(
      answer
        .map((line) => line.split('  ')[0])
        .slice(0, 3)
        .sort(),
    ).toEqual(['changed', 'cut-tail', 'missing'])
    expect(answer[3]).toMatch(/: 3 findings$/)
  })

  it('takes a seal as the log has it, and nothing else', async () => {
    expect(await verify('--seal', 'the last one')).toMatchObject({ code: 64 })
    expect(await verify('everything')).toMatchObject({ code: 64 })
  })
})
