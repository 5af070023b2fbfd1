// What the tables of killed/table.ts must name.
import { expect, it } from '@jest/globals'
import { contract, type Key } from '../../shared/api/contract.ts'
import { createAccounts } from '../../server/store/accounts.ts'
import { createAuditChain } from '../../server/store/audit-chain.ts'
import { createAudit, createOutboxes } from '../../server/store/audit.ts'
import { createCounters } from '../../server/store/counters.ts'
import { createMailClients } from '../../server/store/mail-clients.ts'
import { createMailSessions } from '../../server/store/mail-sessions.ts'
import { createNotices } from '../../server/store/notices.ts'
import { createOpenidKeys, createOpenidRows } from '../../server/store/openid.ts'
import { createPhones } from '../../server/store/phones.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { doors, openidDoors } from './killed/flow.ts'
import {
  challengeFlows,
  deviceFlows,
  doorFlows,
  factorFlows,
  openidFlows,
  openidKeyFlows,
  sessionFlows,
} from './killed/table.ts'
import { entriesThatWrite } from './killed/writers.ts'

const flows = [sessionFlows, challengeFlows, factorFlows, deviceFlows, doorFlows, openidFlows, openidKeyFlows].flatMap(
  (table) => Object.values(table),
)

const none = new Proxy({}, { get: () => ({}) }) as never
const stores = {
  accounts: createAccounts(none),
  sessions: createSessions(none),
  phones: createPhones(none),
  counters: createCounters(none),
  audit: createAudit(none),
  auditChain: createAuditChain(none),
  outboxes: createOutboxes(none),
  notices: createNotices(none),
  mailSessions: createMailSessions(none),
  mailClients: createMailClients(none),
  openid: createOpenidRows(none),
  openidKeys: createOpenidKeys(none),
}
const isRead = (name: string) =>
  /^(by[A-Z]|read[A-Z]|(read|pending|signIns|newest|newestSeal|headsSince|enrolled|waitingSince|ofAddress|old|find|list)$)/.test(
    name,
  )
const writes = Object.entries(stores).flatMap(([store, methods]) =>
  Object.keys(methods).flatMap((name) => (isRead(name) ? [] : [`${store}.${name}`])),
)

/** Nobody asks for a seal, and nobody goes on after it: its kill is in test/security/audit-crash.test.ts. */
const seal = 'auditChain.seal'

it('some process is killed after every write that the stores know', () => {
  expect(new Set([...flows.flatMap((flow) => flow.writes), seal])).toEqual(new Set(writes))
})

it('some process is killed in every function of the domain that the rest of the server calls and that writes', () => {
  expect(new Set(flows.flatMap(({ core }) => core))).toEqual(entriesThatWrite(writes))
})

it('some process is killed in every entry of the contract that changes something, and at every door that does', () => {
  const changing = (Object.keys(contract) as Key[]).filter((key) => !key.startsWith('GET '))
  expect([...new Set(flows.map(({ entry }) => entry))]).toEqual(
    expect.arrayContaining([...changing, ...doors, ...openidDoors]),
  )
})
