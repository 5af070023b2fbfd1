import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { faultsOf } from './config-faults.ts'

const key = (name = 'k1') => `${name}:${randomBytes(32).toString('base64')}`
const production = {
  PUBLIC_URL: 'https://mail.cqu.edu.cn',
  MONGODB_URI: 'mongodb://db.cqu.edu.cn/mail?replicaSet=rs0',
  KEYS: key(),
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
}
const { WECHAT_APPID, WECHAT_SECRET } = production
const trial = { PUBLIC_URL: 'http://localhost:8080', WECHAT_APPID, WECHAT_SECRET }
type Env = Record<string, string | undefined>

describe('R14: in production', () => {
  it('a whole configuration starts', () => {
    expect(faultsOf(production)).toEqual([])
    expect(Object.isFrozen(readConfig(production))).toBe(true)
  })

  it.each<[string, Env, RegExp]>([
    ['a public address without TLS', { PUBLIC_URL: 'http://mail.cqu.edu.cn' }, /^PUBLIC_URL must be https/],
    ['a webmail without TLS', { WEBMAIL_URL: 'http://webmail.cqu.edu.cn' }, /^WEBMAIL_URL must be https/],
    ['WeChat without TLS', { WECHAT_BASE_URL: 'http://api.weixin.qq.com' }, /^WECHAT_BASE_URL must be https/],
    ['a host that is not WeChat’s', { WECHAT_BASE_URL: 'https://127.0.0.1:9' }, /^WECHAT_BASE_URL .*weixin\.qq\.com/],
    ['a host that looks like WeChat’s', { WECHAT_BASE_URL: 'https://evilweixin.qq.com' }, /^WECHAT_BASE_URL/],
    ['a host that begins like WeChat’s', { WECHAT_BASE_URL: 'https://api.weixin.qq.com.evil.cn' }, /^WECHAT_BASE_URL/],
    ['WeChat’s name before an @', { WECHAT_BASE_URL: 'https://api.weixin.qq.com@evil.cn' }, /^WECHAT_BASE_URL/],
    ['no database', { MONGODB_URI: undefined }, /^MONGODB_URI is not set/],
    ['an empty database', { MONGODB_URI: '' }, /^MONGODB_URI is not set/],
    ['no keys', { KEYS: undefined }, /^KEYS is not set/],
    ['a key of 248 bits', { KEYS: `k1:${randomBytes(31).toString('base64')}` }, /^KEYS: key k1 has 248 bits/],
    ['a key of nothing', { KEYS: 'k1:' }, /^KEYS: key k1 has 0 bits/],
    ['a key of zeros', { KEYS: `k1:${Buffer.alloc(32).toString('base64')}` }, /^KEYS: key k1 is an example/],
    [
      'a key of words',
      { KEYS: `k1:${Buffer.from('change-me '.repeat(4)).toString('base64')}` },
      /^KEYS: key k1 is an example/,
    ],
    ['a key without a name', { KEYS: randomBytes(32).toString('hex') }, /^KEYS: each key is name:base64|^KEYS: /],
    ['three keys', { KEYS: [key('a'), key('b'), key('c')].join() }, /^KEYS: two live keys at most/],
    ['two keys of one name', { KEYS: [key('a'), key('a')].join() }, /^KEYS: /],
    ['a retired key of a live one’s name', { KEYS_RETIRED: key() }, /^KEYS: every key needs a name of its own/],
    ['a retired key of 40 bits', { KEYS_RETIRED: 'k0:c2hvcnQ=' }, /^KEYS_RETIRED: key k0 has 40 bits/],
    ['no appid', { WECHAT_APPID: undefined }, /^WECHAT_APPID is not set/],
    ['an example appid', { WECHAT_APPID: 'wx_your_appid' }, /^WECHAT_APPID: must be an appid/],
    ['no secret', { WECHAT_SECRET: undefined }, /^WECHAT_SECRET is not set/],
    ['a short secret', { WECHAT_SECRET: 'secret' }, /^WECHAT_SECRET: must be the AppSecret/],
    ['proxies that are no addresses', { TRUSTED_PROXIES: 'proxy.cqu.edu.cn' }, /^TRUSTED_PROXIES: /],
    ['proxies with a prefix that is forgotten', { TRUSTED_PROXIES: '10.0.0.0/' }, /^TRUSTED_PROXIES: /],
    ['proxies with two prefixes', { TRUSTED_PROXIES: '10.0.0.0/8/8' }, /^TRUSTED_PROXIES: /],
    ['shared networks that are too long', { SHARED_NETWORKS: '10.0.0.0/33' }, /^SHARED_NETWORKS: /],
    ['a public address with a query', { PUBLIC_URL: 'https://mail.cqu.edu.cn/?a=b' }, /^PUBLIC_URL/],
    ['a public address that is none', { PUBLIC_URL: 'mail.cqu.edu.cn' }, /^PUBLIC_URL: /],
    ['another protocol', { PUBLIC_URL: 'ftp://mail.cqu.edu.cn' }, /^PUBLIC_URL: /],
    ['a port that is none', { PORT: '70000' }, /^PORT: /],
    ['a port of operations that is none', { OPS_PORT: 'metrics' }, /^OPS_PORT: /],
    ['an unknown way to draw the QR', { QR_MODE: 'mock' }, /^QR_MODE: /],
    ['a branding file that is not there', { BRANDING_FILE: '/nonexistent.json' }, /^BRANDING_FILE: /],
  ])('%s is a fault that is named', (_, change, line) => {
    expect(faultsOf({ ...production, ...change })).toContainEqual(expect.stringMatching(line))
  })

  it('every fault is named at once, one line each, and no secret is repeated', () => {
    const wrong = { PUBLIC_URL: 'http://mail.cqu.edu.cn', PORT: 'x', WECHAT_SECRET: 'hush-hush', KEYS: 'k1:c2VjcmV0' }
    const faults = faultsOf(wrong)
    const names = ['PUBLIC_URL', 'PORT', 'WECHAT_SECRET', 'WECHAT_APPID', 'MONGODB_URI', 'KEYS']
    expect(names.filter((name) => !faults.some((fault) => fault.startsWith(name)))).toEqual([])
    expect(faults.every((fault) => !fault.includes('\n'))).toBe(true)
    expect(faults.join()).not.toMatch(/hush-hush|c2VjcmV0/)
  })
})

describe('the listener of those who watch', () => {
  it('is there when it has a port, and on this machine alone unless told', () => {
    expect(readConfig(production).operations).toBeNull()
    expect(readConfig({ ...production, OPS_HOST: '10.0.0.7' }).operations).toBeNull()
    expect(readConfig({ ...production, OPS_PORT: '9090' }).operations).toEqual({ host: '127.0.0.1', port: 9_090 })
    const told = { ...production, OPS_PORT: '9090', OPS_HOST: '10.0.0.7' }
    expect(readConfig(told).operations).toEqual({ host: '10.0.0.7', port: 9_090 })
  })
})

describe('R14: on this machine', () => {
  it.each([
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://127.9.9.9:1',
    'http://[::1]:3000',
    'http://127.0.0.1:8080/',
    'http://mail.localhost',
  ])('%s needs neither database nor keys', (PUBLIC_URL) => {
    expect(faultsOf({ ...trial, PUBLIC_URL })).toEqual([])
  })

  it.each([
    'http://127.0.0.1.evil.cn',
    'http://localhost.evil.cn',
    'http://notlocalhost',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://127.0.0.1@mail.cqu.edu.cn',
    'http://[::ffff:127.0.0.1]',
  ])('%s is not this machine', (PUBLIC_URL) => {
    expect(faultsOf({ ...trial, PUBLIC_URL })).toEqual(expect.arrayContaining([expect.stringMatching(/^PUBLIC_URL/)]))
  })

  it('a weak key is refused all the same', () => {
    expect(faultsOf({ ...trial, KEYS: 'k1:c2hvcnQ=' })).toEqual([expect.stringMatching(/^KEYS: key k1 has 40 bits/)])
  })

  it('Q34: a missing AppSecret is a fault here too: there is no pretending', () => {
    expect(faultsOf({ ...trial, WECHAT_SECRET: undefined })).toEqual(['WECHAT_SECRET is not set'])
  })

  it('a branding file changes what it names and keeps the rest', () => {
    const dir = mkdtempSync(join(tmpdir(), 'branding-'))
    const path = join(dir, 'branding.json')
    writeFileSync(path, JSON.stringify({ phone: '010-1' }))
    const { branding } = readConfig({ ...trial, BRANDING_FILE: path })
    expect(branding).toMatchObject({ phone: '010-1', host: 'localhost:8080', product: '邮箱安全助手' })
    writeFileSync(path, JSON.stringify({ fone: '010-1' }))
    expect(faultsOf({ ...trial, BRANDING_FILE: path })).toEqual([expect.stringMatching(/^BRANDING_FILE/)])
    rmSync(dir, { recursive: true })
  })
})
