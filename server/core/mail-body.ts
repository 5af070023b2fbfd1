// One list of blocks, written twice: as plain text and as HTML. What is in it comes from people and browsers, so every text is escaped.
import type { Language } from '../../shared/messages/problems.ts'

export type Block =
  | { is: 'line'; text: string }
  /** To be read and typed: large, and alone on its line, so that it can be selected. */
  | { is: 'code'; text: string }
  | { is: 'facts'; rows: readonly (readonly [name: string, value: string])[] }
  | { is: 'link'; text: string; url: string }

/** A part in one language. */
export interface Part {
  language: Language
  blocks: readonly Block[]
}

const colons: Record<Language, string> = { 'zh-CN': '：', en: ': ' }

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign]!)

/** A line break inside a fact would be a line of its own: somebody else's sentence in our mail. */
const onOneLine = (text: string) => text.replace(/\p{Cc}+|[\u2028\u2029]+/gu, ' ')

const pairsOf = (rows: readonly (readonly [string, string])[], language: Language) =>
  rows.map(([name, value]) => `${name}${colons[language]}${onOneLine(value)}`)

function textOf(block: Block, language: Language): string {
  if (block.is === 'facts') return pairsOf(block.rows, language).join('\n')
  return block.is === 'link' ? `${block.text}${colons[language]}${block.url}` : block.text
}

// No colour of ours: the reader's own, light or dark. Nothing is loaded from anywhere.
const page = 'margin:0 auto;max-width:36em;padding:16px;font:16px/1.6 sans-serif'
const code = 'margin:16px 0;font:700 32px/1.2 monospace;letter-spacing:4px'
const rule = 'margin:24px 0;border:0;border-top:1px solid #888'

const paragraph = (inside: string, style = 'margin:8px 0') => `<p style="${style}">${inside}</p>`

function htmlOf(block: Block, language: Language): string {
  if (block.is === 'code') return paragraph(escape(block.text), code)
  if (block.is === 'link') return paragraph(`<a href="${escape(block.url)}">${escape(block.text)}</a>`)
  if (block.is === 'line') return paragraph(escape(block.text))
  return paragraph(pairsOf(block.rows, language).map(escape).join('<br>'))
}

const inside = ({ language, blocks }: Part) => blocks.map((block) => htmlOf(block, language)).join('\n')

/** @param lastLine ends both. */
export function writeBody(parts: readonly Part[], lastLine: string): { text: string; html: string } {
  const texts = parts.map(({ language, blocks }) => blocks.map((block) => textOf(block, language)).join('\n\n'))
  const html = parts.map((part) => `<div lang="${part.language}">${inside(part)}</div>`)
  return {
    text: [...texts, lastLine].join('\n\n\n'),
    html: [
      '<!doctype html>',
      '<html lang="zh-CN"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>',
      `<body style="${page}">`,
      html.join(`\n<hr style="${rule}">\n`),
      `<hr style="${rule}">`,
      paragraph(escape(lastLine)),
      '</body></html>',
    ].join('\n'),
  }
}
