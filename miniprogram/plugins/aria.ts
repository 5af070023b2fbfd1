// Taro's WXML templates carry no aria-* attributes: they are added at build time (templates) and at run time
// (property aliases), in the same order, so that the short names agree.
import path from 'node:path'
import components from './aria-components.json'

interface BuildContext {
  registerMethod(method: { name: string; fn: (platform: Platform) => void }): void
}

interface Platform {
  template?: { mergeComponents(context: BuildContext, components: object): void }
  runtimePath: string | string[]
}

export default (context: BuildContext): void => {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.template.mergeComponents(context, components)
      platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, 'aria-runtime.ts')].flat()
    },
  })
}
