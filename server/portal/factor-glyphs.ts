import { Headset, LifeBuoy, Mail, MessageCircle, MessageSquareText, Timer, type LucideIcon } from 'lucide-react'
import type { FactorKind } from '../../shared/factors.ts'

export const factorGlyphs: Record<FactorKind, LucideIcon> = {
  email: Mail,
  wechat: MessageCircle,
  sms: MessageSquareText,
  totp: Timer,
  recovery: LifeBuoy,
  helpdesk: Headset,
}
