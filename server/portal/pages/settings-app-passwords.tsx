import { useCallback, useRef, useState } from 'react'
import { appPasswords as words } from '../../../shared/messages/portal-app-passwords.ts'
import { AppPasswordList } from '../parts/app-password-list.tsx'
import { FrozenNote } from '../parts/frozen-note.tsx'
import { Generate } from '../parts/generate.tsx'
import { GenerateDialog } from '../parts/generate-dialog.tsx'
import { LoadFailed } from '../parts/load-failed.tsx'
import { Loading } from '../parts/loading.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import { useAppPasswords } from '../use-app-passwords.ts'
import { useFrozen } from '../use-frozen.ts'
import { useTitle } from '../use-title.ts'

/** 客户端专用密码: what mail clients sign in with, how each was used last, and a way to end one without touching the others. */
export default function SettingsAppPasswords() {
  const { found, reload, take } = useAppPasswords()
  const [isMaking, setMaking] = useState(false)
  const generate = useRef<HTMLButtonElement>(null)
  const focusGenerate = useCallback(() => generate.current?.focus(), [])
  const frozenUntil = useFrozen()
  useTitle(words.page)
  const list = found !== null && 'passwords' in found ? found : null
  const canMake = list !== null && frozenUntil === null && list.passwords.length < list.most
  const close = (isSure: boolean) => {
    setMaking(false)
    if (!isSure) reload()
  }
  return (
    <SettingsLayout>
      <Generate isOff={!canMake} innerRef={generate} onClick={() => setMaking(true)} />
      {frozenUntil && <FrozenNote until={frozenUntil} />}
      {found === null ? (
        <Loading />
      ) : found instanceof Error ? (
        <LoadFailed error={found} onRetry={reload} />
      ) : (
        <AppPasswordList found={found} onChange={take} onRemoved={focusGenerate} />
      )}
      {isMaking && list && <GenerateDialog servers={list.servers} onMade={take} onClose={close} />}
    </SettingsLayout>
  )
}
