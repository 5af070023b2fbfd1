import { limits } from '../../../shared/limits.ts'
import { glyph, make } from './dom.ts'
import { say, type Word } from './words.ts'

/** Puts a text on the clipboard and says for two seconds whether that worked: a browser may forbid it. */
export function copyButton(text: string): HTMLElement {
  const label = make('span', {}, say('copy'))
  const button = make('button', { type: 'button', class: 'button button-quiet' }, glyph('copy'), label)
  let timer: number | undefined
  const tell = (word: Word) => {
    window.clearTimeout(timer)
    label.textContent = say(word)
    timer = window.setTimeout(() => (label.textContent = say('copy')), limits.copiedShown)
  }
  button.addEventListener('click', () => {
    window.navigator.clipboard.writeText(text).then(
      () => tell('copied'),
      () => tell('copyFailed'),
    )
  })
  return button
}
