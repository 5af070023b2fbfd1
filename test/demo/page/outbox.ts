import { periods } from '../periods.ts'
import type { PhoneName, Sent } from '../state.ts'
import { copyButton } from './copy.ts'
import { byId, glyph, make } from './dom.ts'
import { language, say } from './words.ts'

const clock = (at: number): string => new Date(at).toLocaleTimeString('zh-CN', { hour12: false })

const inThrees = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

function headOf({ via, to, at }: Sent): HTMLElement {
  const name = make('span', { class: 'sent-to' }, say(via, { to: via === 'wechat' ? say(to as PhoneName) : to }))
  const fresh = make('span', { class: 'tag tag-brand sent-fresh' }, say('fresh'))
  return make('div', { class: 'sent-head' }, glyph(via), name, fresh, make('time', { class: 'figure' }, clock(at)))
}

function entry(sent: Sent): HTMLElement {
  const { subject, lines, code, notMe } = sent
  const title = subject ?? say(code ? 'smsCode' : 'smsNotice')
  const item = make('li', { class: 'sent' }, headOf(sent), make('strong', {}, title))
  item.append(...lines[language].map((line) => make('p', {}, line)))
  const figure = { class: 'sent-digits figure' }
  if (code) item.append(make('div', { class: 'sent-code' }, make('span', figure, inThrees(code)), copyButton(code)))
  const link = { class: 'sent-link', target: '_blank', rel: 'noopener' }
  if (notMe) item.append(make('a', { ...link, href: notMe }, say('notMe')))
  return item
}

const drawn = new Map<string, HTMLElement>()

/** Draws a message once in each language: what stays keeps the focus, and a screen reader is not told it again. */
function once(id: string, draw: () => HTMLElement): HTMLElement {
  const key = `${language} ${id}`
  const item = drawn.get(key) ?? draw()
  drawn.set(key, item)
  return item
}

function arrange(list: HTMLElement, wanted: readonly HTMLElement[]): void {
  for (const child of [...list.children]) if (!wanted.includes(child as HTMLElement)) child.remove()
  for (const [at, item] of wanted.entries())
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null)
}

/** The newest message first. */
export function showOutbox(outbox: readonly Sent[]): void {
  byId('count').textContent = say('count', { n: outbox.length })
  byId('clear').hidden = outbox.length === 0
  const items = outbox.map((sent) => {
    const item = once(sent.id, () => entry(sent))
    item.querySelector<HTMLElement>('.sent-fresh')!.hidden = Date.now() - sent.at >= periods.isNew
    return item
  })
  const none = () => make('li', { class: 'sent-none' }, say('empty'))
  arrange(byId('outbox'), items.length > 0 ? items : [once('none', none)])
}
