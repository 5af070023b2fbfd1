import type { Browser } from './browser.ts'
import type { Challenge } from './journeys.ts'
import type { Outside } from './outside.ts'

const code = /\b\d{6}\b/

/** The newest code that was mailed to this address. */
async function mailedCode({ smtp }: Pick<Outside, 'smtp'>, to: string): Promise<string> {
  const codes = (await smtp.mails(to)).flatMap(({ text }) => code.exec(text ?? '') ?? [])
  return codes.at(-1) ?? ''
}

/** Lets a code be mailed to this backup address, the new one or the bound one. */
function sendMail(browser: Browser, { id, stage }: Challenge, to: string) {
  const target = stage === 'bind' ? to : undefined
  return browser.call('POST /api/challenge/send', { input: { challenge: id, kind: 'email', target } })
}

/** The same, and types the code. @returns what it led to. */
export async function typeMailed(outside: Pick<Outside, 'smtp'>, browser: Browser, challenge: Challenge, to: string) {
  await sendMail(browser, challenge, to)
  const input = { challenge: challenge.id, kind: 'email' as const, code: await mailedCode(outside, to) }
  return browser.call('POST /api/challenge/answer', { input })
}
