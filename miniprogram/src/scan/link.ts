const ticketShape = /^[A-Za-z0-9_-]{22}$/
const codePath = /^\/?pages\/confirm\/index\?scene=([A-Za-z0-9_-]{22})$/

/** @returns `text` when it has the shape of a ticket. */
export const ticketOf = (text: string): string | undefined => (ticketShape.test(text) ? text : undefined)

/**
 * The ticket of a link that our server drew, undefined for any other text. Compared as text from its first letter: no
 * parser takes part that could see another host than the one that WeChat and the user saw.
 * @param base origin of the server. With http (a demo on one machine) its https twin is ours too.
 */
export function ticketOfLink(text: string, base: string): string | undefined {
  const ours = [`${base}/w/`, `${base.replace(/^http:/, 'https:')}/w/`]
  const prefix = ours.find((each) => text.startsWith(each))
  return prefix === undefined ? undefined : ticketOf(text.slice(prefix.length))
}

/** The ticket of our mini-program code, from the page path that the camera reads in it. */
export const ticketOfPath = (path: string): string | undefined => codePath.exec(path)?.[1]
