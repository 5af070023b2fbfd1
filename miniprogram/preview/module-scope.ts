import type { ModuleScope } from './weapp-package.ts'
import { words } from './words.ts'

/** In the order in which a module takes them. */
export const scopeNames = words(
  'require module exports wx App Page Component Behavior getApp getCurrentPages global globalThis Function',
) as (keyof ModuleScope)[]

/** What a browser has and the client's JS engine has not: undefined inside a module, so that its use by mistake fails here too. */
export const absentNames = words(`
  window document self top parent frames location navigator history screen origin
  fetch XMLHttpRequest WebSocket EventSource Headers Request Response FormData Blob File FileReader ReadableStream
  AbortController AbortSignal URL URLSearchParams
  TextEncoder TextDecoder atob btoa crypto Crypto Intl WebAssembly structuredClone
  localStorage sessionStorage indexedDB caches cookieStore
  Worker SharedWorker MessageChannel MessagePort BroadcastChannel postMessage
  alert confirm prompt Notification Image Audio performance PerformanceObserver
  requestAnimationFrame cancelAnimationFrame requestIdleCallback cancelIdleCallback setImmediate
  getComputedStyle matchMedia addEventListener removeEventListener dispatchEvent customElements
  HTMLElement SVGElement Element Node Document Event EventTarget CustomEvent DOMParser
  MutationObserver IntersectionObserver ResizeObserver process Buffer
`)
