import { codeSubject } from '../../shared/messages/mail.ts'
import type { SmtpStandin } from '../standins/smtp/start.ts'

/** The newest code that was mailed to this address; a notice may have come after it. */
export async function mailedCode({ smtp }: { smtp: SmtpStandin }, to: string): Promise<string> {
  const mail = (await smtp.mails(to)).findLast(({ headers }) => headers['subject'] === codeSubject)
  return /(?<!\d)\d{6}(?!\d)/.exec(mail?.text ?? '')?.[0] ?? ''
}
