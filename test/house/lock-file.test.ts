import { describe, expect, it } from '@jest/globals'
import { completed, gapsIn, type LockFile } from './lock-file.ts'

const lock: LockFile = {
  packages: {
    '': {},
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      license: 'ISC',
      optionalDependencies: {
        '@tool/linux-x64-gnu': '2.0.0',
        '@tool/darwin-arm64': '2.0.0',
        '@tool/linux-x64-musl': '2.0.0',
      },
    },
    'node_modules/@tool/linux-x64-gnu': { version: '2.0.0' },
    'node_modules/@tool/darwin-arm64': { version: '1.0.0' },
    'node_modules/watcher': {
      version: '1.0.0',
      optionalDependencies: { fsevents: '^2.0.0', '@tool/darwin-arm64': '^1.0.0' },
    },
  },
}

describe('the lock file', () => {
  it('lacks what is absent and what is there in another version only', () => {
    expect(gapsIn(lock).map(({ by, name }) => `${by} ${name}`)).toEqual([
      'node_modules/tool @tool/darwin-arm64',
      'node_modules/tool @tool/linux-x64-musl',
      'node_modules/watcher fsevents',
    ])
  })

  it('gets each gap filled where the package that asks will find it, for its platform only', () => {
    const { packages } = completed(lock)
    const like = { version: '2.0.0', dev: true, license: 'ISC', optional: true }
    expect(packages['node_modules/tool/node_modules/@tool/darwin-arm64']).toEqual({
      ...like,
      os: ['darwin'],
      cpu: ['arm64'],
    })
    const musl = { ...like, os: ['linux'], cpu: ['x64'], libc: ['musl'] }
    expect(packages['node_modules/@tool/linux-x64-musl']).toEqual(musl)
    expect(packages['node_modules/@tool/darwin-arm64']).toEqual({ version: '1.0.0' })
  })

  it('keeps the gaps that only a registry can fill', () => {
    expect(gapsIn(completed(lock))).toEqual([{ by: 'node_modules/watcher', name: 'fsevents', version: '^2.0.0' }])
  })
})
