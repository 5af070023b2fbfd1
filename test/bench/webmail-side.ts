import { chownSync } from 'node:fs'
import { createJar } from '../actors/cookie-jar.ts'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import type { Roundcube } from '../mail-servers/roundcube.ts'

/** A person's browser at one webmail. */
export interface Tab {
  /** The page of the INBOX and its list, as a click on 收件箱 loads them. @throws Error unless the mails are there. */
  inbox(): Promise<void>
}

const subject = 'a mail among others'

/** The user `mail` of Debian. */
const mailUser = 8

/** So many mails for somebody who has never signed in. */
export function fillInbox({ scratch: { at, write } }: Dovecot, address: string, count: number): void {
  const paths = ['', '/new', '/cur', '/tmp'].map((folder) => `mail/${address}${folder}`)
  for (const path of paths) write(`${path}/.keep`, '')
  const mails = Array.from({ length: count }, (_, index) =>
    write(
      `mail/${address}/new/${1_700_000_000 + index}.${index}.bench`,
      `From: a@b.cn\r\nTo: ${address}\r\nSubject: ${subject} ${index}\r\n\r\nhello\r\n`,
    ),
  )
  for (const path of [...paths.map((path) => at(path)), ...mails]) chownSync(path, mailUser, mailUser)
}

export type Fetch = (path: string, init?: RequestInit) => Promise<{ text: string; to: string; status: number }>

/** One cookie jar at this webmail; redirects are for the caller. */
export function fetcher({ url }: Pick<Roundcube, 'url'>): Fetch {
  const jar = createJar()
  return async (path, init = {}) => {
    const headers = { ...init.headers, cookie: jar.header() }
    const answer = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' })
    jar.keep(answer.headers.getSetCookie().filter((line) => !line.includes('-del-')))
    return { text: await answer.text(), to: answer.headers.get('location') ?? '', status: answer.status }
  }
}

/** What a signed-in browser does again and again. */
export async function tabOf(get: Fetch): Promise<Tab> {
  const page = '?_task=mail&_mbox=INBOX'
  const token = /"request_token":"(\w+)"/.exec((await get(page)).text)?.[1] ?? ''
  const headers = { 'x-requested-with': 'XMLHttpRequest', 'x-roundcube-request': token }
  return {
    async inbox() {
      const { text, status } = await get(page)
      if (status !== 200 || !text.includes('messagelist')) throw new Error(`the page: ${status}`)
      const list = await get(`?_task=mail&_action=list&_mbox=INBOX&_remote=1&_unlock=loading1`, { headers })
      if (!list.text.includes(subject)) throw new Error(`the list: ${list.status} ${list.text.slice(0, 300)}`)
    },
  }
}

/** By Roundcube's own form. */
export async function signInByForm(get: Fetch, user: string, password: string): Promise<void> {
  const token = /name="_token" value="(\w+)"/.exec((await get('./')).text)?.[1] ?? ''
  const body = new URLSearchParams({ _token: token, _task: 'login', _action: 'login', _user: user, _pass: password })
  const { status, text } = await get('?_task=login', { method: 'POST', body })
  if (status !== 302) throw new Error(`no sign-in: ${status} ${text.slice(0, 300)}`)
}
