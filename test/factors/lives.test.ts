import { handsOf, type Typed } from '../actors/hands.ts'
import { factorSuite } from './suite.ts'

const kinds: Typed[] = ['email', 'sms', 'totp']

for (const kind of kinds) factorSuite(kind, (world, name) => handsOf(world, kind, name))
