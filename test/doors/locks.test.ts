// Each line of our Dovecot configuration that refuses something is needed: without it somebody gets in.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { password } from '../actors/test-database.ts'
import { run } from '../mail-servers/command.ts'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { tryPassword } from '../mail-servers/try-password.ts'
import { makeOwner } from './owner.ts'

const address = 'enrolled@cqu.edu.cn'
const without = (line: string) => (conf: string) => {
  const lines = conf.split('\n')
  const left = lines.filter((one) => one.trim() !== line)
  if (left.length !== lines.length - 1) throw new Error(`${line} is not in the configuration`)
  return left.join('\n')
}

let house: MailHouse
beforeAll(async () => {
  house = await startMailHouse({ mailboxes: { [address]: password, 'plain@cqu.edu.cn': password } })
  await makeOwner(house.world, 'enrolled', true)
}, 60_000)
afterAll(() => house.stop())

const mailboxPasswordAt = async (dovecot: Dovecot) => ({
  IMAP: await tryPassword(dovecot.ways.IMAP, address, password),
  POP3: await tryPassword(dovecot.ways.POP3, address, password),
})

describe('P06 the mailbox password of somebody who has a second step', () => {
  it('is refused', async () => {
    expect(await mailboxPasswordAt(house.nodes[0]!)).toEqual({ IMAP: 'wrong', POP3: 'wrong' })
  })

  it('would be taken by the next passdb without result_failure = return-fail', async () => {
    const open = await house.addDovecot({ edit: without('result_failure = return-fail') })
    expect(await mailboxPasswordAt(open)).toEqual({ IMAP: 'in', POP3: 'in' })
  })

  it('is a temporary failure in an outage', async () => {
    await house.doors.is('500')
    expect(await mailboxPasswordAt(house.nodes[0]!)).toEqual({ IMAP: 'later', POP3: 'later' })
    await house.doors.is('up')
  })

  it('would be taken in an outage without result_internalfail = return-fail', async () => {
    const open = await house.addDovecot({ edit: without('result_internalfail = return-fail') })
    await house.doors.is('500')
    expect(await mailboxPasswordAt(open)).toEqual({ IMAP: 'in', POP3: 'in' })
    await house.doors.is('up')
  })

  it('is refused to mechanisms that compare it with the stored one, which others may use', async () => {
    const own = 'auth_mechanisms = plain login cram-md5 scram-sha-256'
    const dovecot = await house.addDovecot({ own })
    await dovecot.fetchNames()
    const cram = async (user: string) => {
      const args = ['-sS', '--max-time', '15', '--login-options', 'AUTH=CRAM-MD5', '--user', `${user}:${password}`]
      return (await run('curl', [...args, `imap://${dovecot.ip}/`])).code
    }
    expect([await cram(address), await cram('plain@cqu.edu.cn')]).toEqual([67, 0])
  })
})
