// Codes that are sent or typed for a change, trusted browsers, and notices: code-flows.ts and device-flows.ts in killed/.
import { killedIn } from './killed/chapter.ts'
import { messageFlows } from './killed/table.ts'

// Each browser is counted by itself: the flows send more mails than one network may.
killedIn(messageFlows, { SHARED_NETWORKS: '127.0.0.0/8' })
