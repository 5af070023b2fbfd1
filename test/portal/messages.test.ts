import { describe, expect, it } from '@jest/globals'
import * as alarm from '../../shared/messages/portal-alarm.ts'
import * as appPasswords from '../../shared/messages/portal-app-passwords.ts'
import * as changes from '../../shared/messages/portal-changes.ts'
import * as clients from '../../shared/messages/portal-clients.ts'
import * as code from '../../shared/messages/portal-code.ts'
import * as devices from '../../shared/messages/portal-devices.ts'
import * as help from '../../shared/messages/portal-help.ts'
import * as scan from '../../shared/messages/portal-scan.ts'
import * as settings from '../../shared/messages/portal-settings.ts'
import * as portal from '../../shared/messages/portal.ts'
import { problems } from '../../shared/messages/problems.ts'

type Sentence = portal.Sentence

const isSentence = (value: object): value is Sentence => 'zh-CN' in value

function sentencesIn(value: object): Sentence[] {
  if (isSentence(value)) return [value]
  return Object.values(value).flatMap((inner: unknown) =>
    typeof inner === 'object' && inner !== null ? sentencesIn(inner) : [],
  )
}

const modules = [portal, code, scan, settings, changes, clients, devices, appPasswords, alarm, help, { problems }]
const sentences = modules.flatMap((module) => sentencesIn({ ...module }))
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()

describe('the sentences of the browser pages', () => {
  it('are all found by this test', () => {
    expect(sentences.length).toBeGreaterThan(300)
  })

  it('leave the same places to be filled in both languages', () => {
    for (const sentence of sentences) expect(placesIn(sentence.en)).toEqual(placesIn(sentence['zh-CN']))
  })

  it('say 您, never 你, and never shout', () => {
    for (const sentence of sentences) {
      expect(sentence['zh-CN']).not.toMatch(/你|[!！]|抱歉/)
      expect(sentence.en).not.toMatch(/!/)
    }
  })
})
