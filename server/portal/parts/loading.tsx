import { frame } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'

/** Keeps the place of a list that is on its way. */
export function Loading() {
  const say = useSay()
  return <div className="rows-loading shimmer" role="img" aria-label={say(frame.wait)} />
}
