// Typed codes and what they change: send-flows.ts, code-flows.ts, code-change-flows.ts and rebind-flows.ts in killed/.
import { killedIn } from './killed/chapter.ts'
import { factorFlows } from './killed/table.ts'

// Every browser counts by itself: all of them together would send more from one network than anybody may.
killedIn(factorFlows, { SHARED_NETWORKS: '127.0.0.1', SMS_PROVIDERS: 'tencent' })
