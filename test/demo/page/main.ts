import { periods } from '../periods.ts'
import type { DemoState } from '../state.ts'
import { byId, make } from './dom.ts'
import { showOutbox } from './outbox.ts'
import { PhoneDesk } from './phone.ts'
import { server } from './server.ts'
import { language, say, speak } from './words.ts'

const desks = [...document.querySelectorAll<HTMLElement>('[data-phone]')].map((place) => new PhoneDesk(place))
let state: DemoState | undefined

/** The sign-in needs a cookie that some browsers take over https only. */
function takesCookies(): boolean {
  document.cookie = '__Host-try=1; Secure; Path=/'
  const isTaken = document.cookie.includes('__Host-try=1')
  document.cookie = '__Host-try=; Secure; Path=/; Max-Age=0'
  return isTaken
}

function showAccount({ account }: DemoState): void {
  const parts = say('account').split(/\{(address|password)\}/)
  const nodes = parts.map((part, at) =>
    at % 2 === 0 ? part : make('strong', {}, account[part as 'address' | 'password']),
  )
  byId('account').replaceChildren(...nodes)
}

function show(now: DemoState): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-portal]')) link.href = `${now.portal}/`
  byId('help').setAttribute('href', `${now.portal}/help`)
  const [one, two] = desks
  one?.show(now.isBound.one)
  two?.show(now.isBound.two)
  showOutbox(now.outbox)
  showAccount(now)
}

async function look(): Promise<void> {
  const seen = await server.state().catch(() => undefined)
  byId('tag').textContent = say(seen ? 'demo' : 'stopped')
  if (seen) show((state = seen))
}

function speakAgain(): void {
  speak(language === 'en' ? 'zh-CN' : 'en')
  for (const desk of desks) desk.start()
  if (state) show(state)
}

speak()
byId('cookies').hidden = takesCookies()
byId('language').addEventListener('click', speakAgain)
byId('clear').addEventListener('click', () => void server.clear().then(look))
await look()
for (const desk of desks) desk.start()
setInterval(() => void look(), periods.look)
