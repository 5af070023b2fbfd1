import type { Codes } from '../../codes/keeper.ts'

export type CodesScreen = 'loading' | 'trouble' | 'visitor' | 'cards'

/** Codes that are on the phone are shown whatever is wrong; without any, what is wrong fills the page. */
export function codesScreen({ mailboxes, trouble }: Codes): CodesScreen {
  if (mailboxes && mailboxes.length > 0) return 'cards'
  if (trouble === 'wechat.blocked' || (trouble && !mailboxes)) return 'trouble'
  return mailboxes ? 'visitor' : 'loading'
}
