/**
 * A tap is heard when the finger leaves the screen; the browser's click comes after it and would hit
 * what the tap just brought to that place, such as the tab bar after a way back. The client has no such click.
 */
export function stopGhostClicks(): void {
  let pressed: Node | null = null
  const isPressed = (target: EventTarget | null): boolean =>
    pressed !== null && target instanceof Node && (pressed.contains(target) || target.contains(pressed))
  document.addEventListener('pointerdown', ({ target }) => (pressed = target instanceof Node ? target : null), true)
  document.addEventListener(
    'click',
    (event) => {
      // A click of the keyboard or of code (detail 0) was preceded by no press.
      if (!event.isTrusted || event.detail === 0 || isPressed(event.target)) return
      event.stopImmediatePropagation()
      event.preventDefault()
    },
    true,
  )
}
