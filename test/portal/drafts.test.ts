import { beforeEach, describe, expect, it } from '@jest/globals'
import { forgetDraft, keepDraft, takeDraft } from '../../server/portal/drafts.ts'

const mine = 'li@mail.example'
let texts: Map<string, string>
const store = {
  getItem: (key: string) => texts.get(key) ?? null,
  setItem: (key: string, text: string) => void texts.set(key, text),
  removeItem: (key: string) => void texts.delete(key),
}
const draft = { what: 'bind', kind: 'email', target: 'backup@other.example', address: mine } as const

beforeEach(() => {
  texts = new Map()
})

describe('what was typed when a session ended', () => {
  it('comes back to the same mailbox, with the dialog it belongs to', () => {
    keepDraft(draft, store)
    expect(takeDraft(mine, store)).toEqual({ what: 'bind', kind: 'email', target: 'backup@other.example' })
  })

  it('is not shown to the next mailbox of this tab, and is gone then', () => {
    keepDraft(draft, store)
    expect(takeDraft('wang@mail.example', store)).toBeNull()
    expect(takeDraft(mine, store)).toBeNull()
    expect(texts.size).toBe(0)
  })

  it('is forgotten when the change is done or given up, and when the field was emptied', () => {
    keepDraft(draft, store)
    forgetDraft(store)
    expect(texts.size).toBe(0)
    keepDraft(draft, store)
    keepDraft({ ...draft, target: ' ' }, store)
    expect(texts.size).toBe(0)
  })

  it('holds the target and nothing that proves anything', () => {
    keepDraft(draft, store)
    expect(Object.keys(JSON.parse([...texts.values()][0]!) as object).sort()).toEqual([
      'address',
      'kind',
      'target',
      'what',
    ])
  })

  it.each(['{', '{"what":"unbind","kind":"email","target":"a","address":"li@mail.example"}', 'null', '{"kind":"fax"}'])(
    'is thrown away when it is not ours: %s',
    (text) => {
      keepDraft(draft, store)
      for (const key of texts.keys()) texts.set(key, text)
      expect(takeDraft(mine, store)).toBeNull()
      expect(texts.size).toBe(0)
    },
  )

  it('is lost with the page in a browser without storage', () => {
    keepDraft(draft, null)
    expect(takeDraft(mine, null)).toBeNull()
  })
})
