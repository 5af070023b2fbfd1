// Looks for tens of thousands of texts in tens of megabytes, in one pass.

export interface Needle<Kind extends string> {
  kind: Kind
  text: string
}

export interface Hit<Kind extends string> {
  kind: Kind
  /** What stands around it; the needle itself is blacked out. */
  around: string
}

/** The shortest needle, and how much of a needle's end is hashed. */
const window = 6
// Taken out of `Math` once: in the sandbox of jest every look at a global is slow, and this one is for every byte.
const { imul } = Math
const base = 0x01000193
const sieveBits = 22

const isBytes = /^[A-Za-z0-9+/_-]+={0,2}$/
const sextets = (bytes: number) => (bytes * 8) / 6

/** Base64 of bytes that follow `ahead` others, without the characters that depend on what stands before and after. */
function base64Of(bytes: Buffer, ahead: number): string {
  const text = Buffer.concat([Buffer.alloc(ahead), bytes]).toString('base64')
  return text.slice(Math.ceil(sextets(ahead)), Math.floor(sextets(ahead + bytes.length)))
}

const urlSafe = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_')

/** A text as it is, and as it is carried in JSON, a URL, a form, hexadecimal and base64; of what is base64 itself also the bytes behind it. */
function formsOf(text: string): Set<string> {
  const all = [Buffer.from(text), ...(isBytes.test(text) ? [Buffer.from(text, 'base64')] : [])]
  const base64 = all.flatMap((bytes) => [0, 1, 2].map((ahead) => base64Of(bytes, ahead)))
  const inUrl = encodeURIComponent(text)
  const carried = [JSON.stringify(text).slice(1, -1), inUrl, inUrl.replaceAll('%20', '+')]
  return new Set([text, ...carried, ...all.map((bytes) => bytes.toString('hex')), ...base64, ...base64.map(urlSafe)])
}

const hashOf = (bytes: Buffer) => bytes.subarray(-window).reduce((hash, byte) => (imul(hash, base) + byte) | 0, 0)

export const around = (text: Buffer, from: number, to: number): string =>
  `${text.subarray(Math.max(0, from - 120), from).toString()}█${text.subarray(to, to + 40).toString()}`

export class Search<Kind extends string> {
  /** By the hash of the end, then by length: many needles end alike (addresses of one domain). */
  readonly #needles = new Map<number, Map<number, Map<string, Kind>>>()
  readonly #sieve = new Uint8Array(1 << sieveBits)

  constructor(needles: Iterable<Needle<Kind>>) {
    for (const { kind, text } of needles) for (const form of formsOf(text)) this.#add(kind, Buffer.from(form))
  }

  #add(kind: Kind, bytes: Buffer): void {
    if (bytes.length < window) return
    const hash = hashOf(bytes)
    this.#sieve[hash >>> (32 - sieveBits)] = 1
    const alike = this.#needles.get(hash) ?? new Map<number, Map<string, Kind>>()
    const sameLength = alike.get(bytes.length) ?? new Map<string, Kind>()
    this.#needles.set(hash, alike.set(bytes.length, sameLength.set(bytes.toString('latin1'), kind)))
  }

  *in(text: Buffer): Generator<Hit<Kind>> {
    // Rabin and Karp: the hash of the last bytes, moved on by one byte at a time.
    const leaving = Array.from({ length: window }).reduce<number>((power) => imul(power, base), 1)
    let hash = 0
    for (let end = 1; end <= text.length; end += 1) {
      hash = (imul(hash, base) + text[end - 1]! - imul(text[end - 1 - window] ?? 0, leaving)) | 0
      if (this.#sieve[hash >>> (32 - sieveBits)] === 1) yield* this.#at(text, end, hash)
    }
  }

  *#at(text: Buffer, end: number, hash: number): Generator<Hit<Kind>> {
    for (const [length, needles] of this.#needles.get(hash) ?? []) {
      const from = end - length
      const kind = from < 0 ? undefined : needles.get(text.toString('latin1', from, end))
      if (kind !== undefined) yield { kind, around: around(text, from, end) }
    }
  }
}
