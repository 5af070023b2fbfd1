import { describe, expect, it } from '@jest/globals'
import { codesFile } from '../../server/portal/codes-file.ts'
import { inFours } from '../../server/portal/in-fours.ts'
import { protocolNames, setupFor } from '../../server/portal/client-setup.ts'
import { browserWords, placeWords } from '../../server/portal/places.ts'
import { methodWords } from '../../server/portal/sign-in-words.ts'

const browser = (area: string | null, network: string | null) => ({
  name: 'Chrome 141',
  system: 'Windows 11',
  place: { area, network },
  ip: '202.202.x.x',
})

describe('a sign-in in the list', () => {
  it('names the place as far as it is known', () => {
    expect(placeWords(browser('重庆', '教育网'))['zh-CN']).toBe('重庆 · 教育网')
    expect(placeWords(browser('重庆', null))['zh-CN']).toBe('重庆')
    expect(placeWords(browser(null, null))['zh-CN']).toBe('未知地点')
    expect(placeWords(null).en).toBe('Unknown place')
  })

  it('names the browser and its system', () => {
    expect(browserWords(browser(null, null)).en).toBe('Chrome 141 · Windows 11')
    expect(browserWords(null)['zh-CN']).toBe('未知设备')
  })

  it('calls the method by the name of its button on the second step', () => {
    expect(methodWords({ method: 'scan', kind: 'wechat' })['zh-CN']).toBe('微信扫码')
    expect(methodWords({ method: 'code', kind: 'wechat' })['zh-CN']).toBe('验证码')
    expect(methodWords({ method: 'code', kind: 'sms' })['zh-CN']).toBe('短信')
    expect(methodWords({ method: 'device', kind: null })['zh-CN']).toBe('可信设备')
    expect(methodWords({ method: 'password', kind: null })['zh-CN']).toBe('邮箱密码')
    expect(methodWords({ method: null, kind: null })['zh-CN']).toBe('—')
  })
})

describe('what is shown once', () => {
  it('is written in fours', () => {
    expect(inFours('JBSWY3DPEHPK3PXPJ')).toBe('JBSW Y3DP EHPK 3PXP J')
    expect(inFours('')).toBe('')
  })

  it('is saved one code a line, below what it is', () => {
    expect(codesFile(['aaaa bbbb', 'cccc dddd'], ['邮箱安全助手 · 恢复码'])).toBe(
      '邮箱安全助手 · 恢复码\r\n\r\naaaa bbbb\r\ncccc dddd\r\n',
    )
  })
})

describe('what a mail client is told', () => {
  const imap = { protocol: 'imap', host: 'imap.example', port: 993, security: 'tls' } as const
  const smtp = { protocol: 'smtp', host: 'smtp.example', port: 587, security: 'starttls' } as const

  it('names the protocols in one order, however they were ticked', () => {
    expect(protocolNames(['smtp', 'imap'])).toBe('IMAP · SMTP')
    expect(protocolNames(['pop3', 'imap', 'smtp'], ', ')).toBe('IMAP, POP3, SMTP')
  })

  it('is the servers of the chosen protocols only', () => {
    expect(setupFor(['smtp'], [imap, smtp])).toEqual({ rows: [smtp], missing: [] })
    expect(setupFor(['smtp', 'imap'], [smtp, imap])).toEqual({ rows: [imap, smtp], missing: [] })
  })

  it('leaves to be asked what the operator has not told', () => {
    expect(setupFor(['imap', 'pop3'], [imap, smtp])).toEqual({ rows: [imap], missing: ['pop3'] })
    expect(setupFor(['imap', 'smtp'], [])).toEqual({ rows: [], missing: ['imap', 'smtp'] })
  })
})
