import { Download, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { recovery } from '../../../shared/messages/portal-settings.ts'
import { codesFile, saveFile } from '../codes-file.ts'
import { useSay } from '../i18n.ts'
import { inFours } from '../in-fours.ts'
import { useBranding, useVisit } from '../session.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { Glyph } from './glyph.tsx'
import { Note } from './note.tsx'

interface Props {
  codes: string[]
  onDone: () => void
}

/** The recovery codes, this once: to be copied or downloaded before 完成. */
export function ShownCodes({ codes, onDone }: Props) {
  const say = useSay()
  const { product, host } = useBranding()
  const address = useVisit()?.session.address ?? ''
  const copy = useRef<HTMLButtonElement>(null)
  useEffect(() => copy.current?.focus(), [])
  const text = codesFile(codes.map(inFours), [
    `${product} · ${say(recovery.title)}`,
    `${address} · ${host}`,
    say(recovery.line),
  ])
  return (
    <>
      <div className="dialog-body once">
        <p>{say(recovery.madeLine)}</p>
        <ol className="once-codes">
          {codes.map((code) => (
            <li key={code}>{inFours(code)}</li>
          ))}
        </ol>
        <div className="once-buttons">
          <CopyButton text={codes.map(inFours).join('\n')} look="brand" innerRef={copy} />
          <Button look="quiet" onClick={() => saveFile(say(recovery.file), text)}>
            <Glyph of={Download} />
            {say(recovery.download)}
          </Button>
        </div>
        <Note tone="warn" glyph={TriangleAlert}>
          <strong>{say(recovery.save)}</strong> {say(recovery.once)}
        </Note>
      </div>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onDone}>
          {say(recovery.saved)}
        </Button>
      </div>
    </>
  )
}
