// The least that an HTTP answer with confirmed writes costs: Koa, no middleware, POST /<n> makes n findOneAndUpdates one after the other, with the
// product's connection and its write concern, on small documents of their own.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { connectDatabase } from '../../server/store/connect.ts'

const documents = 1_000

const { connection } = await connectDatabase(process.env['MONGODB_URI'] ?? '')
const collection = connection.collection<{ _id: number; n: number }>('floor')
await collection.insertMany(Array.from({ length: documents }, (_, _id) => ({ _id, n: 0 })))
let turn = 0
const app = new Koa()
app.use(async (ctx) => {
  for (let writes = Number(ctx.path.slice(1)); writes > 0; writes -= 1)
    await collection.findOneAndUpdate({ _id: turn++ % documents }, { $inc: { n: 1 } })
  ctx.body = { ok: true }
})
const server = createServer(app.callback()).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port, msg: 'listening' }))
})
process.once('SIGTERM', () => process.exit(0))
