import { describe, expect, it } from '@jest/globals'
import {
  addressList,
  clientAddress,
  isListed,
  maskIp,
  networkOf,
  plainAddress,
} from '../../server/core/client-address.ts'

const nobody = addressList([])
const proxies = addressList(['10.0.0.0/8', '2001:db8:aa::/48', '192.0.2.7'])

describe('R15: the client’s address', () => {
  it.each([
    [
      'without trusted proxies is the socket’s, whatever the header says',
      '203.0.113.5',
      '1.2.3.4',
      nobody,
      '203.0.113.5',
    ],
    ['is the socket’s when that is no trusted proxy', '203.0.113.5', '1.2.3.4', proxies, '203.0.113.5'],
    ['is what the trusted proxy saw', '10.0.0.1', '198.51.100.9', proxies, '198.51.100.9'],
    ['is the rightmost that is not trusted', '10.0.0.1', '1.1.1.1, 198.51.100.9', proxies, '198.51.100.9'],
    ['is found behind several hops', '10.0.0.1', '6.6.6.6, 198.51.100.9, 192.0.2.7, 10.1.1.1', proxies, '198.51.100.9'],
    ['is the leftmost trusted one when all are trusted', '10.0.0.1', '10.0.0.3, 10.0.0.2', proxies, '10.0.0.3'],
    ['is the proxy’s when the header is empty', '10.0.0.1', '', proxies, '10.0.0.1'],
    ['is the proxy’s when the header is garbage', '10.0.0.1', 'unknown', proxies, '10.0.0.1'],
    ['is not taken from before garbage', '10.0.0.1', '6.6.6.6, <script>, 10.0.0.2', proxies, '10.0.0.2'],
    ['is not an address with a port', '10.0.0.1', '198.51.100.9:4711', proxies, '10.0.0.1'],
    ['is not an address with a mask', '10.0.0.1', '198.51.100.9/24', proxies, '10.0.0.1'],
    ['is not an empty hop', '10.0.0.1', '6.6.6.6,,', proxies, '10.0.0.1'],
    ['loses the IPv4-mapped prefix', '::ffff:10.0.0.1', '::FFFF:198.51.100.9', proxies, '198.51.100.9'],
    ['may be IPv6', '2001:db8:aa::1', '2001:db8:bb::9', proxies, '2001:db8:bb::9'],
    ['is empty for a socket that is gone', '', '1.2.3.4', proxies, ''],
  ] as const)('%s', (_, socket, header, trusted, client) => {
    expect(clientAddress(socket, header, trusted)).toBe(client)
  })

  it('of a link-local IPv6 socket, which carries a zone, is no reason to fail', () => {
    expect(clientAddress('fe80::1%eth0', '', proxies)).toBe('fe80::1%eth0')
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0000:0000:00::/56')
  })
})

describe('the network that failures are counted for', () => {
  it.each([
    ['203.0.113.5', '203.0.113.0/24'],
    ['203.0.113.255', '203.0.113.0/24'],
    ['2001:db8:1:2ff::1', '2001:0db8:0001:02::/56'],
    ['2001:db8:1:200:ffff:ffff:ffff:ffff', '2001:0db8:0001:02::/56'],
    ['2001:DB8:1:2FF:0:0:0:1', '2001:0db8:0001:02::/56'],
    ['2001:db8:1:300::1', '2001:0db8:0001:03::/56'],
    ['::1', '0000:0000:0000:00::/56'],
    ['2001:db8::', '2001:0db8:0000:00::/56'],
    ['64:ff9b::198.51.100.9', '0064:ff9b:0000:00::/56'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('what is shown of an address', () => {
  it.each([
    ['202.202.3.4', '202.202.x.x'],
    ['2001:da8:c800:1::5', '2001:0da8:x:x'],
    ['::1', '0000:0000:x:x'],
  ])('%s is %s', (address, shown) => {
    expect(maskIp(address)).toBe(shown)
  })

  it('never holds the host part', () => {
    expect(maskIp('198.51.77.64')).not.toMatch(/77|64/)
    expect(maskIp('2001:db8:1:2:3:4:5:6')).not.toMatch(/:[1-6](:|$)/)
  })
})

describe('a list of ranges', () => {
  it.each(['10.0.0.0/33', '2001:db8::/129', '10.0.0.0/-1', '10.0.0.0/x', '10.0.0', 'proxy.example', ''])(
    'refuses %p',
    (range) => {
      expect(() => addressList([range])).toThrow('not an address range')
    },
  )

  it('holds whole ranges and single addresses of both kinds', () => {
    const held = ['10.255.255.255', '192.0.2.7', '2001:db8:aa:ffff::1']
    const others = ['11.0.0.0', '192.0.2.8', '2001:db8:ab::1', 'garbage', '']
    expect(held.filter((address) => isListed(proxies, address))).toEqual(held)
    expect(others.filter((address) => isListed(proxies, address))).toEqual([])
    expect(plainAddress('::ffff:10.0.0.1')).toBe('10.0.0.1')
  })
})
