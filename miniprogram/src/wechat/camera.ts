import Taro from '@tarojs/taro'
import { ticketOfLink, ticketOfPath } from '../scan/link.ts'
import type { Reading } from '../scan/flow.ts'

/** WeChat's number for "a QR code was scanned"; a scan from inside has no number of its own. */
const cameraScene = 1011

// Taro's types know no mini-program codes.
const scanType = ['qrCode', 'wxCode'] as unknown as (keyof Taro.scanCode.ScanType)[]

/** Opens the camera, never the album. @returns undefined when the user turned back, 'foreign' for a code that is not ours. */
export async function scanWithCamera(): Promise<Reading | 'foreign' | undefined> {
  const scanned = await Taro.scanCode({ onlyFromCamera: true, scanType }).catch(() => undefined)
  if (!scanned) return undefined
  const ticket = scanned.path ? ticketOfPath(scanned.path) : ticketOfLink(scanned.result, API_BASE)
  return ticket === undefined ? 'foreign' : { ticket, scene: cameraScene }
}
