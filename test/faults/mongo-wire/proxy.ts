import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { messagesOf, readMessage, type Document } from './message.ts'
import { createQueue } from './queue.ts'
import { isDone, isWrite, nameOf, watchRelay, type Carrier } from './writes.ts'

export interface Watch {
  /** Whose writes. */
  of: Carrier
  /** As soon as mongod has done this many, `kill` is called and nothing is passed on any more, that write's answer included, until the next watch. */
  n: number
  kill(): void
}

/** Stands between a server and mongod, and decides what passes. */
export interface MongoProxy {
  /** The same database, reached through here. */
  through(uri: string): string
  /** Every command from now on, as it was sent. */
  watchCommands(): Document[]
  /** @returns the names of the writes that are done from now on, in order. */
  watchWrites(watch?: Watch): string[]
  stop(): void
}

interface Handlers {
  asked(command: Document): void
  /** Before an answer is passed on. @returns whether it may be. */
  answered(command: Document, answer: Document): boolean
  queue: ReturnType<typeof createQueue>
}

/** One connection of a driver, which asks one thing at a time. */
function join(client: Socket, mongod: Socket, { asked, answered, queue }: Handlers): void {
  let command: { id: number; body: Document; end?: () => void } | undefined
  const ask = (bytes: Buffer) => {
    const { id, body } = readMessage(bytes)
    const send = () => void mongod.write(bytes)
    command = body && { id, body }
    if (body) asked(body)
    // When a write is answered no later one is on its way.
    if (command && isWrite(command.body)) command.end = queue(send)
    else send()
  }
  const answer = (bytes: Buffer) => {
    const { answers, body } = readMessage(bytes)
    const isAnswer = command && body && command.id === answers
    if (!isAnswer || answered(command!.body, body!)) client.write(bytes)
    if (isAnswer) command?.end?.()
  }
  client.on('data', messagesOf(ask))
  mongod.on('data', messagesOf(answer))
  const close = () => {
    client.destroy()
    mongod.destroy()
    command?.end?.()
  }
  for (const socket of [client, mongod]) socket.on('error', close).on('close', close)
}

/** Ends what a watch was set on when its time has come. */
function createWatcher(closeAll: () => void) {
  const relay = watchRelay()
  const endless: Watch = { of: 'requests', n: Infinity, kill: () => {} }
  let [watch, writes]: [Watch, string[]] = [endless, []]
  const isOver = () => writes.length >= watch.n
  return {
    isOver,
    begin(next = endless) {
      ;[watch, writes] = [next, []]
      return writes
    },
    answered(command: Document, answer: Document) {
      if (isOver()) return false
      relay.sawAnswer(command, answer)
      const isMeant = isWrite(command) && relay.carrierOf(command) === watch.of
      if (isMeant && isDone(answer)) writes.push(nameOf(command))
      if (!isOver()) return true
      watch.kill()
      closeAll()
      return false
    },
  }
}

export async function startMongoProxy(mongod = process.env.TEST_MONGODB_URI ?? ''): Promise<MongoProxy> {
  const sockets = new Set<Socket>()
  const closeAll = () => sockets.forEach((socket) => socket.destroy())
  const { isOver, begin, answered } = createWatcher(closeAll)
  let commands: Document[] = []
  const handlers = { asked: (body: Document) => void commands.push(body), answered, queue: createQueue() }
  const server = createServer((client) => {
    if (isOver()) return void client.destroy()
    const upstream = connect(Number(new URL(mongod).port), '127.0.0.1')
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      sockets.add(socket.once('close', () => sockets.delete(socket)))
    }
    join(client, upstream, handlers)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    through(uri) {
      const url = new URL(uri)
      url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      // Else the driver asks the replica set for its members, and goes to them past here.
      url.searchParams.set('directConnection', 'true')
      return url.href
    },
    watchCommands: () => (commands = []),
    watchWrites: begin,
    stop() {
      closeAll()
      server.close()
    },
  }
}
