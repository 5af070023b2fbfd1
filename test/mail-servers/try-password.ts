import { connect, type Socket } from 'node:net'
import type { MailProtocol } from '../../shared/mail-protocols.ts'

/** in: signed in. wrong: refused for good. later: a temporary failure, by the code that the protocol has for it. Anything else: the line itself. */
export type Verdict = 'in' | 'wrong' | 'later' | (string & {})

interface Dialect {
  greeting: RegExp
  /** Commands before, each with the end of its answer. */
  hello: [command: string, end: RegExp][]
  auth: string
  /** The server waits for the password. */
  go: RegExp
  /** How the password is written; without: as it is. */
  write?: (base64: string) => string
  verdicts: [line: RegExp, verdict: 'in' | 'wrong' | 'later'][]
}

// RFC 9051 and RFC 5530; RFC 1939, 5034 and 3206; RFC 4954 §6; RFC 5804 §2.1.
const imap: Dialect = {
  greeting: /^\* OK/m,
  hello: [],
  auth: 'a AUTHENTICATE PLAIN',
  go: /^\+/m,
  verdicts: [
    [/^a OK /m, 'in'],
    [/^a NO \[AUTHENTICATIONFAILED\]/m, 'wrong'],
    [/^a NO \[UNAVAILABLE\]/m, 'later'],
  ],
}
const pop3: Dialect = {
  greeting: /^\+OK/m,
  hello: [],
  auth: 'AUTH PLAIN',
  go: /^\+ /m,
  verdicts: [
    [/^\+OK/m, 'in'],
    [/^-ERR \[AUTH\]/m, 'wrong'],
    [/^-ERR \[SYS\/TEMP\]/m, 'later'],
  ],
}
const smtp: Dialect = {
  greeting: /^220 /m,
  hello: [['EHLO client.example', /^250 /m]],
  auth: 'AUTH PLAIN',
  go: /^334/m,
  verdicts: [
    [/^235 /m, 'in'],
    [/^535 5\.7\.8/m, 'wrong'],
    [/^454 4\.7\.0/m, 'later'],
  ],
}
const sieve: Dialect = {
  greeting: /^OK /m,
  hello: [],
  auth: 'AUTHENTICATE "PLAIN"',
  go: /^""/m,
  write: (base64) => `"${base64}"`,
  verdicts: [
    [/^OK /m, 'in'],
    [/^NO "/m, 'wrong'],
    [/^NO \(TRYLATER\)/m, 'later'],
  ],
}
export const dialects = { imap, pop3, smtp, sieve } as const

type Spoken = keyof typeof dialects

/** A client's place: which server, in which protocol. */
export interface Way<D extends Spoken = MailProtocol> {
  host: string
  port: number
  dialect: D
  /** The client's own address; without: whatever the system takes. */
  from?: string
  /** What it sends first, each with the end of the answer. */
  before?: [command: string, end: RegExp][]
}

/** What came since the last command. */
function listenTo(socket: Socket) {
  let text = ''
  let isOver = false
  let heard = () => {}
  socket.setEncoding('latin1')
  socket.on('data', (more: string) => {
    text += more
    heard()
  })
  const end = () => {
    isOver = true
    heard()
  }
  socket.on('close', end).on('error', end)
  return {
    /** Settles with it when it matches, or when the server has hung up. */
    until: (...ends: readonly RegExp[]) =>
      new Promise<string>((resolve) => {
        heard = () => {
          if (isOver || ends.some((one) => one.test(text))) resolve(text)
        }
        heard()
      }),
    send(line: string) {
      text = ''
      socket.write(`${line}\r\n`)
    },
  }
}

export interface Connection {
  verdict: Verdict
  /** The server's line. */
  line: string
  socket: Socket
  server: ReturnType<typeof listenTo>
}

/** Signs in as a client does that speaks AUTH PLAIN (RFC 4616), byte by byte, and stays. */
export async function signInTo(
  { host, port, dialect, from, before = [] }: Way<Spoken>,
  user: string,
  password: string | Buffer,
): Promise<Connection> {
  const { greeting, hello, auth, go, write = String, verdicts }: Dialect = dialects[dialect]
  const socket = connect({ host, port, localAddress: from })
  const server = listenTo(socket)
  await server.until(greeting)
  for (const [command, end] of [...hello, ...before]) {
    server.send(command)
    await server.until(end)
  }
  server.send(auth)
  await server.until(go)
  server.send(write(Buffer.concat([Buffer.from(`\0${user}\0`), Buffer.from(password)]).toString('base64')))
  // A continuation line may come first; an answer ends with the line.
  const said = await server.until(...verdicts.map(([line]) => line), /^(a |-ERR|[245]\d\d )[^\r]*\r/m)
  const verdict = verdicts.find(([line]) => line.test(said))?.[1] ?? said.trim()
  return { verdict, line: said.trim(), socket, server }
}

/** Only the verdict. */
export async function tryPassword(way: Way<Spoken>, user: string, password: string | Buffer): Promise<Verdict> {
  const { verdict, socket } = await signInTo(way, user, password)
  socket.destroy()
  return verdict
}
