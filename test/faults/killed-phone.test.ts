import { killedIn } from './killed/chapter.ts'
import { answerFlows, phoneFlows, scanFlows } from './killed/phone-flows.ts'
import { cookieFlows, signInFlows } from './killed/sign-in-flows.ts'

// Strict, so that a refusal by policy is one of the flows; nothing else here is a doubtful scan.
killedIn({ ...signInFlows, ...cookieFlows, ...scanFlows, ...answerFlows, ...phoneFlows }, { SCAN_POLICY: 'strict' })
