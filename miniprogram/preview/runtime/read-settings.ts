import { createBridge } from './bridge.ts'
import type { EnterOptions, PhoneSettings } from './settings.ts'

interface Outside {
  __phone?: Partial<PhoneSettings> & EnterOptions
}

/** Query and hash alike: `?phone=zhang&bridge=/phones/zhang&server=/phone-api`. */
function parameters(): Map<string, string> {
  const text = [location.search, location.hash].map((part) => part.slice(1)).filter(Boolean)
  return new Map(new URLSearchParams(text.join('&')))
}

function platformOf(name: string | undefined): PhoneSettings['platform'] {
  const known = ['ios', 'android', 'ohos', 'windows', 'mac'] as const
  return known.find((each) => each === name) ?? 'ios'
}

const isYes = (text: string | undefined): boolean => text === '1' || text === 'true'

function fromUrl(given: Map<string, string>): PhoneSettings {
  const name = given.get('phone') ?? 'phone'
  const scene = given.get('scene')
  return {
    name,
    ...createBridge(given.get('bridge'), name),
    server: given.get('server'),
    platform: platformOf(given.get('platform')),
    offline: isYes(given.get('offline')),
    language: given.get('language'),
    fontSizeScaleFactor: Number(given.get('fontSizeScaleFactor') ?? 1),
    storageKey: given.get('storageKey'),
    launch: { path: given.get('path'), scene: scene ? Number(scene) : undefined },
  }
}

/** What is set outside wins over the URL, one setting at a time. */
export function readSettings(): PhoneSettings {
  const frame = window.frameElement as (Element & Outside) | null
  const { path, query, scene, ...outside } = (window as Outside).__phone ?? frame?.__phone ?? {}
  const settings: PhoneSettings = { ...fromUrl(parameters()), ...outside }
  return path || scene ? { ...settings, launch: { path, query, scene } } : settings
}
