import * as glassEasel from 'glass-easel'

type Shadowed = glassEasel.Event<unknown> & { target: unknown; currentTarget: unknown; mark?: object }

/** In the client a disabled button hears no tap. */
export const isForbiddenTap = (original: unknown): boolean =>
  original instanceof Event &&
  original.target instanceof Element &&
  original.target.closest('wx-button[disabled]') !== null

function scrollDetail(element: Element): object {
  const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element
  return { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX: 0, deltaY: 0 }
}

/** The framework's DOM side drops what our own elements say in `detail`. */
export function eventDetail(type: string, original: unknown, detail: unknown): unknown {
  if (original instanceof CustomEvent) return original.detail
  if (type === 'scroll' && original instanceof Event && original.target instanceof Element)
    return scrollDetail(original.target)
  return detail
}

interface Target {
  id: string
  dataset: Record<string, unknown>
  offsetLeft: number
  offsetTop: number
}

function plainTarget(target: unknown): Target | null {
  if (!(target instanceof glassEasel.Element)) return null
  const { offsetLeft = 0, offsetTop = 0 } = target.getBackendElement() as unknown as Partial<HTMLElement>
  return { id: target.id, dataset: { ...target.dataset }, offsetLeft, offsetTop }
}

/** The event as page code gets it: data only. */
function plainEvent(event: Shadowed): object {
  const detail = event.detail as { x?: number; y?: number } | undefined
  const point = { clientX: detail?.x, clientY: detail?.y, pageX: detail?.x, pageY: detail?.y, identifier: 0 }
  const touches = event.type === 'tap' ? [point] : []
  return {
    type: event.type,
    timeStamp: Math.round(performance.now()),
    target: plainTarget(event.target),
    currentTarget: plainTarget(event.currentTarget),
    mark: event.mark ?? {},
    detail: detail ?? {},
    touches,
    changedTouches: touches,
  }
}

type Method = (this: unknown, ...args: unknown[]) => unknown

/** @returns the definition of a page or component whose methods take plain events. */
export function withPlainEvents<Definition extends object>(definition: Definition): Definition {
  const members = Object.entries(definition).map(([name, member]) => {
    if (typeof member !== 'function') return [name, member]
    const method: Method = function method(...args) {
      const [first, ...rest] = args
      const isEvent = first instanceof glassEasel.Event
      return (member as Method).apply(this, isEvent ? [plainEvent(first as Shadowed), ...rest] : args)
    }
    return [name, method]
  })
  return Object.fromEntries(members) as Definition
}
