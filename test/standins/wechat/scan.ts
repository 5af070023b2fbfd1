import { noteLink } from '../../after/ledger.ts'
import { jpegComment } from './jpeg.ts'
import { matches } from './link-rules.ts'
import { now } from './world.ts'
import type { World } from './world.ts'

/** 扫一扫, a picture in the album, or a long press on a picture in a chat. */
export type ScanSource = 'camera' | 'album' | 'picture'

export interface Entered {
  path: string
  query: Record<string, string>
  scene: number
}
export type Scanned = Entered | { opensWeb: true; url: string }

const linkScenes: Record<ScanSource, number> = { camera: 1011, picture: 1012, album: 1013 }
const codeScenes: Record<ScanSource, number> = { camera: 1047, picture: 1048, album: 1049 }

/** What WeChat does with a scanned link: it opens the page of the narrowest rule, or a browser. */
export function scanLink(world: World, url: string, from: ScanSource): Scanned {
  noteLink(url)
  const candidates = [...world.apps.values()].flatMap((app) =>
    app.rules.filter((rule) => matches(rule, url)).map((rule) => ({ app, rule })),
  )
  const [best] = candidates.sort((a, b) => b.rule.prefix.length - a.rule.prefix.length)
  if (!best || best.rule.isPublished === false || !best.app.pages.includes(best.rule.page))
    return { opensWeb: true, url }
  const query = { q: encodeURIComponent(url), scancode_time: String(Math.floor(now(world) / 1_000)) }
  return { path: best.rule.page, query, scene: linkScenes[from] }
}

/** The same for the picture of a mini-program code. @throws Error when getwxacodeunlimit of this stand-in did not make it. */
export function scanPicture(bytes: Buffer, from: ScanSource): Scanned {
  const comment = jpegComment(bytes)
  if (!comment) throw new Error('no mini-program code of this stand-in')
  const { page, scene } = JSON.parse(comment) as { page: string; scene: string }
  return { path: page, query: { scene: encodeURIComponent(scene) }, scene: codeScenes[from] }
}
