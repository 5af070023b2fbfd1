// The least that a mail server's question costs: Koa, the body, one HMAC and one read of an account by its address, with the product's connection.
import { createHmac, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Koa from 'koa'
import { connectDatabase } from '../../server/store/connect.ts'

const { connection } = await connectDatabase(process.env['MONGODB_URI'] ?? '')
const accounts = connection.collection('accounts')
const key = randomBytes(32)
const app = new Koa()
app.use(async (ctx) => {
  const { user, password64 } = JSON.parse(await text(ctx.req)) as { user: string; password64: string }
  const mac = createHmac('sha256', key).update(Buffer.from(password64, 'base64')).digest('base64url')
  const found = await accounts.findOne({ address: user })
  ctx.body = { is: found?.['mac'] === mac ? 'ok' : 'next' }
})
const server = createServer(app.callback()).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port, msg: 'listening' }))
})
process.once('SIGTERM', () => process.exit(0))
