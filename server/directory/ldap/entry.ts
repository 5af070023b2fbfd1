import type { Client, Entry } from 'ldapts'
import { foldAddress, type DirectoryUser } from '../../core/directory.ts'
import { Fault } from '../ask.ts'

export interface Lookup {
  base: string
  /** RFC 4515, with {address} where the escaped address goes: in these attributes, behind these texts. */
  filter: { text: string; places: readonly { attribute: string; before: string }[] }
  /** The attribute that never changes. */
  id: string
  /** The attribute with the mailbox. */
  address: string
}

/** RFC 4515 §3: what a person types is a value, whatever it is. */
const escape = (text: string) =>
  text.replaceAll(/[\0()*\\]/g, (char) => `\\${char.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** As Active Directory writes it: the first three parts are little-endian. */
function guid(bytes: Buffer): string {
  const part = (from: number, to: number) => bytes.subarray(from, to)
  const turned = [part(0, 4), part(4, 6), part(6, 8)].map((bytes) => Buffer.from(bytes).reverse())
  return [...turned, part(8, 10), part(10, 16)].map((bytes) => bytes.toString('hex')).join('-')
}

/** Attributes come back under the name that the server gives them. */
function valuesOf(entry: Entry, name: string): (string | Buffer)[] {
  const found = Object.entries(entry).find(([key]) => key.toLowerCase() === name.toLowerCase())
  return [found?.[1] ?? []].flat()
}

function idOf(entry: Entry, name: string): string {
  const [value, ...others] = valuesOf(entry, name).map((value) => Buffer.from(value))
  // Without it nobody can be told from who has the address later.
  if (!value || value.length === 0 || others.length > 0) throw new Fault('id')
  return name.toLowerCase() === 'objectguid' && value.length === 16 ? guid(value) : value.toString('utf8')
}

/** Of several addresses always the same one: a set has no order. */
const addressOf = (entry: Entry, name: string): string => {
  const [address] = valuesOf(entry, name)
    .map((value) => foldAddress(value.toString('utf8')))
    .sort()
  if (!address) throw new Fault('address')
  return address
}

/**
 * It is spelled there as it was typed. A directory finds more: control characters count for nothing (RFC 4518 §2.2), and accents for nothing in some; each
 * spelling would be guessed, and counted, by itself.
 */
const isSpelledSo = (entry: Entry, { filter: { places } }: Lookup, address: string) =>
  places.some(({ attribute, before }) =>
    valuesOf(entry, attribute).some((value) => foldAddress(value.toString('utf8')) === foldAddress(before + address)),
  )

/** @returns undefined when there is none, or more than one. @throws Fault when an attribute is missing, Error with the server's code. */
export async function findEntry(
  client: Client,
  lookup: Lookup,
  address: string,
): Promise<{ dn: string; user: DirectoryUser } | undefined> {
  const { base, filter, id, address: mailbox } = lookup
  const { searchEntries } = await client.search(base, {
    scope: 'sub',
    filter: filter.text.replaceAll('{address}', () => escape(address)),
    attributes: [id, mailbox, ...filter.places.map(({ attribute }) => attribute)],
    explicitBufferAttributes: [id, 'objectGUID'],
    sizeLimit: 2,
  })
  const [entry, another] = searchEntries
  if (!entry || another || !isSpelledSo(entry, lookup, address)) return undefined
  return { dn: entry.dn, user: { id: `ldap:${idOf(entry, id)}`, address: addressOf(entry, mailbox) } }
}
