import { setTimeout as sleep } from 'node:timers/promises'
import { later } from '../../server/core/challenge.ts'
import { sendNotices } from '../../server/core/notice.ts'
import { limits } from '../../shared/limits.ts'
import { startSms, type SmsStandin } from '../standins/sms/start.ts'
import { startSmtp, type SmtpStandin } from '../standins/smtp/start.ts'
import { relay } from './records.ts'
import { startWorld, type World } from './world.ts'

export interface FullWorld extends World {
  smtp: SmtpStandin
  sms: SmsStandin
  /** Everything that waits in an outbox is carried, and every notice that is due is sent. */
  deliver(): Promise<void>
}

const underWay = ({ database, clock }: World) =>
  database.models.notices.collection.countDocuments({ dueAt: { $lte: later(clock.now(), limits.noticeClaim) } })

/** A world in which mail and SMS can leave too. The providers' own flow control is off unless a test is about it. */
export async function startFullWorld(env: Record<string, string> = {}): Promise<FullWorld> {
  const [smtp, sms] = await Promise.all([startSmtp(), startSms()])
  await sms.flowControl(false)
  const out = { SMTP_URL: smtp.url, MAIL_FROM: '邮箱安全助手 <noreply@cqu.edu.cn>', ...sms.environment('aliyun') }
  const world = await startWorld({ ...out, ...env })
  return {
    ...world,
    smtp,
    sms,
    async deliver() {
      await relay(world)
      await sendNotices(world.app.services)
      // The app's own round may be sending one of them.
      while ((await underWay(world)) > 0) await sleep(20)
    },
    async stop() {
      await world.stop()
      await Promise.all([smtp.stop(), sms.stop()])
    },
  }
}
