import * as glassEasel from 'glass-easel'
import { inScreenUnits } from '../screen-units.ts'
import { words } from '../words.ts'

/** Attributes that the client takes as yes or no, whatever their value. */
const yesOrNo = new Set(
  words(`
    disabled checked loading plain password focus auto-focus hidden controlled
    scroll-x scroll-y user-select selectable show-menu-by-longpress
  `),
)

/** What the browser's accessibility tree calls it. */
const nameInBrowser = (name: string): string => (name === 'aria-role' ? 'role' : name)

function valueInBrowser(name: string, value: unknown): unknown {
  if (value === undefined || value === null) return false
  if (yesOrNo.has(name)) return Boolean(value)
  // As attributes of the browser, '' and "false" would still say something.
  if (name.startsWith('aria-')) return value === '' || value === false ? false : String(value)
  return value
}

/** Built-in components: no value means the default, which for the browser is the absent attribute. */
export function adoptClientAttributes(): void {
  glassEasel.Element.prototype.updateAttribute = function update(name: string, value: unknown) {
    this.setAttribute(nameInBrowser(name), valueInBrowser(name, value))
  }
}

/** Inline styles may use rpx; set as a property they also pass a content security policy that forbids inline styles. */
function withClientStyle(element: HTMLElement): HTMLElement {
  const setAttribute = element.setAttribute.bind(element)
  element.setAttribute = (name, value) => {
    if (name === 'style') element.style.cssText = inScreenUnits(value)
    else setAttribute(name, value)
  }
  return element
}

type BackendDocument = glassEasel.CurrentWindowBackendContext['document']
type BackendElement = ReturnType<BackendDocument['createElement']>

/** The document in which the framework makes its elements. */
export const backendDocument = (own: BackendDocument): BackendDocument => ({
  createElement: (tag) => withClientStyle(document.createElement(tag)) as unknown as BackendElement,
  createTextNode: (text) => own.createTextNode(text),
  createDocumentFragment: () => own.createDocumentFragment(),
})
