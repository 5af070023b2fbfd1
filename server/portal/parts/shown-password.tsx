import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { limits } from '../../../shared/limits.ts'
import { recovery } from '../../../shared/messages/portal-settings.ts'
import { shownOnce } from '../../../shared/messages/portal-app-passwords.ts'
import type { AppPasswords, MadeAppPassword } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { inFours } from '../in-fours.ts'
import { Button } from './button.tsx'
import { ClientSetup } from './client-setup.tsx'
import { CopyButton } from './copy-button.tsx'
import { Note } from './note.tsx'
import { Sentence } from './sentence.tsx'

interface Props {
  made: MadeAppPassword
  servers: AppPasswords['servers']
  onDone: () => void
}

/** The password, this once: to be copied before 完成. */
export function ShownPassword({ made: { made, password }, servers, onDone }: Props) {
  const say = useSay()
  const copy = useRef<HTMLButtonElement>(null)
  useEffect(() => copy.current?.focus(), [])
  return (
    <>
      <div className="dialog-body once">
        <p className="named">
          <Sentence of={shownOnce.line} values={{ name: made.name }} />
        </p>
        <div className="once-password" role="group" aria-label={say(shownOnce.label)}>
          <p className="once-letters" translate="no">
            {inFours(password)}
          </p>
          <p className="once-hint">{say(shownOnce.letters, { n: limits.appPasswordLetters })}</p>
        </div>
        <CopyButton text={password} look="brand" className="button-large" innerRef={copy} />
        <Note tone="warn" glyph={TriangleAlert}>
          <strong>{say(shownOnce.save)}</strong> {say(shownOnce.once)}
        </Note>
        <ClientSetup protocols={made.protocols} servers={servers} />
      </div>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onDone}>
          {say(recovery.saved)}
        </Button>
      </div>
    </>
  )
}
