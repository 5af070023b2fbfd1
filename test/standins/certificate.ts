import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

// DER (X.690 §8, §10), as far as one certificate needs it: Node reads certificates and makes none.
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const size = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts)
const octets = (body: Buffer) => der(0x04, body)
const bits = (body: Buffer) => der(0x03, Buffer.from([0]), body)
const yes = der(0x01, Buffer.from([0xff]))

const oids = {
  commonName: der(0x06, Buffer.from([0x55, 0x04, 0x03])),
  subjectAltName: der(0x06, Buffer.from([0x55, 0x1d, 0x11])),
  basicConstraints: der(0x06, Buffer.from([0x55, 0x1d, 0x13])),
  ecdsaWithSha256: der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])),
}

const day = 86_400_000
const time = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`))

/** GeneralName (RFC 5280 §4.2.1.6): an address, or a name. */
const altName = (host: string) =>
  isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))

const extensions = (host: string) =>
  der(
    0xa3,
    sequence(
      sequence(oids.basicConstraints, yes, octets(sequence(yes))),
      sequence(oids.subjectAltName, octets(sequence(altName(host)))),
    ),
  )

const pem = (bytes: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** A certificate for one host that signs itself (RFC 5280 §4.1), good for a day, and its key; both PEM. Who trusts `cert` trusts this server. */
export function makeCertificate(host: string): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // Issuers are looked up by name: two of one name could not both be trusted.
  const commonName = `${host} ${randomBytes(8).toString('hex')}`
  const name = sequence(der(0x31, sequence(oids.commonName, der(0x0c, Buffer.from(commonName)))))
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    sequence(oids.ecdsaWithSha256),
    name,
    sequence(time(Date.now() - day), time(Date.now() + day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(host),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const cert = pem(sequence(toBeSigned, sequence(oids.ecdsaWithSha256), bits(signature)))
  return { cert, key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) }
}
