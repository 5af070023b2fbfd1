import { directories } from './guards/directories.ts'
import { doors } from './guards/doors.ts'
import { edge } from './guards/edge.ts'
import { enrol } from './guards/enrol.ts'
import { factors } from './guards/factors.ts'
import { guessing } from './guards/guessing.ts'
import { mailServers } from './guards/mail-servers.ts'
import { moves } from './guards/moves.ts'
import { openid } from './guards/openid.ts'
import { openidEnds } from './guards/openid-ends.ts'
import { operations } from './guards/operations.ts'
import { operator } from './guards/operator.ts'
import { roundcube } from './guards/roundcube.ts'
import { scans } from './guards/scans.ts'
import { sessions } from './guards/sessions.ts'
import { trail } from './guards/trail.ts'
import { webmail } from './guards/webmail.ts'
import type { Mutant } from './mutant.ts'

export const table: readonly Mutant[] = [
  ...moves,
  ...scans,
  ...guessing,
  ...sessions,
  ...edge,
  ...trail,
  ...operator,
  ...operations,
  ...enrol,
  ...factors,
  ...directories,
  ...doors,
  ...mailServers,
  ...roundcube,
  ...openid,
  ...openidEnds,
  ...webmail,
]
