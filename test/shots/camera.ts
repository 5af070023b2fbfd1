import type { Page } from 'playwright-core'
import type { Stage } from '../e2e/stage.ts'

export interface Camera {
  stage: Stage
  dark: boolean
  /** A mail server's credential at the stage's doors. */
  doorSecret: string
  take(page: Page, name: string): Promise<void>
}
