import {
  Headset,
  KeyRound,
  LifeBuoy,
  Mail,
  MessageCircle,
  MessageSquareText,
  Timer,
  type LucideIcon,
} from 'lucide-react'
import type { FactorKind } from '../../shared/factors.ts'

const glyphs: Partial<Record<FactorKind, LucideIcon>> = {
  email: Mail,
  wechat: MessageCircle,
  sms: MessageSquareText,
  totp: Timer,
  recovery: LifeBuoy,
  helpdesk: Headset,
}

/** A factor without a picture of its own is a key. */
export const glyphOf = (kind: FactorKind): LucideIcon => glyphs[kind] ?? KeyRound
