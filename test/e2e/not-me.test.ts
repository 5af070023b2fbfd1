import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { byAvatar } from './guide-walk.ts'
import { see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press, type, typedPerson } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** The newest link 不是我 in a mail to this mailbox. */
async function linkIn(address: string): Promise<string> {
  for (let looks = 0; looks < 40; looks += 1) {
    const texts = (await stage.world.smtp.mails(address)).map(({ text }) => text ?? '')
    const link = texts.map((text) => /http:\S+\/not-me#\S+/.exec(text)?.[0]).findLast(Boolean)
    if (link) return link
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('no notice came')
}

describe('不是我 in a notice', () => {
  it('changes nothing by being opened; its one button freezes factors for a day and ends every sign-in; pressed again it says the same', async () => {
    const { page, address, hands, enter } = await typedPerson(stage, ['email', 'totp'])
    await enter()
    await type(page, await hands.totp.code())
    await see(page, '欢迎')
    const link = await linkIn(address)
    const other = await stage.portal()
    const posted: string[] = []
    other.on('request', (request) => request.method() === 'POST' && posted.push(new URL(request.url()).pathname))
    await other.goto(link)
    await see(other, '不是您本人操作？')
    expect(other.url()).not.toContain('#')
    expect(posted).toEqual([])
    await press(other, '冻结 24 小时并退出所有登录')
    await see(other, '已冻结')
    await see(other, /(今天|明天) \d\d:\d\d 之前不能更改验证方式/)
    expect(posted).toEqual(['/api/not-me'])
    await page.reload()
    await see(page, '登录已过期')
    stage.world.clock.advance(60_000)
    await enter()
    await type(page, await hands.totp.code())
    await see(page, '欢迎')
    await byAvatar(page)
    await see(page, '验证方式的更改已冻结')
    expect(await page.getByRole('button', { name: '解绑 备用邮箱' }).isDisabled()).toBe(true)
    const again = await stage.portal()
    await again.goto(link)
    await press(again, '冻结 24 小时并退出所有登录')
    await see(again, '已冻结')
  }, 90_000)

  it.each([
    ['is over', (link: string) => link, limits.noticeLinkLife + 1_000],
    ['was cut off', (link: string) => link.slice(0, -6), 0],
  ])(
    'says so when its link %s',
    async (_, cut, later) => {
      const { address } = await typedPerson(stage, ['email'])
      const link = cut(await linkIn(address))
      stage.world.clock.advance(later)
      const page = await stage.portal()
      await page.goto(link)
      await press(page, '冻结 24 小时并退出所有登录')
      await see(page, '链接已失效')
    },
    60_000,
  )

  it('cannot be opened without its link', async () => {
    const page = await stage.portal()
    await page.goto(new URL('/not-me', page.url()).href)
    await see(page, '请重新打开通知中的链接')
    expect(await page.getByRole('button', { name: /冻结/ }).count()).toBe(0)
  }, 60_000)
})

describe('换手机', () => {
  it('is one click away from sign-in and from the second step, and leads back there', async () => {
    const { page, enter } = await typedPerson(stage, ['totp'])
    await page.getByRole('link', { name: '手机丢了 / 换手机？' }).click()
    await see(page, '以上方式都不可用')
    await page.getByRole('link', { name: '返回登录' }).click()
    await enter()
    await see(page, '第三方 OTP 验证')
    await page.getByRole('link', { name: /手机丢了/ }).click()
    await see(page, '换了微信')
    await page.getByRole('link', { name: '返回验证' }).click()
    await see(page, '第三方 OTP 验证')
  }, 60_000)
})
