/** JBSWY3DPEHPK → JBSW Y3DP EHPK, for people who read it aloud or type it. */
export const inFours = (text: string): string => text.match(/.{1,4}/g)?.join(' ') ?? ''
