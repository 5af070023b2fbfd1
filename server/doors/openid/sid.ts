import { createHash } from 'node:crypto'

/** What a client calls this session of ours, in ID tokens and in logout tokens; another one for each client. */
export const sidOf = (sessionId: string, clientId: string) =>
  createHash('sha256').update(`${sessionId} ${clientId}`).digest('base64url')
