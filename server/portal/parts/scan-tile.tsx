import {
  Ban,
  Check,
  Hourglass,
  RefreshCw,
  ScanQrCode,
  Smartphone,
  TriangleAlert,
  UserX,
  WifiOff,
  X,
  type LucideIcon,
} from 'lucide-react'
import { scan } from '../../../shared/messages/portal-scan.ts'
import type { Challenge } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { scanPromptOf } from '../prompts.ts'
import type { ScanView } from '../scan-view.ts'
import { Glyph } from './glyph.tsx'
import { QrCode } from './qr-code.tsx'

interface Props {
  view: ScanView
  challenge: Challenge | null
  onRefresh: () => void
}

interface Sign {
  tone: 'brand' | 'danger' | 'warn'
  glyph: LucideIcon
}

const signs: Partial<Record<ScanView, Sign>> = {
  approved: { tone: 'brand', glyph: Check },
  number: { tone: 'brand', glyph: Check },
  denied: { tone: 'danger', glyph: X },
  reported: { tone: 'danger', glyph: Ban },
  'wrong-number': { tone: 'danger', glyph: X },
  stranger: { tone: 'danger', glyph: UserX },
  down: { tone: 'warn', glyph: TriangleAlert },
  failed: { tone: 'warn', glyph: TriangleAlert },
  over: { tone: 'warn', glyph: Hourglass },
  limit: { tone: 'warn', glyph: Hourglass },
}

/** The square at the left of a scan. It keeps its size; only the picture in it changes. */
export function ScanTile({ view, challenge, onRefresh }: Props) {
  const sign = signs[view]
  const isCode =
    view === 'pending' || view === 'renewed' || view === 'expired' || view === 'offline' || view === 'loading'
  return (
    <div className={`tile tile-${view} ${isCode ? 'tile-code' : ''}`} key={isCode ? 'code' : view}>
      {view === 'loading' && <div className="shimmer" />}
      {view === 'scanned' && <PhoneSign />}
      {sign && (
        <span className={`sign sign-${sign.tone}`}>
          <Glyph of={sign.glyph} size={32} />
        </span>
      )}
      {isCode && view !== 'loading' && <Picture challenge={challenge} />}
      {view === 'expired' && <Refresh onRefresh={onRefresh} />}
      {view === 'offline' && <Glyph of={WifiOff} size={48} className="tile-offline-glyph" />}
    </div>
  )
}

function Picture({ challenge }: { challenge: Challenge | null }) {
  const say = useSay()
  const prompt = scanPromptOf(challenge)
  const label = say(challenge?.purpose === 'login' ? scan.alt : scan.changeAlt)
  if (prompt?.image) return <img className="qr" src={prompt.image} alt={label} />
  if (prompt?.url) return <QrCode text={prompt.url} label={label} />
  return <Glyph of={ScanQrCode} size={120} className="qr-absent" />
}

const PhoneSign = () => (
  <span className="phone-sign">
    <Smartphone size={80} strokeWidth={1.25} aria-hidden="true" focusable="false" />
    <i className="phone-sign-badge">
      <Glyph of={Check} size={18} />
    </i>
  </span>
)

function Refresh({ onRefresh }: { onRefresh: () => void }) {
  const say = useSay()
  return (
    <button type="button" className="button button-quiet tile-refresh" onClick={onRefresh}>
      <Glyph of={RefreshCw} />
      {say(scan.refresh)}
    </button>
  )
}
