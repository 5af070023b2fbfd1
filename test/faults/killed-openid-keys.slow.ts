// What signs for OpenID clients: openid-key-flows.ts in killed/.
import { doorFor } from '../actors/mail-door.ts'
import { webmailEnv } from '../actors/webmail.ts'
import { killedIn } from './killed/chapter.ts'
import { openidKeyFlows } from './killed/table.ts'

const { env } = doorFor('enforce', webmailEnv())
killedIn(openidKeyFlows, env)
