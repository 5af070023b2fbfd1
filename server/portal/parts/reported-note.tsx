import { TriangleAlert } from 'lucide-react'
import { reported } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { Note } from './note.tsx'

/** The owner said 不是我操作 on the phone, and the password is still the one that was typed there. */
export function ReportedNote({ url }: { url: string | null }) {
  const say = useSay()
  const { phone } = useBranding()
  const action = url && (
    <a className="button button-brand" href={url}>
      {say(reported.change)}
    </a>
  )
  return (
    <Note tone="warn" glyph={TriangleAlert} title={say(reported.title)} action={action}>
      {say(url ? reported.line : reported.call, { phone })}
    </Note>
  )
}
