import { useEffect, useRef, useState } from 'react'
import { CircleX } from 'lucide-react'
import { appPasswordLives, mailProtocols, type MailProtocol } from '../../../shared/mail-protocols.ts'
import { appPasswords, generateForm as words, lives } from '../../../shared/messages/portal-app-passwords.ts'
import { clock } from '../clock.ts'
import { useSay, type Words } from '../i18n.ts'
import type { NewPassword, Wanted } from '../use-new-password.ts'
import { Button } from './button.tsx'
import { Choices } from './choices.tsx'
import { DialogForm } from './dialog-form.tsx'
import { Glyph } from './glyph.tsx'
import { NameField } from './name-field.tsx'
import { Trouble } from './trouble.tsx'

interface Props {
  course: NewPassword
  onCancel: () => void
}

const missingIn = ({ name, protocols }: Wanted): Words | null => {
  if (name.trim() === '') return words.nameMissing
  return protocols.length === 0 ? words.protocolMissing : null
}

/** What is typed, and what was missing when it was sent. */
function useForm({ wanted, isBusy, change, make }: NewPassword) {
  const input = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState<Words | null>(null)
  useEffect(() => input.current?.focus(), [])
  const set = (part: Partial<Wanted>) => {
    setMissing(null)
    change({ ...wanted, ...part })
  }
  const submit = () => {
    if (isBusy) return
    const lack = missingIn(wanted)
    setMissing(lack)
    if (lack === words.nameMissing) input.current?.focus()
    if (!lack) void make()
  }
  const isChosen = (protocol: MailProtocol) => wanted.protocols.includes(protocol)
  const choose = (protocol: MailProtocol, isWanted: boolean) =>
    set({ protocols: mailProtocols.filter((each) => (each === protocol ? isWanted : isChosen(each))) })
  return { input, missing, set, choose, submit }
}

/** What the new password is called, what it opens and how long it is good. */
export function GenerateForm({ course, onCancel }: Props) {
  const say = useSay()
  const { wanted, isBusy, trouble } = course
  const { input, missing, set, choose, submit } = useForm(course)
  const action = (
    <Button look="brand" type="submit" isFaint={missingIn(wanted) !== null}>
      {say(isBusy ? words.busy : words.submit)}
    </Button>
  )
  return (
    <DialogForm className="generate" onCancel={onCancel} onSubmit={submit} action={action}>
      <NameField
        value={wanted.name}
        isWrong={missing === words.nameMissing}
        innerRef={input}
        onChange={(name) => set({ name })}
      />
      <Choices
        type="checkbox"
        legend={say(appPasswords.protocols)}
        options={mailProtocols.map((value) => ({ value, label: value.toUpperCase() }))}
        chosen={wanted.protocols}
        onChoose={choose}
      />
      <Choices
        type="radio"
        legend={say(appPasswords.until)}
        options={appPasswordLives.map((value) => ({ value, label: say(lives[value]) }))}
        chosen={[wanted.life]}
        onChoose={(life) => set({ life })}
      />
      <div className="generate-line" id="generate-line">
        {missing ? <Missing words={missing} /> : trouble && <Trouble error={trouble} now={clock.now()} />}
      </div>
    </DialogForm>
  )
}

function Missing({ words: missing }: { words: Words }) {
  const say = useSay()
  return (
    <p className="trouble trouble-danger" role="alert">
      <Glyph of={CircleX} />
      <span>{say(missing)}</span>
    </p>
  )
}
