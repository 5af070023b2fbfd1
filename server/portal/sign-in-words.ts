import { history } from '../../shared/messages/portal-devices.ts'
import { factorNames, ways } from '../../shared/messages/portal.ts'
import type { SignIn } from './answers.ts'
import type { Words } from './i18n.ts'

type Tabs = Partial<Record<NonNullable<SignIn['kind']>, { tab: Words }>>

const none: Words = { 'zh-CN': '—', en: '—' }
const tabs: Record<'scan' | 'code', Tabs> = ways

/** How the second step was done, by the name of its button there. */
export function methodWords({ method, kind }: Pick<SignIn, 'method' | 'kind'>): Words {
  if (method === 'password') return history.byPassword
  if (method === 'device') return history.byDevice
  if (method === null) return kind ? factorNames[kind] : none
  return kind ? (tabs[method][kind]?.tab ?? factorNames[kind]) : none
}
