const newline = '\r\n'

/** The text of the downloaded file: what it is and whose, then one code a line. Notepad reads it too. */
export const codesFile = (codes: readonly string[], head: readonly string[]): string =>
  [...head, '', ...codes, ''].join(newline)

/** Saves a text from this page's memory; no server sees it. */
export function saveFile(name: string, text: string): void {
  // The mark tells old programs that the text is UTF-8.
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
