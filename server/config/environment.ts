import { z } from 'zod'
import { isIP } from 'node:net'
import { directoryFields } from './directory.ts'
import { smsFields } from './sms.ts'
import { doorFields } from './doors.ts'
import { mailFields } from './mail.ts'

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''))
const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
const ranges = list.refine(
  (all) => all.every(isRange),
  'must be addresses or CIDR ranges, separated by commas, and not everybody (/0)',
)

const port = z.coerce.number().int().min(0).max(65_535)

/** What the process reads from its environment. */
export const environment = z.object({
  PUBLIC_URL: url,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8080),
  OPS_HOST: z.string().default('127.0.0.1'),
  OPS_PORT: port.optional(),
  MONGODB_URI: z.string().startsWith('mongodb').optional(),
  DATA_DIR: z.string().default('.data'),
  PORTAL_DIR: z.string().default('.build/portal'),
  KEYS: z.string().optional(),
  KEYS_RETIRED: z.string().optional(),
  WECHAT_APPID: z.string().regex(/^wx[0-9a-f]{16}$/, 'must be an appid: wx and 16 hexadecimal digits'),
  WECHAT_SECRET: z.string().min(16, 'must be the AppSecret'),
  WECHAT_BASE_URL: url.default('https://api.weixin.qq.com'),
  QR_MODE: z.enum(['link', 'wxacode']).default('link'),
  SCAN_POLICY: z.enum(['grade', 'strict']).default('grade'),
  WECHAT_LINK_CHECK: z
    .string()
    .regex(/^[\w.-]+=[\w.-]+$/, 'must be name=text')
    .optional(),
  ...directoryFields,
  ...mailFields,
  ...doorFields,
  MAIL_DOMAINS: list.transform((all) => all.map((domain) => domain.toLowerCase())),
  WEBMAIL_URL: url.optional(),
  WEBMAIL_NETWORKS: ranges,
  OPENID_CLIENTS_FILE: z.string().optional(),
  PASSWORD_URL: url.optional(),
  TRUSTED_PROXIES: ranges,
  SHARED_NETWORKS: ranges,
  BRANDING_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ...smsFields,
})
export type Environment = z.output<typeof environment>

/** An address, or one with a prefix length: 10.0.0.0/8. Never everybody, /0: whoever is in a range is trusted with something, or let off something. */
function isRange(text: string): boolean {
  const [address = '', bits = '1', ...rest] = text.split('/')
  const longest = { 4: 32, 6: 128 }[isIP(address)]
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) : 0
  return rest.length === 0 && longest !== undefined && length > 0 && length <= longest
}
