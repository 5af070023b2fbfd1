// Trusted devices, what is ended at once, and the relay with its notices: trust-flows.ts, end-flows.ts and relay-flows.ts in killed/.
import { killedIn } from './killed/chapter.ts'
import { deviceFlows } from './killed/table.ts'

killedIn(deviceFlows)
