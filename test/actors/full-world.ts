import { setTimeout as sleep } from 'node:timers/promises'
import { sendNotices } from '../../server/core/notice.ts'
import { noticesUnderWay, relay } from './records.ts'
import { startWorld, type World } from './world.ts'

export interface FullWorld extends World {
  /** Everything that waits in an outbox is carried, and every notice that is due is sent. */
  deliver(): Promise<void>
}

/** A world in which SMS leave too. The provider's own flow control is off unless a test is about it. */
export async function startFullWorld(env: Record<string, string> = {}): Promise<FullWorld> {
  const world = await startWorld({ SMS_PROVIDERS: 'aliyun', ...env })
  await world.sms.flowControl(false)
  return {
    ...world,
    async deliver() {
      await relay(world)
      await sendNotices(world.app.services)
      // The app's own round may be sending one of them.
      while ((await noticesUnderWay(world, world.clock.now())) > 0) await sleep(20)
    },
  }
}
