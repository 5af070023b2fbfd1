import type { Bindings } from '../answers.ts'
import type { Change } from '../changes.ts'
import { BindDialog } from './bind-dialog.tsx'
import { UnbindDialog } from './unbind-dialog.tsx'

interface Props {
  change: Change
  bindings: Bindings
  onClose: (isChanged: boolean) => void
}

/** The dialog of a button on 二次验证设置. */
export function ChangeDialog({ change, bindings, onClose }: Props) {
  const { what, kind } = change
  const binding = bindings.methods.find((method) => method.kind === kind)?.binding ?? null
  if (what !== 'unbind') {
    return <BindDialog change={{ ...change, what }} oldId={binding?.id ?? null} onClose={onClose} />
  }
  if (!binding) return null
  const isLast = bindings.methods.filter((method) => method.binding).length === 1
  return <UnbindDialog kind={kind} binding={binding} isLast={isLast} onClose={onClose} />
}
