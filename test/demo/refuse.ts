/** Of the product's settings those that say: this machine is in service, or is being made ready for it. */
const productionVariables = [
  'PUBLIC_URL',
  'MONGODB_URI',
  'KEYS',
  'WECHAT_APPID',
  'WECHAT_SECRET',
  'WECHAT_BASE_URL',
  'WECHAT_LINK_CHECK',
  'SMTP_URL',
  'MAIL_FROM',
  'SMS_PROVIDERS',
  'WEBMAIL_URL',
  'TRUSTED_PROXIES',
  'SHARED_NETWORKS',
  'BRANDING_FILE',
] as const

/** @returns one line per variable beside which the demo must not run (spec R14), and how the product is run; empty when there is none. */
export function refusal(env: NodeJS.ProcessEnv): string[] {
  const given = productionVariables.filter((name) => env[name])
  if (given.length === 0) return []
  return [
    'The demo does not start beside the settings of a real installation:',
    ...given.map((name) => `  ${name} is set`),
    'For the real thing: npm run serve. For the demo: unset them.',
  ]
}
