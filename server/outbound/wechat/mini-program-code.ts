import { limits } from '../../../shared/limits.ts'
import type { Wechat } from '../../core/wechat.ts'
import { readAnswer } from './answer.ts'
import type { Authorized } from './authorized.ts'
import { Outage } from './errors.ts'
import { paths } from './paths.ts'

const path = paths.miniProgramCode
const jpeg = Buffer.from([0xff, 0xd8, 0xff])
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const startsWith = (bytes: Buffer, magic: Buffer) => bytes.subarray(0, magic.length).equals(magic)

// Errors come as JSON with status 200, at times under an image's content type: only the bytes tell.
function readImage(bytes: Buffer): Awaited<ReturnType<Wechat['miniProgramCode']>> {
  if (startsWith(bytes, jpeg)) return { type: 'image/jpeg', bytes }
  if (startsWith(bytes, png)) return { type: 'image/png', bytes }
  readAnswer(path, bytes)
  throw new Outage(path, 'the answer is no picture')
}

/** A page that only a trial or develop version has cannot be checked against the published one. */
export function createMiniProgramCode(authorized: Authorized, envVersion: 'release' | 'trial' | 'develop') {
  return (scene: string, page: string, signal: AbortSignal): ReturnType<Wechat['miniProgramCode']> => {
    const body = { scene, page, check_path: envVersion === 'release', env_version: envVersion }
    return authorized({ method: 'POST', path, body, maxBytes: limits.wechatImageBytes }, readImage, signal)
  }
}
