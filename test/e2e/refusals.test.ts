import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { atScan, boundPerson, openSettings, see, signInOn, tap } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { readQr } from './read-qr.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** A person at the second step, the phone showing the confirm page. */
async function atConfirm() {
  const person = await atScan(stage)
  await see(person.phone.page, '是您在登录邮箱吗？')
  await see(person.page, '已扫码')
  return person
}

describe('what must not sign in', () => {
  it('拒绝 ends the sign-in and says so on both screens', async () => {
    const { page, phone } = await atConfirm()
    await tap(phone, '拒绝')
    await see(phone.page, '这次登录没有成功，邮箱未被打开。')
    await see(page, '已在手机上拒绝')
    await page.getByRole('button', { name: '重新生成二维码' }).click()
    await see(page, '微信扫码验证')
    await phone.scan(page)
    await see(phone.page, '是您在登录邮箱吗？')
  }, 60_000)

  it('Q27: a phone’s own browser, which cannot scan itself, is offered the code first', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal({ width: 390, hasTouch: true })
    await signInOn(page, address)
    await see(page, '输入小程序验证码')
    expect(await page.getByRole('img', { name: '登录二维码' }).count()).toBe(0)
    await page.getByLabel('六位验证码').fill(await stage.world.phone(phoneName).code())
    await page.getByRole('button', { name: '确定' }).click()
    await see(page, '欢迎')
  }, 60_000)

  it('不是我操作 ends the sign-in for good', async () => {
    const { page, phone } = await atConfirm()
    await tap(phone, '不是我操作')
    await see(phone.page, '已拒绝并报告')
    await see(page, '已在手机上报告“不是我操作”')
    await page.getByRole('button', { name: '返回登录' }).click()
    await see(page, '登录邮箱')
  }, 60_000)

  it('a stranger’s scan changes nothing and the bound phone still signs in (R3)', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    await signInOn(page, address)
    const stranger = await stage.phone('a-stranger')
    const link = await stranger.scan(page)
    await see(stranger.page, '此微信未绑定该邮箱')
    expect(await stranger.text()).not.toContain(address)
    await see(page, '这个微信未绑定此邮箱')
    const phone = await stage.phone(phoneName)
    await phone.scanText(link)
    await see(phone.page, '是您在登录邮箱吗？')
    await tap(phone, '确认')
    await see(page, '欢迎')
  }, 60_000)

  it('a phone bound to another mailbox is turned away', async () => {
    const other = await boundPerson(stage)
    const { address } = await boundPerson(stage)
    const page = await stage.portal()
    await signInOn(page, address)
    const phone = await stage.phone(other.phoneName)
    await phone.scan(page)
    await see(phone.page, '此微信未绑定该邮箱')
  }, 60_000)

  it('a second phone on the same QR is told that another one has it', async () => {
    const { link } = await atConfirm()
    const second = await stage.phone('second-phone')
    await second.scanText(link)
    await see(second.page, '已由另一部手机扫描')
  }, 60_000)

  it('a wrong number cancels the bind, once', async () => {
    const address = await stage.world.user('wrong-number')
    const page = await stage.portal()
    const phone = await stage.phone('wrong-number-phone')
    await signInOn(page, address)
    await see(page, '欢迎')
    await openSettings(page)
    await page.getByRole('button', { name: /^绑定\s*微信/ }).click()
    await phone.scan(page)
    await see(phone.page, '要绑定这个微信吗？')
    await tap(phone, '确认')
    await see(phone.page, '请在电脑上输入这两位数字')
    await page.getByLabel('手机上显示的两位数字').fill('00')
    await page.getByRole('button', { name: '确定' }).click()
    await see(page, '数字不正确')
    await see(page, '绑定已取消，请重新扫码')
  }, 60_000)

  it('a QR opened from an album never binds, and signs in only with the two digits (R16)', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    const phone = await stage.phone(phoneName)
    await signInOn(page, address)
    await phone.scan(page, 'album')
    await see(phone.page, '是您在登录邮箱吗？')
    await tap(phone, '确认')
    await see(phone.page, '请在电脑上输入这两位数字')
    await see(page, '手机上显示的两位数字')
    const stranger = await stage.world.user('album-binder')
    const other = await stage.portal()
    await signInOn(other, stranger)
    await see(other, '欢迎')
    await openSettings(other)
    await other.getByRole('button', { name: /^绑定\s*微信/ }).click()
    await phone.scanText(await readQr(other), 'picture')
    await see(phone.page, '请用摄像头扫描')
  }, 60_000)
})

describe('what runs out', () => {
  it('a QR that nobody scanned renews itself, and the old one is dead', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    await signInOn(page, address)
    const old = await readQr(page)
    const phone = await stage.phone(phoneName)
    stage.world.clock.advance(limits.ticketLife + 1_000)
    await phone.scanText(old)
    await see(phone.page, '二维码已过期')
  }, 60_000)

  it('an unanswered confirm page expires on both screens', async () => {
    const { page, phone } = await atConfirm()
    stage.world.clock.advance(limits.confirmLife + 1_000)
    await tap(phone, '确认')
    await see(phone.page, '二维码已过期')
    await page.reload()
    await see(page, '二维码已过期')
  }, 60_000)

  it('a sign-in that takes longer than ten minutes starts again', async () => {
    const { page } = await atConfirm()
    stage.world.clock.advance(limits.challengeLife + 1_000)
    await page.reload()
    await see(page, /验证已超时|请重新登录/)
  }, 60_000)
})

describe('the phone alone', () => {
  it('a visitor without a mailbox sees what it is for', async () => {
    const phone = await stage.phone('a-visitor')
    await see(phone.page, '邮箱登录，多一道锁')
    await tap(phone, '看演示')
    await see(phone.page, '演示：这些验证码不能用于登录')
  }, 60_000)

  it('without a network the shown codes stay and say so, and it goes on by itself when the network is back', async () => {
    const { phoneName } = await boundPerson(stage)
    const phone = await stage.phone(phoneName)
    await see(phone.page, '每 30 秒自动更换')
    await phone.setOffline(true)
    await see(phone.page, '网络不可用，已显示的验证码仍可使用')
    expect(await phone.text()).toMatch(/\d{3} \d{3}/)
    await phone.setOffline(false)
    await phone.page.getByText('网络不可用，已显示的验证码仍可使用').waitFor({ state: 'detached' })
  }, 60_000)

  it('offline at 确认 is never shown as done, and finishes when the network is back', async () => {
    const { page, phone } = await atConfirm()
    await phone.setOffline(true)
    await tap(phone, '确认')
    await see(phone.page, '网络不可用，尚未确认')
    await phone.setOffline(false)
    await tap(phone, '重试')
    await see(phone.page, '已确认登录')
    await see(page, '欢迎')
  }, 60_000)

  it('a computer’s WeChat cannot confirm', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    await signInOn(page, address)
    const computer = await stage.phone(phoneName, { platform: 'windows' })
    await computer.scan(page)
    await see(computer.page, '请用手机微信确认')
  }, 60_000)
})
