// Whom the guide's part 4 is written for: people who have bound something.
import type { Page } from 'playwright-core'
import { bindWith, handsOf, type Hands, type Typed } from '../actors/hands.ts'
import { bind } from '../actors/journeys.ts'
import { see, signInOn, tap } from './portal-walk.ts'
import type { Stage } from './stage.ts'
import { press, typedPerson } from './typed-person.ts'

/** Somebody with these factors, bound without the screens, signed in by the last of them. */
export async function member(stage: Stage, ...kinds: Typed[]) {
  const person = await typedPerson(stage, kinds)
  const { page, hands, enter } = person
  await enter()
  await proveAtSignIn(stage, page, hands[kinds.at(-1)!])
  return person
}

async function proveAtSignIn(stage: Stage, page: Page, hands: Hands): Promise<void> {
  const send = page.getByRole('button', { name: '发送验证码' })
  await page.getByLabel('六位验证码').waitFor()
  if (hands.kind === 'email') await send.click()
  if (hands.kind !== 'totp') await see(page, '5 分钟内有效')
  await page.getByLabel('六位验证码').fill(await hands.code())
  await press(page, '确定')
  await see(page, '欢迎')
  stage.world.clock.advance(60_000)
}

let people = 0

/** Somebody with WeChat and an OTP app, signed in by scan. */
export async function wechatMember(stage: Stage) {
  const name = `wechat-reader${(people += 1)}`
  const address = await stage.world.user(name)
  const browser = stage.world.browser()
  await bind(browser, stage.world.phone(name), address)
  const app = handsOf(stage.world, 'totp', name)
  await bindWith(browser, app)
  const page = await stage.portal()
  const phone = await stage.phone(name)
  await signInOn(page, address)
  await phone.scan(page)
  await tap(phone, '确认')
  await see(page, '欢迎')
  return { name, page, phone, app }
}
