import * as glassEasel from 'glass-easel'
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import type { PageConfig, WeappPackage } from '../weapp-package.ts'
import { backendDocument, adoptClientAttributes } from './attributes.ts'
import { eventDetail, isForbiddenTap } from './events.ts'
import type { PhoneLog } from './log.ts'

type Space = ReturnType<MiniProgramEnv['createCodeSpace']>
export type ComponentEnv = Parameters<Parameters<Space['componentEnv']>[1]>[0]

/** A page or component instance as its own code knows it. */
export interface Instance {
  route?: string
  setData(data: object, callback?: () => void): void
  createSelectorQuery(): unknown
  [member: string]: unknown
}

export interface PageRoot {
  instance: Instance
  /** Puts the page where `placeholder` stands in `parent`. */
  attach(parent: HTMLElement, placeholder: HTMLElement): void
  release(): void
}

/** WeChat's own component framework, fed with the package's templates and configurations. */
export interface Engine {
  /** Runs `define` with the Page, Component and Behavior that belong to this file. */
  define<T>(path: string, define: (env: ComponentEnv) => T): T
  createPage(path: string): PageRoot
}

function reportTo(log: PhoneLog, onError: (error: unknown) => void): void {
  glassEasel.addGlobalErrorListener((error) => {
    log.error('page code', error)
    onError(error)
    return false
  })
  glassEasel.addGlobalWarningListener((message) => {
    log.add({ kind: 'warning', message: String(message) })
    return false
  })
}

// `EventBubbleStatus`, a `const enum` that single-file compilers cannot read.
const [normal, noDefault] = [0, 1] as const

function createContext(): glassEasel.CurrentWindowBackendContext {
  const context = new glassEasel.CurrentWindowBackendContext()
  context.document = backendDocument(context.document)
  // This version leaves handing an event from the document to the components to us.
  context.onEvent((target, type, detail, options) => {
    const original = options.originalEvent
    if (type === 'tap' && isForbiddenTap(original)) return normal
    const event = new glassEasel.Event(type, eventDetail(type, original, detail), options)
    glassEasel.Event.dispatchEvent(target, event)
    return event.defaultPrevented() ? noDefault : normal
  })
  return context
}

function fill(space: Space, { app, configs, templates }: WeappPackage): void {
  const withAppComponents = (config: PageConfig) => ({
    ...config,
    usingComponents: { ...app.usingComponents, ...config.usingComponents },
  })
  for (const [path, config] of Object.entries(configs))
    if (path !== 'app') space.addComponentStaticConfig(path, withAppComponents(config))
  for (const [path, content] of Object.entries(templates)) {
    // Taro writes `bindtap` on built-in tags, not `bind:tap`: there it means the same.
    const template = { groupList: templates, content, fallbackListenerOnNativeNode: true }
    space.addCompiledTemplate(path, template as Parameters<Space['addCompiledTemplate']>[1])
  }
}

/** @param onError is told of every error that page code throws into the framework. */
export function createEngine(pkg: WeappPackage, log: PhoneLog, onError: (error: unknown) => void): Engine {
  adoptClientAttributes()
  reportTo(log, onError)
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('', true)
  const backend = env.associateBackend(createContext())
  fill(space, pkg)
  return {
    define: (path, define) => space.componentEnv(path, define),
    createPage(path) {
      const root = backend.createRoot('wx-body', space, path)
      return {
        instance: root.get() as unknown as Instance,
        attach: (parent, placeholder) => root.attach(parent as never, placeholder as never),
        release: () => root.release(),
      }
    },
  }
}
