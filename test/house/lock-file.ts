/**
 * A registry mirror may lack other platforms' programs. `npm install` then leaves them out of package-lock.json, and
 * `npm ci` refuses such a file, on this platform too. What is left out is known by name and version, so it can be added.
 */
export interface LockFile {
  packages: Record<string, Entry>
}

interface Entry {
  version?: string
  os?: string[]
  cpu?: string[]
  libc?: string[]
  dev?: boolean
  devOptional?: boolean
  license?: string
  optional?: boolean
  optionalDependencies?: Record<string, string>
}

export interface Gap {
  /** Where the package that asks for it lies. */
  by: string
  name: string
  version: string
}

/** @returns the optional dependencies that the lock file should name and does not. */
export function gapsIn({ packages }: LockFile): Gap[] {
  return Object.entries(packages).flatMap(([by, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => !isLocked(packages[seenFrom(packages, by, name)], version))
      .map(([name, version]) => ({ by, name, version })),
  )
}

const isExact = (version: string): boolean => /^\d/.test(version)
const isLocked = (entry: Entry | undefined, version: string): boolean =>
  entry !== undefined && (!isExact(version) || entry.version === version)

/** @returns the path that Node finds a package at: in the asking package's own node_modules, or the nearest above. */
function seenFrom(packages: LockFile['packages'], by: string, name: string): string {
  const own = `${by ? `${by}/` : ''}node_modules/${name}`
  if (packages[own] || !by) return own
  return seenFrom(packages, by.slice(0, Math.max(0, by.lastIndexOf('node_modules/') - 1)), name)
}

/** @returns the lock file without those gaps whose version is exact; a lower or upper bound only a registry can resolve. */
export function completed(lock: LockFile): LockFile {
  const packages = { ...lock.packages }
  for (const { by, name, version } of gapsIn(lock).filter((gap) => isExact(gap.version))) {
    const { os, cpu, libc } = platformOf(name)
    const { dev, devOptional, license } = packages[by] ?? {}
    const place = packages[`node_modules/${name}`] ? `${by}/node_modules/${name}` : `node_modules/${name}`
    // In npm's order, so that its next install changes nothing.
    packages[place] = { version, cpu, dev, devOptional, libc, license, optional: true, os }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

const systems = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix']
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32']

/** `@scope/binding-linux-x64-musl` runs on linux, x64, musl: all makers of such packages name them so. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  if (cpu.length === 0) throw new Error(`cannot tell which machine ${name} is for`)
  return { os: os.length > 0 ? os : undefined, cpu, libc: os.includes('linux') ? libcOf(words) : undefined }
}

function libcOf(words: readonly string[]): string[] | undefined {
  if (words.includes('musl')) return ['musl']
  return words.includes('gnu') ? ['glibc'] : undefined
}
