import type { Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server'
import { note } from '../../after/ledger.ts'
import { takeFaults } from '../fault-match.ts'
import { readLetter } from './mime.ts'
import { checkMail, Refusal } from './rules.ts'
import type { Stage, Visit, World } from './world.ts'

export interface WireOptions {
  /** The only one that may send; nobody has to log in when absent. */
  login?: { user: string; password: string }
  /** Return paths that are taken beside the null one. */
  senders?: readonly string[]
  /** One command, one answer (no RFC 2920). */
  isOneByOne?: boolean
  tls?: { cert: string; key: string; isImplicit: boolean }
}

type Done = (error?: Error | null) => void

/** Takes the mail or refuses it; a fault of the form is the sender's. */
function take(world: World, bytes: Buffer, session: SMTPServerSession): void {
  const raw = bytes.toString('latin1')
  checkMail(raw)
  const { mailFrom, rcptTo } = session.envelope
  const [{ address: to } = { address: '' }] = rcptTo
  const letter = readLetter(raw)
  note('six-digit code', /^\d{6}$/m.exec(letter.text ?? '')?.[0])
  note('address', to)
  const from = mailFrom ? mailFrom.address : ''
  const user = typeof session.user === 'string' ? session.user : null
  const { secure: isEncrypted, hostNameAppearsAs: hello } = session
  world.mails.push({ ...letter, at: Date.now(), envelope: { from, to }, hello, isEncrypted, user })
}

/** What became of a sentence of the client's: answered by `done`, or by nothing at all. */
function createObstacles(world: World, sockets: ReadonlyMap<number, Socket>) {
  return (stage: Stage, session: SMTPServerSession, done: Done, go: () => void): void => {
    const [fault] = takeFaults(world.faults, stage)
    const isLost = fault?.do === 'hang' || fault?.do === 'drop'
    try {
      if (fault?.do === 'reply') throw new Refusal(fault.code, fault.text ?? 'told to')
      if (!isLost || stage === 'data') go()
      if (!isLost) done()
    } catch (error) {
      done(error instanceof Refusal ? error : new Refusal(554, `5.6.0 ${String(error)}`))
    }
    if (fault?.do === 'drop') sockets.get(session.remotePort)?.resetAndDestroy()
  }
}

const offered = ({ login, tls, isOneByOne = false }: WireOptions): SMTPServerOptions => ({
  hidePIPELINING: isOneByOne,
  secure: tls?.isImplicit ?? false,
  ...(tls && { cert: tls.cert, key: tls.key }),
  authOptional: !login,
  // As a submission server on the same machine does: there is no wire to listen to.
  allowInsecureAuth: !tls,
  disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
})

type Obstacles = ReturnType<typeof createObstacles>
type Hooks = Pick<SMTPServerOptions, 'onConnect' | 'onSecure' | 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData'>

function refuse(code: number, text: string): never {
  throw new Refusal(code, text)
}

/** From the greeting to the login. */
function createDoor(world: World, { login }: WireOptions, meet: Obstacles): Hooks {
  const visits = new Map<string, Visit>()
  return {
    onConnect(session, done) {
      const visit = { at: Date.now(), isEncrypted: session.secure, hasLoggedIn: false }
      visits.set(session.id, visit)
      world.visits.push(visit)
      meet('greeting', session, done, () => undefined)
    },
    onSecure(_, session, done) {
      const visit = visits.get(session.id)
      if (visit) visit.isEncrypted = true
      done()
    },
    onAuth({ username: user, password }, session, done) {
      visits.get(session.id)!.hasLoggedIn = true
      const isRight = user === login?.user && password === login?.password
      const answer: Done = (error) => done(error, { user })
      meet('auth', session, answer, () => isRight || refuse(535, '5.7.8 wrong user or password'))
    },
  }
}

/** From MAIL to the end of DATA. */
function createDesk(world: World, { senders = [] }: WireOptions, meet: Obstacles): Hooks {
  return {
    onMailFrom({ address }, session, done) {
      const isKnown = ['', ...senders].includes(address)
      meet('mail', session, done, () => isKnown || refuse(550, '5.7.1 not your sender'))
    },
    onRcptTo(_, session, done) {
      const isFirst = session.envelope.rcptTo.length === 0
      meet('rcpt', session, done, () => isFirst || refuse(452, '4.5.3 one recipient a mail'))
    },
    onData(stream, session, done) {
      buffer(stream).then(
        (bytes) => meet('data', session, done, () => take(world, bytes, session)),
        // The client went away in the middle: nobody is left to be answered.
        () => undefined,
      )
    },
  }
}

/** A mail server of RFC 5321 for one recipient a mail, strict beyond what real ones are. */
export function createWire(world: World, options: WireOptions) {
  const sockets = new Map<number, Socket>()
  const meet = createObstacles(world, sockets)
  const server = new SMTPServer({
    ...offered(options),
    ...createDoor(world, options, meet),
    ...createDesk(world, options, meet),
    name: 'mail.standin.test',
    disableReverseLookup: true,
    logger: false,
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  return { server, sockets }
}
