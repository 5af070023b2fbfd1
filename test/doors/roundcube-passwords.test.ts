// What never opens webmail: passwords that the mail servers themselves would take, and sessions that are over.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { navigator } from '../actors/address-bar.ts'
import { signInAnew } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'
import { tryPassword } from '../mail-servers/try-password.ts'
import { until } from '../mail-servers/until.ts'
import { makeOwner, makePassword } from './owner.ts'
import { openBrowser, type WebmailBrowser } from './webmail-browser.ts'
import { enrolled, signedIn, startWebmailHouse, type WebmailHouse } from './webmail-house.ts'

const plain = 'plain@cqu.edu.cn'
const owner = 'owner@cqu.edu.cn'

/** A plug-in that signs in by itself, as those for HTTP authentication, guests and single sign-on do. */
const knocker = (name: string, more = '') => `<?php
class ${name} extends rcube_plugin {
  private function is_asked() { return ($_GET['_knock'] ?? $_COOKIE['_knock'] ?? '') === '${name}'; }
  public function init() { foreach (['startup', 'authenticate'] as $hook) $this->add_hook($hook, [$this, $hook]); }
  public function startup($args) { return isset($_GET['_knock']) && $this->is_asked() ? ['action' => 'login'] + $args : $args; }
  public function authenticate($args) {
    $open = ['user' => '${plain}', 'pass' => '${password}', 'valid' => true, 'abort' => false, 'cookiecheck' => false${more}];
    return $this->is_asked() ? $open + $args : $args;
  }
}`
const plugins = {
  knock_first: knocker('knock_first'),
  knock_only: knocker('knock_only', `, 'break' => true`),
  knock_last: knocker('knock_last'),
}

let stage: WebmailHouse
const passwords = { 'mailbox password': [plain, password], 'app password': [owner, ''] } as const satisfies Record<
  string,
  readonly [string, string]
>
let appPassword = ''
beforeAll(async () => {
  stage = await startWebmailHouse({
    addresses: [plain, owner, 'told@cqu.edu.cn'],
    isTold: true,
    plugins,
    settings: { plugins: ['knock_first', 'knock_only', 'second_step', 'knock_last'] },
  })
  const { world } = stage.house
  await signInAnew(world.browser(), await world.user('plain'))
  const { browser } = await makeOwner(world, 'owner', true)
  appPassword = (await makePassword(browser)).secret
  await enrolled(world, 'told')
  for (const address of [plain, owner, 'told@cqu.edu.cn']) await stage.drop(address, `for ${address}`)
  await stage.house.settle()
}, 60_000)
afterAll(() => stage.stop())

const browserHere = (...cookies: string[]) => openBrowser(stage.webmail.url, cookies)

/** Where pages lead to, and what is said to those that ask in the background. */
async function looksAround({ go }: WebmailBrowser) {
  const pages = ['?_task=mail', '?_task=mail&_action=viewsource&_uid=1&_mbox=INBOX', '?_task=addressbook']
  const seen = []
  for (const query of pages) seen.push((await go(query)).location?.split('?')[0])
  const { text } = await go('?_task=mail&_action=list&_mbox=INBOX&_remote=1')
  return [...seen, /session_error|for \w+@/.exec(text)?.[0]]
}
const outside = () => [...Array<string>(3).fill(`${stage.house.world.url}/openid/auth`), 'session_error']

/** The person whose sign-out webmail is told comes in, by a portal where they have signed in. */
async function enter({ go }: WebmailBrowser) {
  const { world } = stage.house
  const portal = await signedIn(world, 'told')
  const bar = navigator(world.url, portal)
  const back = await bar.go((await go('')).location ?? '')
  expect(await go(back.url.href)).toMatchObject({ status: 302 })
  return { portal, bar }
}

const ways: Record<
  string,
  (browser: WebmailBrowser, user: string, pass: string) => Promise<{ status: number; text: string }>
> = {
  'the form that Roundcube would show': async (browser, user, pass) => {
    const { text } = await browser.go('', { headers: { 'sec-fetch-dest': 'iframe' } })
    const token = /"request_token":"(\w+)"/.exec(text)?.[1] ?? ''
    expect(token).not.toBe('')
    return browser.post('?_task=login', { _task: 'login', _action: 'login', _token: token, _user: user, _pass: pass })
  },
  'a form of an attacker': (browser, user, pass) =>
    browser.post('?_task=login', { _task: 'login', _action: 'login', _user: user, _pass: pass }),
  'an Authorization header': (browser, user, pass) => {
    const authorization = `Basic ${Buffer.from(`${user}:${pass}`).toString('base64')}`
    return browser.go('?_task=login&_action=login', { headers: { authorization } })
  },
}

describe.each(Object.keys(passwords) as (keyof typeof passwords)[])('the %s', (kind) => {
  const [address, known] = passwords[kind]
  const secret = () => known || appPassword

  it('opens the mailbox at the mail server', async () => {
    expect(await tryPassword(stage.house.ways.IMAP, address, secret())).toBe('in')
  })

  it.each(Object.keys(ways))('does not open webmail by %s', async (way) => {
    const browser = browserHere()
    const answer = await ways[way]!(browser, address, secret())
    expect(answer.status).toBe(401)
    expect(answer.text).toContain('webmail.password')
    expect(answer.text).not.toContain('_pass')
    expect(await looksAround(browser)).toEqual(outside())
  })
})

describe('another plug-in that signs in by itself', () => {
  it.each([
    ['knock_first', 401],
    ['knock_last', 401],
    // Ours is not asked: the session that was made is ended by the first click.
    ['knock_only', 302],
  ])('%s opens nothing', async (name, status) => {
    const browser = browserHere()
    expect(await browser.go(`?_knock=${name}`)).toMatchObject({ status })
    expect(await looksAround(browser)).toEqual(outside())
  })

  it('does not turn the second step of one person into the mailbox of another', async () => {
    const browser = browserHere('_knock=knock_last')
    await enter(browser)
    const { text } = await browser.go('?_task=mail&_action=viewsource&_uid=1&_mbox=INBOX')
    expect(text).toContain('Subject: for told@cqu.edu.cn')
  })
})

describe('a session that is over', () => {
  it('is over in webmail as soon as it is told, also where no mail server is asked', async () => {
    const browser = browserHere()
    const { portal, bar } = await enter(browser)
    expect(await browser.go('?_task=addressbook')).toMatchObject({ status: 200 })
    await portal.call('DELETE /api/session')
    const isTold = () => stage.webmail.log().includes('plugin.second_step_ended HTTP')
    await until(isTold, () => 'webmail is not told')
    const { location } = await browser.go('?_task=addressbook')
    expect((await bar.go(location ?? '')).url.href).toMatch(`${stage.house.world.url}/sign-in?`)
  })
})
