// Six digits that are sent to what is bound, for the factors that do so. Kept is only a keyed hash of target and code.
import { limits } from '../../../shared/limits.ts'
import type { Answer, Issued, Tools, Verified } from '../../core/factor.ts'

const text = (target: string, code: string) => `${target} ${code}`

/** Every code is equally likely: of four random bytes those above the last whole multiple are thrown away. */
function sixDigits({ random }: Pick<Tools, 'random'>): string {
  const codes = 10 ** limits.codeDigits
  const most = Math.floor(2 ** 32 / codes) * codes
  for (;;) {
    const drawn = random(4).readUInt32BE(0)
    if (drawn < most) return String(drawn % codes).padStart(limits.codeDigits, '0')
  }
}

export function issueCode(to: string, tools: Tools): Issued {
  const code = sixDigits(tools)
  return { state: tools.mac(text(to, code)), code }
}

export function verifySent<B>(
  binding: B,
  to: string,
  state: string | null,
  answer: Answer,
  tools: Tools,
): Verified<B> | undefined {
  if (answer.by !== 'browser' || state === null) return undefined
  return tools.isMac(text(to, answer.code), state) ? { binding } : undefined
}
