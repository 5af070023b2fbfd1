/** What an encoding leaves of a text, as bytes: quoted-printable (RFC 2045 §6.7) without its soft line breaks. */
export const fromQuotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll(/[ \t]+(?=\r?\n)/g, '')
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** Only what every reader has: anything else is a fault of the sender. */
export function inUtf8(bytes: Buffer, charset: string): string {
  if (!/^(utf-8|us-ascii)$/i.test(charset)) throw new Error(`charset ${charset}`)
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

const word = /=\?([^?\s]+)\?([BQ])\?([^?\s]*)\?=/gi

/** A header as people see it (RFC 2047 §5–6). @throws Error when a word is not UTF-8 by itself. */
export const decodeWords = (header: string): string =>
  header
    .replaceAll(/(\?=)\s+(?==\?)/g, '$1')
    .replaceAll(word, (_, charset: string, encoding: string, text: string) =>
      inUtf8(
        encoding.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : fromQuotedPrintable(text.replaceAll('_', ' ')),
        charset,
      ),
    )
