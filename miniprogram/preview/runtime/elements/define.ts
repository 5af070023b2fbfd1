import { ClientButton } from './button.ts'
import { highlightTouched } from './hover.ts'
import { ClientImage } from './image.ts'
import { ClientInput, ClientTextarea } from './input.ts'
import { PageMeta } from './page-meta.ts'
import { ScrollView } from './scroll-view.ts'
import { ClientSwitch } from './switch.ts'

/** The components that the client draws itself. All others are plain boxes. @param fontScale of the user's font setting. */
export function defineElements(fontScale: number): void {
  const elements = {
    'wx-button': ClientButton,
    'wx-image': ClientImage,
    'wx-input': ClientInput,
    'wx-textarea': ClientTextarea,
    'wx-page-meta': PageMeta,
    'wx-scroll-view': ScrollView,
    'wx-switch': ClientSwitch,
  }
  document.documentElement.style.setProperty('--font-scale', String(fontScale))
  for (const [tag, element] of Object.entries(elements)) customElements.define(tag, element)
  highlightTouched()
}
