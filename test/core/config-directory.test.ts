import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { makeCertificate } from '../standins/certificate.ts'
import { faultsOf as faultsIn } from './config-faults.ts'

const trial = {
  PUBLIC_URL: 'http://localhost:8080',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
}
const ldap = {
  DIRECTORY: 'ldap',
  LDAP_URL: 'ldaps://ldap.cqu.edu.cn',
  LDAP_BIND_DN: 'cn=mailbox-security,dc=cqu,dc=edu,dc=cn',
  LDAP_BIND_PASSWORD: 'hush-hush',
  LDAP_BASE: 'dc=cqu,dc=edu,dc=cn',
}
const imap = {
  DIRECTORY: 'imap',
  IMAP_DIRECTORY_URL: 'imaps://imap.cqu.edu.cn',
  MAIL_DOMAINS: 'CQU.edu.cn, stu.cqu.edu.cn',
}

type Env = Record<string, string | undefined>
const directoryOf = (env: Env) => readConfig({ ...trial, ...env }).directory
const faultsOf = (env: Env) => faultsIn({ ...trial, ...env })

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'directory-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('the directory', () => {
  it('is our own unless another one is named', () => {
    expect(directoryOf({})).toEqual({ kind: 'local' })
    expect(directoryOf({ ...ldap, ...imap, DIRECTORY: 'local' })).toEqual({ kind: 'local' })
  })

  it('may be an IMAP server', () => {
    expect(directoryOf(imap)).toEqual({
      kind: 'imap',
      server: { host: 'imap.cqu.edu.cn', port: 993, isTls: true, mustUpgrade: false, ca: null },
      domains: ['cqu.edu.cn', 'stu.cqu.edu.cn'],
    })
  })

  it('may be an LDAP server', () => {
    expect(directoryOf(ldap)).toEqual({
      kind: 'ldap',
      server: { host: 'ldap.cqu.edu.cn', port: 636, isTls: true, mustUpgrade: false, ca: null },
      bindDn: ldap.LDAP_BIND_DN,
      bindPassword: 'hush-hush',
      base: ldap.LDAP_BASE,
      filter: { text: '(mail={address})', places: [{ attribute: 'mail', before: '' }] },
      id: 'entryUUID',
      address: 'mail',
    })
  })

  it('is asked as its operator says', () => {
    const LDAP_FILTER = '(&(objectClass=user)(|(mail={address})(proxyAddresses=smtp:{address})))'
    expect(
      directoryOf({ ...ldap, LDAP_FILTER, LDAP_ID: 'objectGUID', LDAP_ADDRESS: 'userPrincipalName' }),
    ).toMatchObject({
      filter: {
        text: LDAP_FILTER,
        places: [
          { attribute: 'mail', before: '' },
          { attribute: 'proxyAddresses', before: 'smtp:' },
        ],
      },
      id: 'objectGUID',
      address: 'userPrincipalName',
    })
  })

  it.each([
    ['IMAP_DIRECTORY_URL', imap, ['imap://localhost', 'imap://127.0.0.1:1143', 'imap://[::1]'], 'imap://10.0.0.1'],
    ['LDAP_URL', ldap, ['ldap://localhost', 'ldap://127.0.0.1:1389', 'ldap://[::1]'], 'ldap://10.0.0.1'],
  ] as const)('R14: %s in the clear is for this machine alone', (name, base, local, remote) => {
    const serverOf = (url: string) => {
      const directory = directoryOf({ ...base, [name]: url })
      return 'server' in directory ? directory.server : undefined
    }
    for (const url of local) expect(serverOf(url)).toMatchObject({ isTls: false, mustUpgrade: false })
    expect(serverOf(remote)).toMatchObject({ isTls: false, mustUpgrade: true })
  })

  it('trusts the certificates of a file', () => {
    const { cert } = makeCertificate('ldap.cqu.edu.cn')
    const path = join(dir, 'ca.pem')
    writeFileSync(path, cert)
    for (const env of [ldap, imap])
      expect(directoryOf({ ...env, DIRECTORY_CA_FILE: path })).toMatchObject({ server: { ca: cert } })
  })
})

describe('a fault of the directory is named before the start:', () => {
  it.each<[string, Env, RegExp]>([
    ['another kind', { DIRECTORY: 'radius' }, /^DIRECTORY: /],
    ['no IMAP server', { ...imap, IMAP_DIRECTORY_URL: undefined }, /^IMAP_DIRECTORY_URL is not set; DIRECTORY=imap/],
    ['no mail domains', { ...imap, MAIL_DOMAINS: undefined }, /^MAIL_DOMAINS is not set; DIRECTORY=imap/],
    ['mail domains that are none', { ...imap, MAIL_DOMAINS: ' , ' }, /^MAIL_DOMAINS is not set; DIRECTORY=imap/],
    [
      'an IMAP server with a login',
      { ...imap, IMAP_DIRECTORY_URL: 'imaps://a:hush-hush@b' },
      /^IMAP_DIRECTORY_URL: must/,
    ],
    ['an IMAP server of another scheme', { ...imap, IMAP_DIRECTORY_URL: 'https://b' }, /^IMAP_DIRECTORY_URL: must/],
    ['no LDAP server', { ...ldap, LDAP_URL: undefined }, /^LDAP_URL is not set; DIRECTORY=ldap needs it$/],
    ['no service account', { ...ldap, LDAP_BIND_DN: undefined }, /^LDAP_BIND_DN is not set/],
    ['a service account without a password', { ...ldap, LDAP_BIND_PASSWORD: '' }, /^LDAP_BIND_PASSWORD is not set/],
    ['no base', { ...ldap, LDAP_BASE: undefined }, /^LDAP_BASE is not set/],
    ['an LDAP server with a path', { ...ldap, LDAP_URL: 'ldaps://b/dc=cqu??sub' }, /^LDAP_URL: must be ldaps/],
    ['a filter without an address', { ...ldap, LDAP_FILTER: '(objectClass=*)' }, /^LDAP_FILTER: must be a filter/],
    ['a filter of a part', { ...ldap, LDAP_FILTER: '(mail={address}*)' }, /^LDAP_FILTER: must be a filter/],
    ['a filter of more', { ...ldap, LDAP_FILTER: '(|(mail={address})(cn=*{address}*))' }, /^LDAP_FILTER: must/],
    ['a filter that is not closed', { ...ldap, LDAP_FILTER: '(&(mail={address})' }, /^LDAP_FILTER: must be a filter/],
    ['two filters', { ...ldap, LDAP_FILTER: '(mail={address})(uid={address})' }, /^LDAP_FILTER: must be a filter/],
    ['no filter', { ...ldap, LDAP_FILTER: 'mail={address}' }, /^LDAP_FILTER: must be a filter/],
    ['an id that is no attribute', { ...ldap, LDAP_ID: 'entry uuid' }, /^LDAP_ID: must be the name of an attribute/],
    ['an address that is none', { ...ldap, LDAP_ADDRESS: '*' }, /^LDAP_ADDRESS: must be the name/],
    ['certificates that are not there', { ...ldap, DIRECTORY_CA_FILE: '/nonexistent.pem' }, /^DIRECTORY_CA_FILE: /],
    ['certificates that are none', { ...ldap, DIRECTORY_CA_FILE: 'package.json' }, /^DIRECTORY_CA_FILE: package.json/],
  ])('%s', (_, env, line) => {
    const faults = faultsOf(env)
    expect(faults).toEqual([expect.stringMatching(line)])
    expect(faults.join()).not.toMatch(/hush-hush|\n/)
  })

  it('all of them at once', () => {
    expect(faultsOf({ DIRECTORY: 'ldap' }).map((line) => line.split(' ')[0])).toEqual([
      'LDAP_URL',
      'LDAP_BIND_DN',
      'LDAP_BIND_PASSWORD',
      'LDAP_BASE',
    ])
  })
})
