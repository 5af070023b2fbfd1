import { useId } from 'react'
import { limits } from '../../../shared/limits.ts'
import { trust as words } from '../../../shared/messages/portal.ts'
import type { Challenge } from '../answers.ts'
import type { Facts } from '../facts.ts'
import { useSay } from '../i18n.ts'
import type { Verification } from '../verification.ts'
import { Trouble } from './trouble.tsx'

const day = 24 * 60 * 60_000

interface Props {
  desk: Verification
  challenge: Challenge
  trust: Facts['trust']
  now: number
}

/** 同设备登录免二次验证. The server keeps what it says, so that the phone, another way and a reload know it; unsaid, it goes back. */
export function TrustBox({ desk, challenge, trust, now }: Props) {
  const say = useSay()
  const id = useId()
  return (
    <div className="trust">
      <input
        id={id}
        className="check"
        type="checkbox"
        checked={trust.wanted ?? challenge.wantsTrust}
        aria-describedby={`${id}-hint`}
        onChange={(event) => void desk.wantTrust(event.currentTarget.checked)}
      />
      <div>
        <label className="trust-label" htmlFor={id}>
          {say(words.label)}
        </label>
        <div id={`${id}-hint`} className="trust-hint">
          {trust.trouble ? (
            <Trouble error={trust.trouble} now={now} />
          ) : (
            say(words.hint, { days: limits.trustLife / day })
          )}
        </div>
      </div>
    </div>
  )
}
