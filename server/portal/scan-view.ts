import { limits } from '../../shared/limits.ts'
import type { ScanPrompt } from './answers.ts'
import type { Facts } from './facts.ts'
import { scanPromptOf } from './prompts.ts'

/** What the QR box shows. `over` and `limit`: nothing but a new sign-in helps. `failed`: the problem's own sentence. */
export type ScanView =
  | 'loading'
  | 'pending'
  | 'renewed'
  | 'scanned'
  | 'approved'
  | 'number'
  | 'denied'
  | 'reported'
  | 'wrong-number'
  | 'expired'
  | 'offline'
  | 'down'
  | 'stranger'
  | 'over'
  | 'limit'
  | 'failed'

const denials = { refused: 'denied', reported: 'reported', 'wrong-number': 'wrong-number' } as const
const problems: Record<string, ScanView> = {
  'wechat.unavailable': 'down',
  'challenge.expired': 'over',
  'ticket.limit': 'limit',
}

const hasPicture = (prompt: ScanPrompt | undefined) =>
  prompt !== undefined && (prompt.url !== null || prompt.image !== null)
const isPast = (iso: string, now: number) => Date.parse(iso) <= now
const isWithin = (since: number | null, span: number, now: number) => since !== null && now - since < span

/** A live ticket is missing and the page may fetch the next one without a click. Only a page that shows the QR asks. @param now server's clock, ms. */
export function wantsRenewal(facts: Facts, now: number): boolean {
  const { challenge, isOffline, isReplaced, isBusy, problem } = facts
  const prompt = scanPromptOf(challenge)
  if (!challenge || !prompt || isOffline || isReplaced || isBusy || problem) return false
  if (challenge.status !== 'pending' || isPast(challenge.expiresAt, now)) return false
  return (isPast(challenge.until, now) || !hasPicture(prompt)) && prompt.renewals < limits.ticketRenewalsByTimer
}

/** @param now milliseconds of the server's clock. */
export function scanView(facts: Facts, now: number): ScanView {
  const { challenge, problem } = facts
  if (facts.isBusy && !isWaiting(facts, now)) return 'loading'
  if (problem) return problems[problem.code] ?? 'failed'
  if (!challenge) return facts.isOffline ? 'offline' : 'loading'
  if (challenge.status === 'denied') return denials[challenge.denial ?? 'refused']
  if (isPast(challenge.expiresAt, now)) return 'over'
  if (facts.isOffline) return 'offline'
  if (challenge.status === 'pending') return pendingView(facts, now)
  if (challenge.status === 'redeemed') return 'approved'
  if (isPast(challenge.until, now)) return 'expired'
  if (challenge.status === 'approved') return challenge.needsNumber ? 'number' : 'approved'
  return 'scanned'
}

/** The QR of a renewal under way stays until the next one is here. */
const isWaiting = ({ challenge, problem }: Facts, now: number) =>
  problem === null &&
  challenge?.status === 'pending' &&
  hasPicture(scanPromptOf(challenge)) &&
  now - Date.parse(challenge.until) < limits.renewedShown

function pendingView(facts: Facts, now: number): ScanView {
  const { challenge, strangerAt, renewedAt, isBusy } = facts
  const prompt = scanPromptOf(challenge)
  if (isWithin(strangerAt, limits.strangerShown, now)) return 'stranger'
  const isStale = !challenge || isPast(challenge.until, now) || !hasPicture(prompt)
  if (!isStale) return isWithin(renewedAt, limits.renewedShown, now) ? 'renewed' : 'pending'
  if (isBusy || wantsRenewal(facts, now)) return isWaiting(facts, now) ? 'pending' : 'loading'
  return 'expired'
}
