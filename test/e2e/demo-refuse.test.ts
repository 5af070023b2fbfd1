import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { refusal } from '../demo/refuse.ts'
import { npmStart } from './npm-start.ts'

describe('npm start beside the settings of a real installation', () => {
  it('refuses to run, one line each', async () => {
    const { npm, output } = npmStart(tmpdir(), { MONGODB_URI: 'mongodb://db/', KEYS: 'k1:secret' })
    const [code] = (await once(npm, 'exit')) as [number]
    expect(code).toBe(78)
    expect(output()).toContain('  MONGODB_URI is set\n  KEYS is set\n')
    expect(output()).toContain('npm run serve')
    expect(output()).not.toContain('secret')
  }, 30_000)

  it.each(['WECHAT_SECRET', 'SMTP_URL', 'MAIL_FROM', 'SMS_PROVIDERS'])('knows %s as one', (name) => {
    expect(refusal({ PATH: '/bin', [name]: 'real' })).toContain(`  ${name} is set`)
    expect(refusal({ PATH: '/bin', [name]: '' })).toEqual([])
  })
})
