/** One rule of 扫普通链接二维码打开小程序. */
export interface LinkRule {
  /** `https://host/path/`; with a trailing `/` it holds for everything below, without only for that very path. */
  prefix: string
  /** The mini-program's page, without leading slash. */
  page: string
  /** False while it has not been published: it then opens the web page, and hides every wider rule. */
  isPublished?: boolean
}

const parse = (url: string) => (URL.canParse(url) ? new URL(url) : undefined)

/** Same protocol and host, the path by the slash rule, and a rule's query is a prefix of the link's. */
export function matches(rule: LinkRule, url: string): boolean {
  const link = parse(url)
  const own = parse(rule.prefix)
  if (!link || !own || !['http:', 'https:', 'ftp:'].includes(link.protocol)) return false
  if (link.protocol !== own.protocol || link.host !== own.host) return false
  const below = own.pathname.endsWith('/') ? link.pathname.startsWith(own.pathname) : link.pathname === own.pathname
  return below && link.search.startsWith(own.search)
}
