import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const folder = (name: string): string => path.resolve(__dirname, '..', name)
const outputRoot = process.env.WEAPP_OUT ?? 'dist'
const apiBase = (process.env.API_BASE ?? 'https://mail.example.invalid').replace(/\/+$/, '')

const mini = {
  // Templates are written out this many levels deep; what lies deeper costs a component of its own. Taro's type lacks it.
  baseLevel: 12,
  // Class names carry the name of their component: their order between files decides nothing.
  miniCssExtractPluginOption: { ignoreOrder: true },
  // TypeScript outside sourceRoot is transpiled only when named here.
  compile: { include: [folder('../shared'), folder('plugins')] },
  postcss: { pxtransform: { enable: true, config: {} } },
}

/** Environment: API_BASE (origin of the server), WEAPP_OUT (folder of the output, seen from miniprogram/). */
export default defineConfig<'webpack5'>({
  projectName: 'mailbox-security-assistant',
  date: '2026-11-24',
  // Lengths are written in px of a screen 375 wide.
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot,
  projectConfigName: '../project.config.json',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  logger: { quiet: true, stats: false },
  plugins: [folder('plugins/aria.ts')],
  defineConstants: { API_BASE: JSON.stringify(apiBase) },
  // Named by theme.json, where Taro does not look for pictures.
  copy: { patterns: [{ from: 'src/assets/', to: `${outputRoot}/assets/` }], options: {} },
  // Chinese stays Chinese: escaped, every character takes twice the room.
  terser: { enable: true, config: { output: { ascii_only: false } } },
  mini,
} satisfies UserConfigExport<'webpack5'>)
