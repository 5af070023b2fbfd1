import { scopeNames } from '../module-scope.ts'
import type { ModuleScope, WeappPackage } from '../weapp-package.ts'
import { words } from '../words.ts'
import type { ComponentEnv, Engine } from './engine.ts'
import { withPlainEvents } from './events.ts'

/** What `App({…})` was given, with whatever the app keeps on it. */
export interface AppInstance {
  [member: string]: unknown
}

interface Module {
  exports: unknown
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
  readonly #loaded = new Map<string, Module>()
  readonly #global = createGlobal()
  readonly #noFunction = noFunction()
  #app: AppInstance | undefined
  #defining = 'app'

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

  /**
   * Runs the file of the app, a page or a component, after those of the components that it uses.
   * Throws what a file throws, and for a path that the package lacks.
   */
  define(path: string): void {
    if (this.#loaded.has(path)) return
    // First of all a mark, for components that use themselves.
    const module = this.#begin(path)
    for (const [id, from] of this.#usedBy(path)) this.define(resolve(from, id))
    this.#defining = path
    this.#run(path, module)
  }

  /** What a page or component uses, and the file whose configuration says so. */
  #usedBy(path: string): [id: string, from: string][] {
    const { app, configs } = this.#pkg
    const own = path === 'app' ? {} : (configs[path]?.usingComponents ?? {})
    const shared = path === 'app' ? {} : (app.usingComponents ?? {})
    const listed = (using: Record<string, string>, from: string) =>
      Object.values(using).map((id): [string, string] => [id, from])
    return [...listed(shared, 'app'), ...listed(own, path)]
  }

  #require(path: string): unknown {
    const known = this.#loaded.get(path)
    if (known) return known.exports
    const module = this.#begin(path)
    this.#run(path, module)
    return module.exports
  }

  #begin(path: string): Module {
    const module: Module = { exports: {} }
    this.#loaded.set(path, module)
    return module
  }

  #run(path: string, module: Module): void {
    const create = this.#pkg.modules[path]
    if (!create) throw new Error(`module '${path}' is not defined`)
    const scope = this.#scopeOf(path, module)
    create()(...scopeNames.map((name) => scope[name]))
  }

  /**
   * As in the client, Page and Component define whatever page or component is being loaded,
   * also when a file that it requires calls them.
   */
  #scopeOf(path: string, module: Module): ModuleScope {
    const env = <T>(use: (env: ComponentEnv) => T): T => this.#engine.define(this.#defining, use)
    const component = (definition?: object): unknown =>
      env((own) => (own.Component as (definition?: object) => unknown)(definition && withPlainMethods(definition)))
    return {
      require: (id) => this.#require(resolve(path, id)),
      module,
      exports: module.exports,
      wx: this.#wx,
      App: (definition) => void (this.#app = definition as AppInstance),
      Page: (definition) => env((own) => own.Page(withPlainEvents(definition) as never)),
      Component: component,
      Behavior: (definition) => env((own) => own.Behavior(definition as never)),
      getApp: () => this.#app,
      getCurrentPages: this.#pageStack,
      global: this.#global,
      globalThis: this.#global,
      Function: this.#noFunction,
    }
  }
}
