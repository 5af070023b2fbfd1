import type { Output } from '../../shared/api/contract.ts'
import { CallError } from '../../shared/client.ts'
import type { Call } from './session/session.ts'
import { Store } from './store.ts'

export type ActivityRow = Output<'GET /api/phone/activity'>['activity'][number]

export interface Activity {
  /** null: not heard yet in this run. */
  rows: ActivityRow[] | null
  /** Server's clock when they were told, milliseconds. */
  now: number
  trouble: CallError['code'] | null
}

/** What this WeChat did lately; asked for whenever the page is seen. */
export class ActivityKeeper {
  readonly activity = new Store<Activity>({ rows: null, now: 0, trouble: null })
  readonly #call: Call

  constructor(call: Call) {
    this.#call = call
  }

  async refresh(): Promise<void> {
    try {
      const { activity, now } = await this.#call('GET /api/phone/activity')
      this.activity.set({ rows: activity, now: Date.parse(now), trouble: null })
    } catch (error) {
      const trouble = error instanceof CallError ? error.code : 'internal'
      this.activity.set({ ...this.activity.get(), trouble })
    }
  }
}
