import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from './browser.ts'
import { typeCode, type Challenge } from './journeys.ts'
import type { Outside } from './outside.ts'

const code = /\b\d{6}\b/

/** The newest code that was mailed to this address. */
export async function mailedCode({ smtp }: Pick<Outside, 'smtp'>, to: string): Promise<string> {
  const codes = (await smtp.mails(to)).flatMap(({ text }) => code.exec(text ?? '') ?? [])
  return codes.at(-1) ?? ''
}

/** Lets a code be mailed to this backup address, the new one or the bound one. */
export function sendMail(browser: Browser, { id, stage }: Challenge, to: string) {
  const target = stage === 'bind' ? to : undefined
  return browser.call('POST /api/challenge/send', { input: { challenge: id, kind: 'email', target } })
}

/** The same, and types the code. @returns what it led to. */
export async function typeMailed(outside: Pick<Outside, 'smtp'>, browser: Browser, challenge: Challenge, to: string) {
  await sendMail(browser, challenge, to)
  return typeCode(browser, challenge, await mailedCode(outside, to), 'email')
}

const notMe = /\/not-me#([\w.-]+)/

/** Waits for a notice in this mailbox. @returns what the newest one's link 不是我 holds. */
export async function mailedNotMe({ smtp }: Pick<Outside, 'smtp'>, to: string): Promise<string> {
  for (;;) {
    const tokens = (await smtp.mails(to)).flatMap(({ text }) => notMe.exec(text ?? '')?.[1] ?? [])
    if (tokens.length > 0) return tokens.at(-1)!
    await sleep(50)
  }
}
