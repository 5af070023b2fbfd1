/**
 * Who may import whom: one row per folder (or file), the row of the longest `in` decides for a file.
 * An entry is a folder or file of ours, a package (or its scope), `node:` or one of its modules, or `*` for everything.
 * Within a row the longest entry that matches decides; what no entry matches is forbidden. Type imports count too.
 */
export interface Row {
  in: string
  may: readonly string[]
  /** Only by `import type`: the build leaves nothing of it. */
  types?: readonly string[]
  never?: readonly string[]
}

const outside = ['server/core', 'shared', 'node:'] as const
const wiring = { may: ['server', 'shared', 'node:', 'koa', 'pino'], never: ['server/portal'] } as const

export const importTable: readonly Row[] = [
  { in: 'shared/api', may: ['shared', 'zod'] },
  { in: 'shared', may: ['shared'], types: ['shared/api'] },

  { in: 'server/core', may: ['shared', 'server/core', 'node:crypto'] },
  // Addresses and ranges only: no socket is opened in the domain.
  { in: 'server/core/client-address.ts', may: ['node:net'] },
  { in: 'server/factors', may: ['server/core', 'server/factors/codes', 'shared', 'otplib', '@otplib'] },
  { in: 'server/factors/index.ts', may: ['server/factors', 'server/core', 'shared'] },
  { in: 'server/store', may: [...outside, 'server/store', 'mongoose'] },
  { in: 'server/outbound', may: [...outside, 'server/outbound', 'axios'] },
  { in: 'server/outbound/sms', may: [...outside, 'server/outbound/sms', '@alicloud', 'tencentcloud-sdk-nodejs-sms'] },
  { in: 'server/outbound/smtp', may: [...outside, 'server/outbound/smtp', 'nodemailer'] },
  { in: 'server/directory', may: [...outside, 'server/directory'] },
  { in: 'server/directory/ldap', may: [...outside, 'server/directory', 'ldapts'] },
  { in: 'server/places', may: [...outside, 'server/places', 'ip2region'] },
  { in: 'server/http', may: [...outside, 'server/http', 'koa', '@koa', 'zod', 'bowser', 'jsonwebtoken'] },
  { in: 'server/doors', may: [...outside, 'server/doors', 'server/http/body.ts', 'koa', '@koa', 'zod'] },
  { in: 'server/doors/openid/example', may: ['node:', 'imapflow', 'openid-client'] },
  { in: 'server/doors/openid', may: [...outside, 'server/doors/openid', 'koa', '@koa', 'oidc-provider'] },
  {
    in: 'server/operations',
    may: ['server/operations', 'server/core', 'shared', 'node:', 'koa', '@koa', 'prom-client'],
  },
  { in: 'server/mongod', may: ['server/mongod', 'node:', 'mongoose', 'mongodb-memory-server-core'] },
  {
    in: 'server/cli',
    may: [
      'server/cli',
      'server/core',
      'server/app.ts',
      'server/open.ts',
      'server/own-keys.ts',
      'server/config',
      'shared',
      'node:',
    ],
  },
  { in: 'server/config', may: ['server/config', 'server/core', 'shared', 'zod', 'node:'] },
  { in: 'server/config/directory.ts', may: ['server/config', 'zod', 'node:', 'ldapts'] },
  { in: 'server/own-keys.ts', may: ['server/core', 'node:'] },
  {
    in: 'server/open.ts',
    may: ['server/config', 'server/core', 'server/directory', 'server/factors', 'server/mongod', 'server/store'],
  },
  { in: 'server/listeners.ts', may: ['node:', 'koa'] },
  { in: 'server/app.ts', ...wiring },
  { in: 'server/services.ts', ...wiring },
  {
    in: 'server/operations-listener.ts',
    may: ['server/config', 'server/core', 'server/listeners.ts', 'server/operations', 'server/store'],
  },
  { in: 'server/openid-door.ts', ...wiring },
  { in: 'server/main.ts', ...wiring },
  { in: 'server/build.ts', may: ['node:', 'esbuild'] },
  { in: 'server/portal-build.ts', may: ['node:', 'esbuild', 'shared'] },

  {
    in: 'server/portal',
    may: ['server/portal', 'shared', 'react', 'react-dom', 'lucide-react', 'qrcode'],
    types: ['shared/api'],
  },
  { in: 'miniprogram/src', may: ['miniprogram/src', 'shared', '@tarojs', 'react'], types: ['shared/api'] },
  {
    in: 'miniprogram/preview',
    may: [
      'miniprogram/preview',
      'glass-easel',
      'glass-easel-miniprogram-adapter',
      'glass-easel-template-compiler',
      'node:',
      'esbuild',
    ],
  },
  {
    in: 'miniprogram',
    may: ['miniprogram', '@tarojs', 'webpack', 'node:'],
    never: ['miniprogram/src', 'miniprogram/preview'],
  },

  {
    in: 'test/demo',
    may: ['test/demo', 'test/after', 'test/setup', 'test/standins', 'server/mongod', 'shared', 'node:'],
  },
  { in: 'test', may: ['*'] },
]
