/** A page path without its leading slash, and its query: values stay percent-encoded, as the client hands them over. */
export interface PageUrl {
  path: string
  query: Record<string, string>
}

export function parsePageUrl(url: string): PageUrl {
  const [path = '', text = ''] = url.replace(/^\//, '').split(/\?(.*)/s)
  const pairs = text.split('&').filter(Boolean)
  const query = Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      return [name, value]
    }),
  )
  return { path, query }
}

/** `../b/index` seen from page `pages/a/index` is `/pages/b/index`, and so is `index` in the same folder. */
export function absolutePageUrl(url: string, from: string | undefined): string {
  if (url.startsWith('/') || !from) return url
  const [path = '', query] = url.split(/\?(.*)/s)
  const { pathname } = new URL(path, `http://package/${from}`)
  return query === undefined ? pathname : `${pathname}?${query}`
}
