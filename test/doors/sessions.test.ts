// 【删除】 reaches what is open already, on every node.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { signInTo, tryPassword, type Connection } from '../mail-servers/try-password.ts'
import { endPassword, makeOwner, makePassword, type Owner } from './owner.ts'

let house: MailHouse
let owner: Owner
let other: Owner
beforeAll(async () => {
  house = await startMailHouse({ mailboxes: {}, nodes: 2 })
  owner = await makeOwner(house.world, 'owner', true)
  other = await makeOwner(house.world, 'other', true)
  await house.settle()
}, 60_000)
afterAll(() => house.stop())

const endOf = ({ server, socket }: Connection) =>
  server
    .until(/no line is like this/)
    .then(() => ({ at: performance.now(), isOver: socket.closed || socket.destroyed }))

async function idle({ ways: { IMAP } }: Dovecot, { address }: Owner, secret: string): Promise<Connection> {
  const connection = await signInTo(IMAP, address, secret)
  connection.server.send('b SELECT INBOX')
  await connection.server.until(/^b OK/m)
  connection.server.send('c IDLE')
  await connection.server.until(/^\+ /m)
  return connection
}

const openAll = (node: Dovecot, who: Owner, secret: string) =>
  Promise.all([
    idle(node, who, secret),
    signInTo(node.ways.POP3, who.address, secret),
    signInTo(node.ways['submission by Dovecot'], who.address, secret),
  ])

describe('P12 an app password that its owner deletes', () => {
  it('ends the IDLE, POP3 and submission sessions of every node within 2 s, and nobody else’s', async () => {
    const { id, secret } = await makePassword(owner.browser)
    const stays = await makePassword(other.browser)
    const open = (await Promise.all(house.nodes.map((node) => openAll(node, owner, secret)))).flat()
    const others = await Promise.all(house.nodes.map((node) => idle(node, other, stays.secret)))
    const start = performance.now()
    await endPassword(owner.browser, id)
    const ends = await Promise.all(open.map(endOf))
    expect(ends).toHaveLength(6)
    expect(Math.max(...ends.map(({ at }) => at - start))).toBeLessThan(2_000)
    for (const { server } of others) server.send('DONE')
    expect(await Promise.all(others.map(({ server }) => server.until(/^c OK/m)))).toEqual(
      others.map(() => expect.stringContaining('c OK')),
    )
    for (const { socket } of others) socket.destroy()
  })

  it('is refused on every node and in every protocol as soon as 【删除】 has answered', async () => {
    const { id, secret } = await makePassword(owner.browser)
    const ways = house.nodes.flatMap((node) => Object.values(node.ways))
    const asked = () => Promise.all(ways.map((way) => tryPassword(way, owner.address, secret)))
    expect(await asked()).toEqual(ways.map(() => 'in'))
    await endPassword(owner.browser, id)
    expect(await asked()).toEqual(ways.map(() => 'wrong'))
  })
})
