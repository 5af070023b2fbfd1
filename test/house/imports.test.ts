import { describe, expect, it } from '@jest/globals'
import { importTable } from './import-table.ts'
import { importFaults } from './imports.ts'

const faultsOf = (path: string, line: string): string[] => importFaults(new Map([[path, line]]))
const from = (specifier: string): string => `import { x } from '${specifier}'`
const typeFrom = (specifier: string): string => `import type { X } from '${specifier}'`

/** One planted file per line: the row that must object, the file, what it must not import. */
const planted: [row: string, path: string, forbidden: string][] = [
  ['shared/api', 'shared/api/a.ts', from('axios')],
  ['shared/api', 'shared/api/a.ts', typeFrom('../../server/core/keys.ts')],
  ['shared', 'shared/a.ts', from('zod')],
  ['shared', 'shared/a.ts', from('./api/contract.ts')],
  ['shared', 'shared/messages/a.ts', from('node:crypto')],
  ['server/core', 'server/core/a.ts', from('koa')],
  ['server/core', 'server/core/a.ts', typeFrom('mongoose')],
  ['server/core', 'server/core/a.ts', from('axios')],
  ['server/core', 'server/core/a.ts', from('zod')],
  ['server/core', 'server/core/a.ts', from('node:process')],
  ['server/core', 'server/core/a.ts', from('../factors/index.ts')],
  ['server/factors', 'server/factors/totp.ts', from('../http/mount.ts')],
  ['server/factors', 'server/factors/totp.ts', from('../store/accounts.ts')],
  ['server/factors', 'server/factors/totp.ts', from('./sms.ts')],
  ['server/factors/index.ts', 'server/factors/index.ts', from('../store/accounts.ts')],
  ['server/store', 'server/store/a.ts', from('../http/mount.ts')],
  ['server/store', 'server/store/a.ts', from('../outbound/smtp.ts')],
  ['server/outbound', 'server/outbound/a.ts', from('../factors/index.ts')],
  ['server/outbound', 'server/outbound/a.ts', from('../directory/ldap.ts')],
  ['server/outbound/smtp', 'server/outbound/smtp/a.ts', from('../wechat/http.ts')],
  ['server/outbound/smtp', 'server/outbound/smtp/a.ts', from('axios')],
  ['server/outbound/sms', 'server/outbound/sms/a.ts', from('axios')],
  ['server/directory', 'server/directory/a.ts', from('../store/accounts.ts')],
  ['server/directory', 'server/directory/imap/a.ts', from('ldapts')],
  ['server/directory/ldap', 'server/directory/ldap/a.ts', from('../../store/accounts.ts')],
  ['server/places', 'server/places/a.ts', from('../store/accounts.ts')],
  ['server/http', 'server/http/a.ts', from('../store/accounts.ts')],
  ['server/http', 'server/http/a.ts', from('../factors/index.ts')],
  ['server/http', 'server/http/routes/a.ts', from('../../outbound/smtp.ts')],
  ['server/core/client-address.ts', 'server/core/client-address.ts', from('koa')],
  ['server/doors', 'server/doors/a.ts', from('../store/accounts.ts')],
  ['server/doors', 'server/doors/a.ts', from('../http/caller.ts')],
  ['server/operations', 'server/operations/a.ts', from('../store/pulse.ts')],
  ['server/operations', 'server/operations/a.ts', typeFrom('../http/problem.ts')],
  ['server/doors/openid', 'server/doors/openid/a.ts', from('../../http/caller.ts')],
  ['server/doors/openid/example', 'server/doors/openid/example/a.mjs', from('../../../core/keys.ts')],
  ['server/openid-door.ts', 'server/openid-door.ts', from('./portal/api.ts')],
  ['server/operations-listener.ts', 'server/operations-listener.ts', from('./http/server.ts')],
  ['server/listeners.ts', 'server/listeners.ts', from('./app.ts')],
  ['server/mongod', 'server/mongod/a.ts', from('../core/problem.ts')],
  ['server/mongod', 'server/mongod/a.ts', from('../../shared/limits.ts')],
  ['server/cli', 'server/cli/a.ts', from('../http/mount.ts')],
  ['server/config', 'server/config/checks.ts', from('../app.ts')],
  ['server/config/directory.ts', 'server/config/directory.ts', from('../directory/open.ts')],
  ['server/own-keys.ts', 'server/own-keys.ts', from('./store/accounts.ts')],
  ['server/open.ts', 'server/open.ts', from('./http/server.ts')],
  ['server/app.ts', 'server/app.ts', from('./portal/main.tsx')],
  ['server/services.ts', 'server/services.ts', from('./portal/main.tsx')],
  ['server/main.ts', 'server/main.ts', from('../test/setup/server.ts')],
  ['server/build.ts', 'server/build.ts', from('./config.ts')],
  ['server/portal-build.ts', 'server/portal-build.ts', from('./config.ts')],
  ['server/portal', 'server/portal/a.tsx', from('../core/keys.ts')],
  ['server/portal', 'server/portal/pages/a.tsx', from('zod')],
  ['server/portal', 'server/portal/a.tsx', from('node:path')],
  ['server/portal', 'server/portal/a.tsx', from('../../shared/api/contract.ts')],
  ['miniprogram/src', 'miniprogram/src/a.ts', from('../../server/core/keys.ts')],
  ['miniprogram/src', 'miniprogram/src/a.ts', from('zod')],
  ['miniprogram/src', 'miniprogram/src/a.ts', from('node:path')],
  ['miniprogram/src', 'miniprogram/src/a.ts', from('../../shared/api/contract.ts')],
  ['miniprogram/preview', 'miniprogram/preview/a.ts', from('../src/app.ts')],
  ['miniprogram/preview', 'miniprogram/preview/a.ts', from('../../server/app.ts')],
  ['miniprogram', 'miniprogram/config/index.ts', from('../src/app.ts')],
  ['test/demo', 'test/demo/main.ts', from('../../server/app.ts')],
]

describe('the table of who may import whom', () => {
  it.each(planted)('%s: in %s the line "%s" is a fault', (row, path, line) => {
    expect(faultsOf(path, line)).toEqual([expect.stringContaining(row)])
  })

  it('has a planted fault for every row that forbids something', () => {
    const strict = importTable.filter((row) => !row.may.includes('*')).map((row) => row.in)
    expect(new Set(planted.map(([row]) => row))).toEqual(new Set(strict))
  })

  it('lets nobody outside test import test', () => {
    const offered = importTable.filter((row) => !row.in.startsWith('test')).flatMap((row) => row.may)
    expect(offered.filter((name) => name === '*' || name.startsWith('test'))).toEqual([])
  })

  it('asks for a row when a file lies where none says anything', () => {
    expect(faultsOf('server/new-folder/a.ts', '')).toEqual([expect.stringContaining('no row')])
  })
})

/** Every way to write an import, each naming a module that server/core may not have. */
const spellings = [
  `import 'koa'`,
  `import Koa, { type Context } from 'koa'`,
  `export * from 'koa'`,
  `export type { Context } from 'koa'`,
  `const koa = await import('koa')`,
  `const koa = require('koa')`,
  `import koa = require('koa')`,
  `let context: import('koa').Context`,
  `export const late = () => import('koa/lib/context')`,
]

describe('reading imports', () => {
  it.each(spellings)('sees %s', (line) => {
    expect(faultsOf('server/core/a.ts', line)).toHaveLength(1)
  })

  it.each([typeFrom('../../shared/api/contract.ts'), from('./card.tsx'), from('react/jsx-runtime')])(
    'finds nothing wrong with %s in the portal',
    (line) => {
      expect(faultsOf('server/portal/a.tsx', line)).toEqual([])
    },
  )

  it('takes no package for another whose name begins alike', () => {
    expect(faultsOf('server/portal/a.tsx', from('react-router'))).toHaveLength(1)
  })

  it('names the file, the line and the module', () => {
    expect(faultsOf('server/core/a.ts', `\n\n${from('koa')}`)[0]).toContain('server/core/a.ts:3 imports koa')
  })
})
