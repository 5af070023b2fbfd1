// Entry of the browser side: puts the phone together and starts the mini-program.
import type { WeappPackage } from '../weapp-package.ts'
import { createControl, listenToMessages, type PhoneControl } from './control.ts'
import { defineElements } from './elements/define.ts'
import { stopGhostClicks } from './ghost-clicks.ts'
import { Phone } from './phone.ts'
import { readSettings } from './read-settings.ts'

declare global {
  interface Window {
    __weapp: WeappPackage
    __phoneControl: PhoneControl
  }
}

function reportUncaught(phone: Phone): void {
  window.addEventListener('error', ({ error, message }) => {
    phone.log.error('uncaught', error ?? message)
    phone.tellError(error ?? message)
  })
  window.addEventListener('unhandledrejection', ({ reason }) => {
    phone.log.error('unhandled rejection', (reason as { errMsg?: string } | undefined)?.errMsg ?? reason)
    phone.listeners.fire('UnhandledRejection', { reason })
  })
}

function start(phone: Phone): void {
  try {
    phone.modules.define('app')
    phone.life.launch(phone.settings.launch)
  } catch (error) {
    phone.log.error('start', error)
  }
}

const settings = readSettings()
stopGhostClicks()
defineElements(settings.fontSizeScaleFactor ?? 1)
const phone = new Phone(window.__weapp, settings)
window.__phoneControl = createControl(phone)
listenToMessages(window.__phoneControl)
reportUncaught(phone)
start(phone)
