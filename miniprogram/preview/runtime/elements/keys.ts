const listening = new WeakSet<HTMLElement>()

/** Enter and space tap the middle of the element. */
export function actOnKeys(element: HTMLElement): void {
  if (listening.has(element)) return
  listening.add(element)
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    const { left, top, width, height } = element.getBoundingClientRect()
    const point = { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 }
    for (const type of ['mousedown', 'mouseup', 'click']) element.dispatchEvent(new MouseEvent(type, point))
  })
}
