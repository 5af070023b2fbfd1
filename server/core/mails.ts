import type { Branding } from '../../shared/branding.ts'
import { limits } from '../../shared/limits.ts'
import * as words from '../../shared/messages/mail.ts'
import type { Language } from '../../shared/messages/problems.ts'
import { writeBody, type Block, type Part } from './mail-body.ts'
import type { Mail } from './outbound.ts'
import type { Browser } from './place.ts'

export type Words = Record<Language, string>
export type CodeUse = keyof typeof words.codeUses

const languages = ['zh-CN', 'en'] as const satisfies readonly Language[]
const minute = 60_000

const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

const line = (text: string): Block => ({ is: 'line', text })

const inBoth = (blocksIn: (language: Language) => Block[]): Part[] =>
  languages.map((language) => ({ language, blocks: blocksIn(language) }))

function contactIn(language: Language, { organisation, organisationEn, phone, helpMail }: Branding): Block {
  const name = language === 'en' ? organisationEn : organisation
  return line(fill(words.contact[language], { organisation: name, phone, mail: helpMail }))
}

export interface CodeMail {
  to: string
  /** Six digits. */
  code: string
  purpose: CodeUse
  branding: Branding
}

/** The guide's mail with a code. It names no mailbox: a mistyped backup address is a stranger's. */
export function codeMail({ to, code, purpose, branding }: CodeMail): Mail {
  const { use, unasked } = words.codeUses[purpose]
  const say = words.codeMail
  const parts = inBoth((language) => [
    line(say.lead[language]),
    { is: 'facts', rows: [[say.use[language], use[language]]] },
    line(say.code[language]),
    { is: 'code', text: code },
    line(fill(say.life[language], { n: limits.sentCodeLife / minute })),
    line(say.advice[language]),
    line(unasked[language]),
    contactIn(language, branding),
  ])
  return { to, subject: words.codeSubject, ...writeBody(parts, words.lastLine) }
}

export interface NoticeMail {
  to: string
  /** What happened, one sentence in each language. */
  what: Words
  at: Date
  /** null: nobody's browser did it. */
  browser: Browser | null
  /** Opens the page 不是我; null: there is none for this event. */
  link: string | null
  branding: Branding
}

/** The people and their servers live by this clock, wherever our process runs: 2026-03-01 03:12. */
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

function factsIn(language: Language, at: Date, browser: Browser | null): Block {
  const say = words.noticeMail
  const rows: [string, string][] = [[say.time[language], clock.format(at)]]
  if (browser) {
    const { area, network } = browser.place
    const place = [area, network].filter(Boolean).join(' ') || say.unknownPlace[language]
    rows.push([say.place[language], place])
    rows.push([say.browser[language], [browser.name, browser.system].filter(Boolean).join(', ')])
    rows.push([say.network[language], browser.ip])
  }
  return { is: 'facts', rows }
}

/** Tells the owner what happened to the account, and what to do when it was somebody else. */
export function noticeMail({ to, what, at, browser, link, branding }: NoticeMail): Mail {
  const say = words.noticeMail
  const parts = inBoth((language) => [
    line(what[language]),
    factsIn(language, at, browser),
    line(say.wasMe[language]),
    line(say.wasNotMe[language]),
    ...(link === null ? [] : [{ is: 'link', text: say.link[language], url: link } as const]),
    contactIn(language, branding),
  ])
  return { to, subject: words.noticeSubject, ...writeBody(parts, words.lastLine) }
}
