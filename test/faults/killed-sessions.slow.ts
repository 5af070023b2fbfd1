// Passwords, cookies, and what raises a session: sign-in-flows.ts, cookie-flows.ts and redeem-flows.ts in killed/.
import { killedIn } from './killed/chapter.ts'
import { sessionFlows } from './killed/table.ts'

killedIn(sessionFlows)
