import { publicUrl } from './public-url.ts'

/** What reads `from` and writes the folder `to`. */
export interface Build {
  name: string
  work: readonly string[]
  env?: Record<string, string>
  from: readonly string[]
  to: string
}

export const dependencies = ['package-lock.json', 'tsconfig.json'] as const

/** Where tests and the demo find what they run. */
export const built = {
  portal: '.build/portal',
  server: '.build/server',
  weapp: '.build/weapp',
  phone: '.build/preview',
} as const

/** The product as tests and the demo run it, in the order in which one needs the other. */
export const builds: readonly Build[] = [
  {
    name: 'portal',
    work: ['tsx', 'server/portal-build.ts'],
    from: ['server/portal', 'server/portal-build.ts', 'shared', ...dependencies],
    to: built.portal,
  },
  {
    name: 'server',
    work: ['tsx', 'server/build.ts'],
    from: ['server', 'shared', ...dependencies],
    to: built.server,
  },
  {
    name: 'mini-program',
    // Its own folder and host: what is uploaded is built into miniprogram/dist for the real one.
    work: ['tsx', 'miniprogram/build.ts', '--out', built.weapp],
    env: { API_BASE: publicUrl },
    from: ['miniprogram', 'shared', 'project.config.json', ...dependencies],
    to: built.weapp,
  },
  {
    name: 'preview',
    work: ['tsx', 'miniprogram/preview/bundle.ts', built.weapp, built.phone],
    from: [built.weapp, 'miniprogram/preview', ...dependencies],
    to: built.phone,
  },
]
