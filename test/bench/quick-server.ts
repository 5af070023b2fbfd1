// The product's process, but that the mailbox password costs no slow hash: it would be most of a sign-in, and the same in every database.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import { connectDatabase } from '../../server/store/connect.ts'
import { createLocalUsers } from '../../server/store/local-users.ts'

const config = readConfig(process.env)
const log = pino({ level: config.logLevel })
const database = await connectDatabase(config.mongodbUri!)
const app = await createApp({ config, keys: config.keys!, database, log })
const users = createLocalUsers(database.models)
app.services.directory = { check: async (address) => (await users.byAddress(address)) ?? undefined }
const server = createServer(app.koa.callback()).listen(0, '127.0.0.1', () => {
  log.info({ port: (server.address() as AddressInfo).port }, 'listening')
})
process.once('SIGTERM', () => process.exit(0))
