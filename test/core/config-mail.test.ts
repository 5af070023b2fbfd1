import { describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { faultsOf as faultsIn, production, trial } from './config-faults.ts'

const SMTP_URL = 'smtps://noreply:p%40ss%3Aword@smtp.cqu.edu.cn'
const MAIL_FROM = '邮箱安全助手 <noreply@cqu.edu.cn>'

const mailOf = (env: Record<string, string>) => readConfig({ ...trial, MAIL_FROM, SMTP_URL, ...env }).mail
const faultsOf = (env: Record<string, string>) => faultsIn({ ...trial, ...env })

describe('where mails are handed over', () => {
  it('without a mail server there is no mail', () => {
    expect(readConfig(trial).mail).toBeNull()
    expect(readConfig({ ...trial, SMTP_URL: '', MAIL_FROM: '' }).mail).toBeNull()
  })

  it('the login is read with its percent signs, the port is the scheme’s', () => {
    expect(mailOf({})).toEqual({
      server: {
        host: 'smtp.cqu.edu.cn',
        port: 465,
        isTls: true,
        mustUpgrade: false,
        login: { user: 'noreply', password: 'p@ss:word' },
      },
      from: { name: '邮箱安全助手', address: 'noreply@cqu.edu.cn' },
    })
    expect(mailOf({ SMTP_URL: 'smtp://smtp.cqu.edu.cn/' })?.server).toMatchObject({ port: 587, login: null })
    expect(mailOf({ SMTP_URL: 'smtp://smtp.cqu.edu.cn:25' })?.server).toMatchObject({ port: 25 })
  })

  it.each([trial, production])('R14: only this machine is spoken to in the clear, behind $PUBLIC_URL', (base) => {
    const isInTheClear = (url: string) => {
      const { isTls, mustUpgrade } = readConfig({ ...base, MAIL_FROM, SMTP_URL: url }).mail!.server
      return !isTls && !mustUpgrade
    }
    const local = ['smtp://localhost', 'smtp://127.0.0.1:2525', 'smtp://[::1]:25', 'smtp://mail.localhost']
    const remote = [
      'smtp://smtp.cqu.edu.cn',
      'smtps://smtp.cqu.edu.cn',
      'smtps://127.0.0.1',
      'smtp://10.0.0.1:25',
      'smtp://0.0.0.0',
      'smtp://2130706433',
      'smtp://[::ffff:127.0.0.1]',
      'smtp://127.0.0.1.evil.cn',
      'smtp://localhost.evil.cn',
      'smtp://127.0.0.1:x@evil.cn',
    ]
    expect(local.filter((url) => !isInTheClear(url))).toEqual([])
    expect(remote.filter(isInTheClear)).toEqual([])
  })

  it('an address of IPv6 loses its brackets', () => {
    expect(mailOf({ SMTP_URL: 'smtp://[::1]:25' })?.server.host).toBe('::1')
  })

  it.each([
    ['no URL', 'smtp.cqu.edu.cn:465'],
    ['another scheme', 'https://smtp.cqu.edu.cn'],
    ['no host', 'smtp://'],
    ['a path', 'smtps://smtp.cqu.edu.cn/mail'],
    ['a query', 'smtps://smtp.cqu.edu.cn?pool=true'],
    ['a fragment', 'smtps://smtp.cqu.edu.cn#a'],
    ['a user without a password', 'smtps://hush-hush@smtp.cqu.edu.cn'],
    ['a password without a user', 'smtps://:hush-hush@smtp.cqu.edu.cn'],
    ['a password with a bare percent sign', 'smtps://noreply:hush-hush%zz@smtp.cqu.edu.cn'],
    ['a password with a slash', 'smtps://noreply:hush-hush/x@smtp.cqu.edu.cn'],
  ])('%s is a fault, and is not repeated', (_, url) => {
    const faults = faultsOf({ SMTP_URL: url, MAIL_FROM })
    expect(faults).toEqual(['SMTP_URL: must be smtps://user:password@host:465 or smtp://host:587'])
  })
})

describe('whom mails come from', () => {
  it.each([
    ['noreply@cqu.edu.cn', '', 'noreply@cqu.edu.cn'],
    ['<noreply@cqu.edu.cn>', '', 'noreply@cqu.edu.cn'],
    ['"信息办, 重庆大学" <noreply@cqu.edu.cn>', '信息办, 重庆大学', 'noreply@cqu.edu.cn'],
    ['  Mailbox Assistant   <noreply@cqu.edu.cn> ', 'Mailbox Assistant', 'noreply@cqu.edu.cn'],
  ])('%j is read', (text, name, address) => {
    expect(mailOf({ MAIL_FROM: text })?.from).toEqual({ name, address })
  })

  it.each([
    '信息办',
    'noreply',
    'a@b',
    '信息办 noreply@cqu.edu.cn',
    'a@cqu.edu.cn, b@cqu.edu.cn',
    'x\r\nBcc: y <a@cqu.edu.cn>',
  ])('%j is a fault', (text) => {
    expect(faultsOf({ SMTP_URL, MAIL_FROM: text })).toEqual(['MAIL_FROM: must be 名称 <noreply@example.edu.cn>'])
  })

  it('one without the other is a fault that names what is missing', () => {
    expect(faultsOf({ SMTP_URL })).toEqual(['MAIL_FROM is not set; mail needs both SMTP_URL and MAIL_FROM'])
    expect(faultsOf({ MAIL_FROM })).toEqual(['SMTP_URL is not set; mail needs both SMTP_URL and MAIL_FROM'])
  })

  it('two that are wrong are two faults', () => {
    expect(faultsOf({ SMTP_URL: 'x', MAIL_FROM: 'y' })).toHaveLength(2)
  })
})
