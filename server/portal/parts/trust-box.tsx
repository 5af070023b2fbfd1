import { useId, useRef, useState } from 'react'
import type { CallError } from '../../../shared/client.ts'
import { limits } from '../../../shared/limits.ts'
import { trust } from '../../../shared/messages/portal.ts'
import type { Challenge } from '../answers.ts'
import { useSay } from '../i18n.ts'
import type { Verification } from '../verification.ts'
import { Trouble } from './trouble.tsx'

const day = 24 * 60 * 60_000

interface Props {
  desk: Verification
  challenge: Challenge
  now: number
}

/** 同设备登录免二次验证. The server keeps what it says, so that the phone, another way and a reload know it; unsaid, it goes back. */
export function TrustBox({ desk, challenge, now }: Props) {
  const say = useSay()
  const id = useId()
  const [asked, setAsked] = useState<boolean | null>(null)
  const [trouble, setTrouble] = useState<CallError | null>(null)
  const latest = useRef(0)
  const change = async (wanted: boolean) => {
    const mine = (latest.current += 1)
    setAsked(wanted)
    const error = await desk.wantTrust(wanted)
    if (mine !== latest.current) return
    setAsked(null)
    setTrouble(error ?? null)
  }
  return (
    <div className="trust">
      <input
        id={id}
        className="check"
        type="checkbox"
        checked={asked ?? challenge.wantsTrust}
        aria-describedby={`${id}-hint`}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
      <div>
        <label className="trust-label" htmlFor={id}>
          {say(trust.label)}
        </label>
        <div id={`${id}-hint`} className="trust-hint">
          {trouble ? <Trouble error={trouble} now={now} /> : say(trust.hint, { days: limits.trustLife / day })}
        </div>
      </div>
    </div>
  )
}
