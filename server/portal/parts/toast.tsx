import { CircleCheck } from 'lucide-react'
import { problems } from '../../../shared/messages/problems.ts'
import { useSay } from '../i18n.ts'
import { useStore } from '../store.ts'
import { shown, type Toast as Shown } from '../toasts.ts'
import { lookOf } from '../troubles.ts'
import { Glyph } from './glyph.tsx'

/** The line at the bottom for what was just saved, read out by its own role. */
export function Toast() {
  const toast = useStore(shown)
  return (
    <div className="toast-place" aria-live="polite">
      {toast && <Line toast={toast} />}
    </div>
  )
}

function Line({ toast }: { toast: Shown }) {
  const say = useSay()
  const isProblem = 'problem' in toast
  return (
    <p className={isProblem ? 'toast toast-problem' : 'toast'}>
      <Glyph of={isProblem ? lookOf(toast.problem).glyph : CircleCheck} />
      {isProblem ? say(problems[toast.problem]) : say(toast.words, toast.method && { method: say(toast.method) })}
    </p>
  )
}
