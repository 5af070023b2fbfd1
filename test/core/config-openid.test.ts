// OPENID_CLIENTS_FILE and WEBMAIL_NETWORKS.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { faultsOf as faultsIn, production, trial } from './config-faults.ts'

const WEBMAIL_NETWORKS = '192.0.2.8, 2001:db8::/64'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (text: string) => {
  const file = join(folder, 'clients.json')
  writeFileSync(file, text)
  return file
}
const client = {
  client_id: 'webmail',
  client_secret: 'hush-'.repeat(8),
  client_name: '网页邮箱',
  redirect_uris: ['https://webmail.cqu.edu.cn/callback'],
}
const envOf = (clients: unknown, more: Record<string, string> = {}) => ({
  ...production,
  OPENID_CLIENTS_FILE: write(typeof clients === 'string' ? clients : JSON.stringify(clients)),
  ...more,
})
const faultsOf = (clients: unknown, more?: Record<string, string>) => faultsIn(envOf(clients, more))

describe('OpenID clients', () => {
  it('are none without a file', () => {
    expect(readConfig(trial)).toMatchObject({ openidClients: [], webmailNetworks: [] })
  })

  it('are read as they stand there, and what is left out is nothing', () => {
    const whole = {
      ...client,
      client_id: 'whole',
      post_logout_redirect_uris: ['https://webmail.cqu.edu.cn/'],
      backchannel_logout_uri: 'https://webmail.cqu.edu.cn/signed-out',
      mail: true,
    }
    const { openidClients, webmailNetworks } = readConfig(envOf([client, whole], { WEBMAIL_NETWORKS }))
    expect(openidClients).toEqual([{ ...client, post_logout_redirect_uris: [], mail: false }, whole])
    expect(webmailNetworks).toEqual(['192.0.2.8', '2001:db8::/64'])
  })

  it.each([
    ['no JSON', '[{"client_secret": "hush-hush"'],
    ['no list', client],
    ['nothing', ''],
  ])('a file with %s is one fault, and is not repeated', (_, text) => {
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^OPENID_CLIENTS_FILE: \S+ is not a readable JSON file with a list of clients$/),
    ])
  })

  it('a file that is not there is a fault that names it', () => {
    const OPENID_CLIENTS_FILE = join(folder, 'none.json')
    expect(faultsIn({ ...production, OPENID_CLIENTS_FILE })).toEqual([
      `OPENID_CLIENTS_FILE: ${OPENID_CLIENTS_FILE} is not a readable JSON file with a list of clients`,
    ])
  })

  it.each<[string, object, RegExp]>([
    ['no id', { client_id: undefined }, /client_id/],
    ['an id with a space', { client_id: 'web mail' }, /client_id: must be 1–64 letters/],
    ['a short secret', { client_secret: 'hush-hush' }, /client_secret: must have at least 32 characters$/],
    ['no name', { client_name: '' }, /client_name/],
    ['nowhere to go back to', { redirect_uris: [] }, /redirect_uris/],
    ['a way back that is no address', { redirect_uris: ['/callback'] }, /redirect_uris\.0/],
    ['a way back by another scheme', { redirect_uris: ['javascript:alert(1)'] }, /redirect_uris\.0/],
    ['a way back with a fragment', { redirect_uris: ['https://a.cn/#b'] }, /redirect_uris\.0: must have no fragment$/],
    [
      'an ending with a fragment',
      { backchannel_logout_uri: 'https://a.cn/#b' },
      /backchannel_logout_uri: must have no fragment$/,
    ],
    ['a word of no meaning', { grant_types: ['implicit'] }, /itself: /],
    ['a text where yes or no is meant', { mail: 'yes' }, /mail/],
  ])('a client with %s is a fault that names client and field, and no secret', (_, wrong, fault) => {
    const faults = faultsOf([client, { ...client, client_id: 'second', ...wrong }])
    expect(faults).toEqual([expect.stringMatching(/^OPENID_CLIENTS_FILE: client 2, /)])
    expect(faults[0]).toMatch(fault)
    expect(faults[0]).not.toContain('hush')
  })

  it('two of one id are a fault', () => {
    expect(faultsOf([client, client])).toEqual(['OPENID_CLIENTS_FILE: every client needs a client_id of its own'])
  })

  it('R14: in production every address is https, in a trial none has to be', () => {
    const fields = {
      redirect_uris: ['http://a.cqu.edu.cn/'],
      post_logout_redirect_uris: ['http://a.cqu.edu.cn/'],
      backchannel_logout_uri: 'http://a.cqu.edu.cn/',
    }
    for (const [field, value] of Object.entries(fields)) {
      const clients = [{ ...client, [field]: value }]
      expect(faultsOf(clients)).toEqual(['OPENID_CLIENTS_FILE: webmail: every URI must be https'])
      expect(faultsIn({ ...trial, OPENID_CLIENTS_FILE: write(JSON.stringify(clients)) })).toEqual([])
    }
  })
})

describe('where webmails are', () => {
  it('has to be said as soon as one of the clients is one', () => {
    expect(faultsOf([{ ...client, mail: true }])).toEqual([
      'WEBMAIL_NETWORKS is not set; what a webmail is given would be good nowhere',
    ])
    expect(faultsOf([{ ...client, mail: true }], { WEBMAIL_NETWORKS })).toEqual([])
    expect(faultsOf([client])).toEqual([])
  })

  it.each(['webmail.cqu.edu.cn', '192.0.2.0/33', '192.0.2.0/', '192.0.2.1-9'])('%j is a fault', (text) => {
    expect(faultsIn({ ...production, WEBMAIL_NETWORKS: text })).toEqual([expect.stringMatching(/^WEBMAIL_NETWORKS: /)])
  })

  it.each(['WEBMAIL_NETWORKS', 'TRUSTED_PROXIES', 'SHARED_NETWORKS'])('%s is never everybody', (name) => {
    for (const everybody of ['0.0.0.0/0', '::/0', '192.0.2.8, ::/000'])
      expect(faultsIn({ ...production, [name]: everybody })).toEqual([expect.stringMatching(`^${name}: .*everybody`)])
    expect(faultsIn({ ...production, [name]: '0.0.0.0/1, ::/1, 192.0.2.8' })).toEqual([])
  })
})
