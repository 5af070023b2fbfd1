import { secretForm } from '../../../shared/messages/portal-changes.ts'
import type { SecretPrompt } from '../answers.ts'
import { isPhone } from '../devices.ts'
import { useSay } from '../i18n.ts'
import { inFours } from '../in-fours.ts'
import { CopyButton } from './copy-button.tsx'
import { QrCode } from './qr-code.tsx'

/** The secret as a QR, and as a key for whoever cannot scan. A phone cannot scan its own screen: it opens the app. */
export function Secret({ secret: { url, key } }: { secret: SecretPrompt }) {
  const say = useSay()
  return (
    <div className="secret">
      <div className="tile tile-code">
        <QrCode text={url} label={say(secretForm.alt)} />
      </div>
      <div className="secret-words">
        <p>{say(secretForm.lead)}</p>
        <p className="secret-key" translate="no">
          <span className="unseen">{say(secretForm.key)}</span>
          {inFours(key)}
        </p>
        <div className="secret-buttons">
          <CopyButton text={key} look="quiet" />
          {isPhone() && (
            <a className="button button-quiet" href={url}>
              {say(secretForm.open)}
            </a>
          )}
        </div>
      </div>
    </div>
  )
}
