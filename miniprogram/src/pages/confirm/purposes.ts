import type { IconName } from '../../components/icon.tsx'
import type { Asked } from '../../scan/stage.ts'

/** How each purpose looks: `tone` is part of class names. Danger has marks beside its colour: tape, edge, other button weights. */
export const purposes: Record<Asked, { tone: 'brand' | 'info' | 'danger'; icon: IconName }> = {
  login: { tone: 'brand', icon: 'log-in' },
  bind: { tone: 'info', icon: 'link' },
  unbind: { tone: 'danger', icon: 'unlink' },
}
