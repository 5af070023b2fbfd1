import type { Page } from 'playwright-core'
import type { Stage } from '../e2e/stage.ts'

export interface Camera {
  stage: Stage
  dark: boolean
  take(page: Page, name: string): Promise<void>
}
