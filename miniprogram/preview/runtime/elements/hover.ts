/** `hover-class`: on an element while it is pressed. A button has one of its own. */
function hoverClassOf(element: Element): string {
  const given = element.getAttribute('hover-class')
  const own = element.localName === 'wx-button' ? 'button-hover' : ''
  return given === 'none' || element.hasAttribute('disabled') ? '' : given || own
}

function hoveredFrom(target: EventTarget | null): Element | null {
  let element = target instanceof Element ? target : null
  while (element && !hoverClassOf(element)) element = element.parentElement
  return element
}

export function highlightTouched(): void {
  let release = (): void => undefined
  document.addEventListener('pointerdown', ({ target }) => {
    release()
    const element = hoveredFrom(target)
    if (!element) return
    const names = hoverClassOf(element).split(/\s+/).filter(Boolean)
    element.classList.add(...names)
    release = () => element.classList.remove(...names)
  })
  for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, () => release())
}
