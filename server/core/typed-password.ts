import { isPasswordReported, type Account } from './account.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'accounts' | 'keys'>

export interface Typed {
  account: Account
  /** The call to enrol that this password is another one for. */
  enrol: Date | null
}

/**
 * What a right password tells of its account. Three database writes, each only when it has something to tell: see signIn 4 to 6.
 * Decided while the password is at hand: two marks of one password differ when their keys do.
 */
export async function takePassword(services: Needs, found: Account, password: string): Promise<Typed> {
  const marks = services.keys.macs('password', found.id, password)
  const settled = await settleReports(services, found, marks)
  const account = await noteCalled(services, await noteLast(services, settled, marks[0]!), marks)
  return { account, enrol: isAnother(services, account, marks) ? account.enrol!.at : null }
}

/** A password that is none of the reported ones was changed since: nobody is asked to change it again. */
async function settleReports({ accounts }: Needs, account: Account, marks: readonly string[]): Promise<Account> {
  if (!isPasswordReported(account)) return account
  if (account.reports.some(({ passwordMark }) => passwordMark !== null && marks.includes(passwordMark))) return account
  const settled = await accounts.settleReports(
    account.id,
    account.reports.map(({ id }) => id),
  )
  return settled ?? account
}

/** The mark under the newest key: written only when it is another one. */
const noteLast = async ({ accounts }: Needs, account: Account, mark: string): Promise<Account> =>
  account.passwordMark === mark ? account : ((await accounts.notePassword(account.id, mark)) ?? account)

/** What nobody can be compared with any more is as good as none: a key that is gone must not make an old password a new one. */
const isKnown = ({ keys }: Needs, mark: string | null): mark is string => mark !== null && keys.isLive(mark)

/** The first right password after the call is the old one, when none was known. Another sign-in may have been first. */
async function noteCalled(needs: Needs, account: Account, marks: readonly string[]): Promise<Account> {
  const { accounts } = needs
  if (!account.enrol || isKnown(needs, account.enrol.passwordMark)) return account
  const noted = await accounts.noteCalled(account.id, account.enrol, marks[0]!)
  return noted ?? (await accounts.byId(account.id)) ?? account
}

const isAnother = (needs: Needs, { enrol }: Account, marks: readonly string[]) =>
  enrol !== null && isKnown(needs, enrol.passwordMark) && !marks.includes(enrol.passwordMark)
