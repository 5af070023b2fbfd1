// R11: what the driver really asks of MongoDB with every command, and that a weaker connection is refused.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connectDatabase, type Database } from '../../server/store/connect.ts'
import { createAccounts } from '../../server/store/accounts.ts'

const uri = process.env['TEST_MONGODB_URI'] ?? ''
const name = `t${randomUUID().slice(0, 8)}`
const at = (options: string) => {
  const url = new URL(`${uri}${uri.includes('?') ? '&' : '?'}${options}`)
  url.pathname = `/${name}`
  return url.href
}

interface Command {
  commandName: string
  command: { writeConcern?: object; readConcern?: object }
}

it('a connection as the product makes it is strong enough for its own check', async () => {
  const refusal = await connectDatabase(at('appName=plain')).then(
    async ({ close }) => void (await close()),
    (error: Error) => error.message,
  )
  expect(refusal).toBeUndefined()
})

describe('on the wire', () => {
  let database: Database
  const seen: Command[] = []
  beforeAll(async () => {
    database = await connectDatabase(at('monitorCommands=true'))
    database.connection.getClient().on('commandStarted', (event) => seen.push(event as unknown as Command))
  })
  afterAll(async () => {
    await database.connection.dropDatabase()
    await database.close()
  })

  const asked = async (act: () => Promise<unknown>, command: string) => {
    seen.length = 0
    await act()
    return seen.filter(({ commandName }) => commandName === command).map((one) => one.command)
  }

  it('a write is confirmed once a majority has it in the journal, or given up after five seconds', async () => {
    const accounts = createAccounts(database.models)
    const { id } = (await accounts.ensure(randomUUID(), 'a@b.cn'))!
    const writes = await asked(() => accounts.change(id, 0, {}, []), 'findAndModify')
    expect(writes).toEqual([expect.objectContaining({ writeConcern: { w: 'majority', j: true, wtimeout: 5_000 } })])
  })

  it('a read sees nothing that could be rolled back', async () => {
    const reads = await asked(() => createAccounts(database.models).byAddress('nobody@b.cn'), 'find')
    expect(reads).toEqual([expect.objectContaining({ readConcern: expect.objectContaining({ level: 'majority' }) })])
  })
})

const kept = { w: 'majority', j: true, read: 'majority', retryWrites: true }

it.each(['w=1', 'journal=false', 'readConcernLevel=local', 'retryWrites=false'])(
  'a connection that is told %s keeps the guarantee, or is refused',
  async (weak) => {
    const outcome = await connectDatabase(at(weak)).then(
      async ({ connection, close }) => {
        const { writeConcern, readConcern, retryWrites } = connection.getClient().options
        await close()
        return { w: writeConcern?.w, j: writeConcern?.journal, read: readConcern?.level, retryWrites }
      },
      (error: Error) => {
        if (!error.message.includes('must not override')) throw error
        return kept
      },
    )
    expect(outcome).toEqual(kept)
  },
)
