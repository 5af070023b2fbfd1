import { useEffect, useState } from 'react'
import type { Facts } from './facts.ts'
import type { Outcome } from './ports.ts'
import { scanView, wantsRenewal, type ScanView } from './scan-view.ts'
import { useStore } from './store.ts'
import { useNow } from './use-now.ts'
import { Verification } from './verification.ts'

/** One verification for the life of a component; `outcome` is taken once. */
export function useVerification(outcome: Outcome): { desk: Verification; facts: Facts } {
  const [desk] = useState(() => new Verification(outcome))
  useEffect(() => () => desk.close(), [desk])
  return { desk, facts: useStore(desk.facts) }
}

/** What the QR box shows now. While the box is on the screen (`isShown`) its ticket is renewed. */
export function useScanView(desk: Verification, facts: Facts, isShown: boolean): { view: ScanView; now: number } {
  const now = useNow(facts.challenge?.until)
  const isDue = isShown && wantsRenewal(facts, now)
  useEffect(() => {
    if (isDue) void desk.renew('timer')
  }, [desk, isDue])
  return { view: scanView(facts, now), now }
}
