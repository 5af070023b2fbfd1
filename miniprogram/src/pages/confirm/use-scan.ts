import Taro, { useDidShow, useLoad } from '@tarojs/taro'
import { useRef } from 'react'
import { scanned } from '../../handover.ts'
import { createFlow } from '../../phone.ts'
import { type Entered, isNewScan, type Query, readQuery } from '../../scan/entered.ts'
import type { ScanFlow } from '../../scan/flow.ts'
import { scanWithCamera } from '../../wechat/camera.ts'

/** The last scan from outside that was taken in this run. */
let last: Entered | undefined

/** @returns whether the query brings a scan that was not yet taken. */
function takeNew(query: Query): Entered | 'foreign' | undefined {
  const entered = readQuery(query, API_BASE)
  if (entered === 'foreign' || entered === undefined) return entered
  if (!isNewScan(entered, last, Date.now())) return undefined
  last = entered
  return entered
}

function begin(flow: ScanFlow, query: Query): void {
  const inside = scanned.take()
  const entered = inside ?? takeNew(query)
  if (entered === undefined) return void Taro.switchTab({ url: '/pages/codes/index' })
  if (entered === 'foreign') return flow.end('not-ours')
  void flow.start({
    ticket: entered.ticket,
    scene: 'scene' in entered ? entered.scene : Taro.getEnterOptionsSync().scene,
  })
}

/** The flow of this page: begun by a scan from outside or inside, and again by another scan while the page is open. */
export function useScan(): { flow: ScanFlow; scanAgain: () => Promise<void> } {
  const kept = useRef<ScanFlow>()
  const flow = (kept.current ??= createFlow())
  useLoad((query: Query) => begin(flow, query))
  useDidShow(() => {
    const { query, path, scene } = Taro.getEnterOptionsSync()
    const entered = path.includes('pages/confirm/') ? takeNew(query) : undefined
    if (entered && entered !== 'foreign') void flow.start({ ticket: entered.ticket, scene })
    else void flow.look()
  })
  return {
    flow,
    async scanAgain() {
      const reading = await scanWithCamera()
      if (reading === 'foreign') flow.end('not-ours')
      else if (reading) await flow.start(reading)
    },
  }
}
