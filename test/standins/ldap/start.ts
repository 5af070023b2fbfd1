import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Attribute, Change, Client } from 'ldapts'
import { note } from '../../after/ledger.ts'
import { makeCertificate } from '../certificate.ts'
import { freePort, untilListened } from '../port.ts'
import { configuration, people, root, service, suffix, tree } from './configuration.ts'

const slapd = '/usr/sbin/slapd'

export interface LdapStandin {
  port: number
  /** Where TLS is spoken from the first byte. */
  tlsPort: number
  /** Signs itself: whom to trust, PEM, and the file it lies in. */
  certificate: string
  certificateFile: string
  /** A person with this mailbox and password. @returns the DN. */
  add(uid: string, mail: string | string[], password: string, more?: Record<string, string | Buffer>): Promise<string>
  /** Another mailbox for the same person. */
  rename(uid: string, mail: string): Promise<void>
  remove(uid: string): Promise<void>
  /** The service account may sign in, or not any more. */
  changeService(password: string): Promise<void>
  /** What the product is told. */
  environment(): Record<string, string>
  stop(): Promise<void>
}

// RFC 4514 §2.4.
const dnOf = (uid: string) => `uid=${uid.replaceAll(/[\\,+"<>;=]/g, String.raw`\$&`)},${people}`

/** What an administrator of the directory does. */
function administer(port: number) {
  async function asRoot(work: (client: Client) => Promise<void>): Promise<void> {
    const client = new Client({ url: `ldap://127.0.0.1:${port}` })
    await client.bind(root.dn, root.password)
    await work(client).finally(() => client.unbind())
  }
  const replace = (dn: string, type: string, value: string) =>
    asRoot((client) =>
      client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) })),
    )
  return {
    async add(uid: string, mail: string | string[], password: string, more: Record<string, string | Buffer> = {}) {
      note('password', password)
      const objectClass = ['inetOrgPerson', ...('objectGUID' in more ? ['adUser'] : [])]
      const entry = { objectClass, uid, cn: uid, sn: uid, mail, userPassword: password }
      await asRoot((client) => client.add(dnOf(uid), { ...entry, ...(more as Record<string, string>) }))
      return dnOf(uid)
    },
    rename: (uid: string, mail: string) => replace(dnOf(uid), 'mail', mail),
    remove: (uid: string) => asRoot((client) => client.del(dnOf(uid))),
    changeService: (password: string) => replace(service.dn, 'userPassword', password),
  }
}

/** A real OpenLDAP server on loopback, in a folder of its own. @param certificateFor whom its certificate names. */
export async function startLdap({ certificateFor = '127.0.0.1' } = {}): Promise<LdapStandin> {
  note('LDAP password', service.password)
  const dir = mkdtempSync(join(tmpdir(), 'msa-slapd-'))
  const { cert, key } = makeCertificate(certificateFor)
  const files = { 'slapd.conf': configuration(dir, true), 'tree.ldif': tree, 'cert.pem': cert, 'key.pem': key }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text, { mode: 0o600 })
  mkdirSync(join(dir, 'data'))
  const config = ['-f', join(dir, 'slapd.conf')]
  const filled = spawnSync(slapd, ['-Ta', ...config, '-l', join(dir, 'tree.ldif')], { encoding: 'utf8' })
  if (filled.status !== 0) throw new Error(`slapadd: ${filled.stderr}`)
  const [port, tlsPort] = [await freePort(), await freePort()]
  const urls = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`
  const child = spawn(slapd, ['-d', '0', ...config, '-h', urls], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  for (const one of [port, tlsPort]) await untilListened(one, () => child.exitCode !== null)
  return {
    ...administer(port),
    port,
    tlsPort,
    certificate: cert,
    certificateFile: join(dir, 'cert.pem'),
    environment: () => ({
      DIRECTORY: 'ldap',
      LDAP_URL: `ldaps://127.0.0.1:${tlsPort}`,
      DIRECTORY_CA_FILE: join(dir, 'cert.pem'),
      LDAP_BIND_DN: service.dn,
      LDAP_BIND_PASSWORD: service.password,
      LDAP_BASE: suffix,
    }),
    async stop() {
      child.kill('SIGKILL')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
