import { describe, expect, it } from '@jest/globals'
import { lengthFaults, nameFaults, topFaults } from './layout.ts'

describe('names and places', () => {
  it.each(['server/utils.ts', 'shared/helpers/date.ts', 'test/common.test.ts', 'server/portal/misc.css'])(
    'refuses %s',
    (path) => {
      expect(nameFaults([path])).toEqual([expect.stringContaining('says nothing')])
    },
  )

  it.each(['server/rotatingToken.ts', 'server/Portal/card.tsx', 'test/a_b.ts', 'server/doors/round_cube/a.php'])(
    'refuses %s: not kebab-case',
    (path) => {
      expect(nameFaults([path])).toEqual([expect.stringContaining('not kebab-case')])
    },
  )

  it.each([
    'server/core/rotating-token.ts',
    'miniprogram/src/app.config.ts',
    'test/r1-replay.test.ts',
    'server/doors/.keep',
    'server/doors/roundcube/second_step/localization/zh_CN.inc',
  ])('accepts %s', (path) => {
    expect(nameFaults([path])).toEqual([])
  })

  it('keeps the top level as it is', () => {
    expect(topFaults(['server', '.ci', 'package.json', 'docs', 'jest.config.js'])).toEqual([
      expect.stringContaining('docs'),
      expect.stringContaining('jest.config.js'),
    ])
  })

  it('counts the lines of what no linter reads', () => {
    const texts = new Map([
      ['a.css', 'a {}\n'.repeat(200)],
      ['b.css', 'a {}\n'.repeat(201)],
    ])
    expect(lengthFaults(texts)).toEqual(['b.css: 201 lines, at most 200'])
  })
})
