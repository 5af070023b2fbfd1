// `npm run shots`: a picture of every page and state of the portal and the phone, light and dark, in .build/shots.
import { mkdirSync } from 'node:fs'
import { doorFor } from '../actors/mail-door.ts'
import { newRegistered, openidEnv } from '../actors/openid-client.ts'
import { startTestMongod } from '../setup/mongod.ts'
import { startStage } from '../e2e/stage.ts'
import { appPasswordShots } from './app-password-shots.ts'
import { clientShots } from './client-shots.ts'
import { phoneChangeShots } from './phone-change-shots.ts'
import { phoneShots } from './phone-shots.ts'
import { portalShots } from './portal-shots.ts'
import type { Camera } from './camera.ts'

const folder = '.build/shots'

const door = doorFor('enforce', {
  CLIENT_SERVERS: 'imap=mail.cqu.edu.cn:993,pop3=mail.cqu.edu.cn:995,smtp=mail.cqu.edu.cn:465',
})

async function series(dark: boolean): Promise<number> {
  const stage = await startStage({ ...door.env, ...openidEnv([newRegistered('webmail')]) })
  const theme = dark ? 'dark' : 'light'
  let taken = 0
  const camera: Camera = {
    stage,
    dark,
    doorSecret: door.secret,
    async take(page, name) {
      await page.waitForTimeout(350)
      await page.screenshot({ path: `${folder}/${theme}/${name}.png`, animations: 'disabled' })
      taken += 1
    },
  }
  mkdirSync(`${folder}/${theme}`, { recursive: true })
  try {
    await portalShots(camera)
    await appPasswordShots(camera)
    await clientShots(camera)
    await phoneShots(camera)
    await phoneChangeShots(camera)
  } finally {
    await stage.stop()
  }
  return taken
}

const mongod = await startTestMongod()
process.env.TEST_MONGODB_URI = mongod.uri
try {
  const taken = (await series(false)) + (await series(true))
  console.log(`${taken} pictures in ${folder}`)
} finally {
  await mongod.stop()
}
