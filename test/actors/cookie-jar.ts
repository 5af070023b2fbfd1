/** What a browser keeps of Set-Cookie lines, by name. */
export function createJar() {
  let kept = new Map<string, string>()
  return {
    keep(lines: readonly string[]) {
      for (const line of lines) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        if (pair.slice(at + 1) === '') kept.delete(pair.slice(0, at))
        else kept.set(pair.slice(0, at), pair.slice(at + 1))
      }
    },
    header: () => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    read: () => new Map(kept),
    replace: (cookies: Map<string, string>) => {
      kept = new Map(cookies)
    },
  }
}
