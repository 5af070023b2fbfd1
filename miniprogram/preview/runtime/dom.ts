/** Makes an element of the phone's own surroundings, not of the mini-program. */
export function make(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag)
  element.className = className
  element.append(...children)
  return element
}

/** A button of the client's own frame. */
export function makeButton(className: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = make('button', className) as HTMLButtonElement
  button.type = 'button'
  button.setAttribute('aria-label', label)
  button.addEventListener('click', onClick)
  return button
}
