// OpenID clients and what webmails are given: openid-flows.ts and openid-token-flows.ts in killed/.
import { doorFor } from '../actors/mail-door.ts'
import { webmailEnv } from '../actors/webmail.ts'
import { killedIn } from './killed/chapter.ts'
import { openidFlows } from './killed/table.ts'

const { env } = doorFor('enforce', { ...webmailEnv(), SHARED_NETWORKS: '127.0.0.1' })
killedIn(openidFlows, env)
