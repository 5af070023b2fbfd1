import { words } from '../words.ts'
import type { PhoneLog } from './log.ts'
import { type CallOptions, settle } from './wx-call.ts'

/** Looks like a call of the client and not like a name that a bundler keeps its own things under. */
const callName = new RegExp(
  `^(${words(`
    add authorize bind check choose clear close compress connect create download edit end exit get hide is load make
    navigate notify off on open pause play preload preview read remove report request restart save scan send set share
    show start stop update upload vibrate write
  `).join('|')})[A-Z]\\w*$`,
)

/**
 * Taro makes its own functions of the names that it finds on `wx` when it starts,
 * so what a mini-program may well call and the preview has not must be found too.
 */
const namesForTaro = words(`
  authorize checkIsSoterEnrolledInDevice checkIsSupportSoterAuthentication startSoterAuthentication
  chooseImage chooseMedia compressImage previewImage saveImageToPhotosAlbum downloadFile uploadFile connectSocket
  createAnimation createCanvasContext createIntersectionObserver createVideoContext
  getBatteryInfo getFileSystemManager getLocation chooseLocation openLocation getNotificationSetting
  getPrivacySetting openPrivacyContract requirePrivacyAuthorize getSetting openSetting getUserInfo getUserProfile
  getScreenBrightness setScreenBrightness setKeepScreenOn getShareInfo showShareMenu
  getScreenRecordingState onScreenRecordingStateChanged getUserCryptoManager loadFontFace openDocument
  navigateToMiniProgram navigateBackMiniProgram openEmbeddedMiniProgram restartMiniProgram requestPayment
  setBackgroundColor setBackgroundTextStyle showActionSheet hideHomeButton
  showTabBar hideTabBar showTabBarRedDot hideTabBarRedDot setTabBarBadge removeTabBarBadge setTabBarStyle
  vibrateLong startAccelerometer showNavigationBarLoading hideNavigationBarLoading
  reportEvent getLogManager getRealtimeLogManager enableAlertBeforeUnload disableAlertBeforeUnload
  addPhoneContact sendSms
`)

function missing(log: PhoneLog, name: string): (options?: CallOptions) => unknown {
  return (options) => {
    const error = new Error(`wx.${name} is not in the preview`)
    log.error(`wx.${name}`, error)
    if (typeof options?.fail !== 'function') throw error
    return settle(name, options, Promise.reject(error))
  }
}

/**
 * The global `wx`: what `known` has (and gets later), and in place of every other call a function that fails aloud,
 * because a call that quietly does nothing would look like a success.
 */
export function createWxObject(known: Record<string, unknown>, log: PhoneLog): object {
  return new Proxy(known, {
    get: (target, name) =>
      name in target || typeof name !== 'string' || !callName.test(name)
        ? Reflect.get(target, name)
        : missing(log, name),
  })
}

/** To be added to `known` once it has all that the preview can do. */
export const missingApis = (known: object, log: PhoneLog): Record<string, unknown> =>
  Object.fromEntries(
    namesForTaro.filter((name) => !Object.hasOwn(known, name)).map((name) => [name, missing(log, name)]),
  )
