import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { agree, openDoors, type Doors } from './doors.ts'
import { startDovecot, type Dovecot, type DovecotOptions } from './dovecot.ts'
import { startNginx, type Nginx } from './nginx.ts'
import { startPostfix, type Postfix } from './postfix.ts'
import { makeScratch } from './scratch.ts'
import type { Way } from './try-password.ts'
import { until } from './until.ts'

/** Every way into a mailbox. */
export const wayNames = [
  'IMAP',
  'POP3',
  'submission by Dovecot',
  'SMTP by Postfix',
  'IMAP by nginx',
  'POP3 by nginx',
  'SMTP by nginx',
] as const
export type WayName = (typeof wayNames)[number]

export interface MailHouse {
  world: FullWorld
  doors: Doors
  door: DovecotOptions['door']
  /** All of them ask the same doors; ways, Postfix and nginx lead to the first. */
  nodes: Dovecot[]
  postfix: Postfix
  nginx: Nginx
  ways: Record<WayName, Way>
  /** Settles when the nodes were told all that they are told of what has happened: no session ends by itself from then on. */
  settle(): Promise<void>
  /** One more that asks the same doors, and that our server does not know of. */
  addDovecot(options: Pick<DovecotOptions, 'cacheTtl' | 'edit' | 'own'>): Promise<Dovecot>
  stop(): Promise<void>
}

export interface HouseOptions extends Pick<DovecotOptions, 'cacheTtl' | 'edit' | 'own'> {
  env?: Record<string, string>
  /** How many Dovecots. */
  nodes?: number
  /** What the site's own passdb takes; our directory has its own. */
  mailboxes: Record<string, string>
  /** What is sent to them arrives there. */
  delivers?: boolean
}

const doorsOf = ({ app }: FullWorld) => app.listeners.find(({ name }) => name === 'doors')!.koa

/** The product with a mail system of Debian's packages that asks its doors. */
export async function startMailHouse({
  env,
  nodes: count = 1,
  delivers,
  ...options
}: HouseOptions): Promise<MailHouse> {
  const scratches = Array.from({ length: count }, makeScratch)
  const agreed = agree(scratches)
  const world = await startFullWorld({ DOORS_MODE: 'enforce', ...agreed.env, ...env })
  const doors = await openDoors(agreed.door, doorsOf(world).callback())
  const nodes = await Promise.all(scratches.map((scratch) => startDovecot({ ...options, ...agreed }, scratch)))
  const [postfix, nginx] = await Promise.all([
    startPostfix(nodes[0]!, delivers ? Object.keys(options.mailboxes) : undefined),
    startNginx(agreed.door),
  ])
  const added: Dovecot[] = []
  return {
    world,
    doors,
    door: agreed.door,
    nodes,
    postfix,
    nginx,
    ways: waysTo(nodes[0]!, postfix, nginx),
    settle: () => settle(world),
    async addDovecot(more) {
      added.push(await startDovecot({ ...options, ...agreed, ...more }))
      return added.at(-1)!
    },
    async stop() {
      await Promise.all([nginx.stop(), postfix.stop()])
      await Promise.all([...nodes, ...added].map((node) => node.stop()))
      await doors.stop()
      await world.stop()
    },
  }
}

async function settle({ clock, database: { models } }: FullWorld): Promise<void> {
  // A first factor is told twice.
  clock.advance(limits.doorNamesKnown)
  const waiting = async () =>
    (await models.accounts.collection.countDocuments({ 'outbox.0': { $exists: true } })) +
    (await models.kicks.collection.countDocuments({ dueAt: { $exists: true } }))
  await until(
    async () => (await waiting()) === 0,
    () => 'the nodes are still to be told',
  )
}

const waysTo = (dovecot: Dovecot, postfix: Postfix, nginx: Nginx): Record<WayName, Way> => ({
  ...dovecot.ways,
  'SMTP by Postfix': { host: postfix.ip, port: postfix.ports.submission, dialect: 'smtp' },
  'IMAP by nginx': { host: nginx.ip, port: nginx.ports.imap, dialect: 'imap' },
  'POP3 by nginx': { host: nginx.ip, port: nginx.ports.pop3, dialect: 'pop3' },
  'SMTP by nginx': { host: nginx.ip, port: nginx.ports.smtp, dialect: 'smtp' },
})
