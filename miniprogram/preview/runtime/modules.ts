import { scopeNames } from '../module-scope.ts'
import type { ModuleScope, WeappPackage } from '../weapp-package.ts'
import { words } from '../words.ts'
import type { ComponentEnv, Engine } from './engine.ts'
import { withPlainEvents } from './events.ts'

/** What `App({…})` was given, with whatever the app keeps on it. */
export interface AppInstance {
  [member: string]: unknown
}

/** The client has `Function` for `instanceof` only: text never becomes code. */
const noFunction = (): unknown => {
  const refuse = (): never => {
    throw new Error('code cannot be made of text here')
  }
  return new Proxy(Function, { apply: refuse, construct: refuse })
}

/** The language's own objects, without the browser's. */
const languageGlobals = words(`
  Object Array Boolean Number String Symbol BigInt Math Date JSON RegExp Reflect Proxy Promise
  Error TypeError RangeError SyntaxError EvalError URIError ReferenceError
  Map Set WeakMap WeakSet ArrayBuffer DataView Uint8Array Int8Array Uint8ClampedArray Uint16Array Int16Array
  Uint32Array Int32Array Float32Array Float64Array NaN Infinity undefined
  parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI
  setTimeout clearTimeout setInterval clearInterval console
`)

function createGlobal(): object {
  const browser = globalThis as unknown as Record<string, unknown>
  const bound = (name: string): unknown =>
    /^(set|clear)[TI]/.test(name) ? (browser[name] as () => void).bind(window) : browser[name]
  return Object.fromEntries(languageGlobals.map((name) => [name, bound(name)]))
}

const resolve = (from: string, id: string): string =>
  decodeURI(new URL(id, `http://package/${encodeURI(from)}`).pathname.slice(1)).replace(/\.js$/, '')

function withPlainMethods(definition: object & { methods?: object }): object {
  return { ...definition, methods: withPlainEvents(definition.methods ?? {}) }
}

/** The package's files as CommonJS modules, each run once when it is first asked for. */
export class Modules {
  readonly #pkg: WeappPackage
  readonly #engine: Engine
  readonly #wx: object
  readonly #pageStack: () => unknown[]
  readonly #loaded = new Map<string, { exports: unknown }>()
  readonly #global = createGlobal()
  readonly #noFunction = noFunction()
  #app: AppInstance | undefined

  /** @param pageStack for `getCurrentPages()`. */
  constructor(pkg: WeappPackage, engine: Engine, wx: object, pageStack: () => unknown[]) {
    this.#pkg = pkg
    this.#engine = engine
    this.#wx = wx
    this.#pageStack = pageStack
  }

  get app(): AppInstance | undefined {
    return this.#app
  }

  /** Throws what the file throws, and for a path that the package lacks. */
  load(path: string): unknown {
    const known = this.#loaded.get(path)
    if (known) return known.exports
    const create = this.#pkg.modules[path]
    if (!create) throw new Error(`module '${path}' is not defined`)
    const module = { exports: {} }
    this.#loaded.set(path, module)
    this.#engine.define(path, (env) => {
      const scope = this.#scopeOf(path, module, env)
      create()(...scopeNames.map((name) => scope[name]))
    })
    return module.exports
  }

  #scopeOf(path: string, module: { exports: unknown }, env: ComponentEnv): ModuleScope {
    const define = env.Component as (definition?: object) => unknown
    return {
      require: (id) => this.load(resolve(path, id)),
      module,
      exports: module.exports,
      wx: this.#wx,
      App: (definition) => void (this.#app = definition as AppInstance),
      Page: (definition) => env.Page(withPlainEvents(definition) as never),
      Component: (definition) => (definition ? define(withPlainMethods(definition)) : define()),
      Behavior: env.Behavior as ModuleScope['Behavior'],
      getApp: () => this.#app,
      getCurrentPages: this.#pageStack,
      global: this.#global,
      globalThis: this.#global,
      Function: this.#noFunction,
    }
  }
}
