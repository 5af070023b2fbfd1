import { periods } from '../periods.ts'
import type { Sent } from '../state.ts'
import { byId, glyph, make } from './dom.ts'
import { say } from './words.ts'

const clock = (at: number): string => new Date(at).toLocaleTimeString('zh-CN', { hour12: false })

function entry({ to, at, lines: [title = '', ...rest] }: Sent): HTMLElement {
  const head = make('div', { class: 'sent-head' }, glyph('message'), say('wechat', { phone: say(to) }))
  if (Date.now() - at < periods.isNew) head.append(make('span', { class: 'tag tag-brand' }, say('fresh')))
  head.append(make('time', { class: 'figure' }, clock(at)))
  const body = rest.map((line) => make('p', {}, line))
  return make('li', { class: 'sent' }, head, make('strong', {}, title), ...body)
}

let drawn = ''

/** The newest message first. Drawn anew only when something changed, so that a screen reader is not told the same again. */
export function showOutbox(outbox: readonly Sent[]): void {
  byId('count').textContent = say('count', { n: outbox.length })
  byId('clear').hidden = outbox.length === 0
  const list = outbox.length > 0 ? outbox.map(entry) : [make('li', { class: 'sent-none' }, say('empty'))]
  const html = list.map(({ outerHTML }) => outerHTML).join('')
  if (html !== drawn) byId('outbox').replaceChildren(...list)
  drawn = html
}
