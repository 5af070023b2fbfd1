import { killedIn } from './killed/chapter.ts'
import { changeFlows, guessFlows, redeemFlows } from './killed/second-step-flows.ts'

killedIn({ ...redeemFlows, ...guessFlows, ...changeFlows })
