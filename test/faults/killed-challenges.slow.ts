// Codes, changes, scans, and the phone: guess-flows.ts, change-flows.ts, scan-flows.ts, answer-flows.ts and phone-flows.ts in killed/.
import { killedIn } from './killed/chapter.ts'
import { challengeFlows } from './killed/table.ts'

// Strict, so that a refusal by policy is one of the flows; nothing else here is a doubtful scan.
killedIn(challengeFlows, { SCAN_POLICY: 'strict' })
