import { randomBytes } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { portalStub } from '../actors/portal-stub.ts'
import { startServer } from '../actors/server-process.ts'

const right = {
  PUBLIC_URL: 'https://mail.cqu.edu.cn',
  MONGODB_URI: 'mongodb://127.0.0.1:9/x',
  KEYS: `k1:${randomBytes(32).toString('base64')}`,
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
  PORTAL_DIR: portalStub(),
}

it('R14, Q34: the server does not start with a faulty environment, and names every fault', async () => {
  const start = startServer({ ...right, PUBLIC_URL: 'http://mail.cqu.edu.cn', KEYS: 'k1:c2hvcnQ=', WECHAT_SECRET: '' })
  await expect(start).rejects.toThrow(/ended with 78[^]*PUBLIC_URL must be https[^]*KEYS: key k1 has 40 bits/)
  await expect(start).rejects.toThrow(/WECHAT_SECRET is not set/)
})

it('the server does not start on a database that cannot keep its promises', async () => {
  const weak = `${process.env.TEST_MONGODB_URI}&w=1`
  await expect(startServer({ ...right, PUBLIC_URL: 'http://127.0.0.1', MONGODB_URI: weak })).rejects.toThrow(
    /Not started: .*(write concern|w=)/,
  )
})
