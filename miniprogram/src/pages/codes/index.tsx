import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { buttons, codes as words, troubles, visitor } from '../../../../shared/messages/phone.ts'
import { problems } from '../../../../shared/messages/problems.ts'
import { codeAt, type Mailbox } from '../../codes/clock.ts'
import { demoMailboxes } from '../../codes/demo.ts'
import type { Codes } from '../../codes/keeper.ts'
import { BandNote } from '../../components/band-note.tsx'
import { Button } from '../../components/button.tsx'
import { EndScreen } from '../../components/end-screen.tsx'
import { Page } from '../../components/page.tsx'
import { scanned } from '../../handover.ts'
import { branding, keeper } from '../../phone.ts'
import { useStore } from '../../store.ts'
import { useSeconds } from '../../use-seconds.ts'
import { useTab } from '../../use-tab.ts'
import { scanWithCamera } from '../../wechat/camera.ts'
import { hideFromCapture, showToCapture } from '../../wechat/capture.ts'
import { say } from '../../wechat/device.ts'
import { forgetNetwork, listenToNetwork } from '../../wechat/network.ts'
import { Cards, LoadingCard } from './cards.tsx'
import { codesScreen } from './screen.ts'
import { Visitor } from './visitor.tsx'
import './index.scss'

async function scan(): Promise<void> {
  const reading = await scanWithCamera()
  if (!reading) return
  scanned.give(reading)
  await Taro.navigateTo({ url: '/pages/confirm/index' })
}

const retry = () => void keeper.refresh()

function Trouble({ trouble }: { trouble: NonNullable<Codes['trouble']> }) {
  const { title, line } = troubles[trouble] ?? { title: problems[trouble], line: undefined }
  return (
    <EndScreen
      icon={trouble === 'wechat.blocked' ? 'lock' : trouble === 'offline' ? 'wifi-off' : 'triangle-alert'}
      tone="warn"
      title={say(title)}
      line={line ? say(line) : ''}
      buttons={
        <Button tone="quiet" icon="rotate-cw" onTap={retry}>
          {say(buttons.retry)}
        </Button>
      }
    />
  )
}

function Bound({ mailboxes, trouble, now }: { mailboxes: Mailbox[]; trouble: Codes['trouble']; now: number }) {
  const isOut = trouble !== null && mailboxes.some((mailbox) => !codeAt(mailbox, now))
  const note = trouble === 'offline' ? words.offline : trouble && problems[trouble]
  return (
    <>
      {note && <BandNote icon={trouble === 'offline' ? 'wifi-off' : 'triangle-alert'}>{say(note)}</BandNote>}
      <Cards mailboxes={mailboxes} now={now} trouble={trouble}>
        {isOut ? (
          <Button tone="quiet" icon="rotate-cw" onTap={retry}>
            {say(buttons.retry)}
          </Button>
        ) : (
          <Button tone="brand" icon="scan-line" onTap={() => void scan()}>
            {say(words.scan)}
          </Button>
        )}
      </Cards>
    </>
  )
}

const Demo = ({ now, onEnd }: { now: number; onEnd: () => void }) => (
  <>
    <BandNote icon="info">{say(visitor.demoNote)}</BandNote>
    <Cards mailboxes={demoMailboxes(now)} now={now} trouble={null}>
      <Button tone="quiet" onTap={onEnd}>
        {say(visitor.endDemo)}
      </Button>
    </Cards>
  </>
)

export default function CodesPage() {
  const codes = useStore(keeper.codes)
  const { product, host } = useStore(branding.branding)
  const [isDemo, setDemo] = useState(false)
  const screen = codesScreen(codes)
  const now = useSeconds(codes.offset, true, () => keeper.tick()) + codes.offset
  useTab(say(words.page, { product }))
  useDidShow(() => {
    hideFromCapture()
    listenToNetwork(retry)
    void branding.open()
    void keeper.open()
  })
  useDidHide(() => {
    showToCapture()
    forgetNetwork(retry)
  })
  return (
    <Page>
      {screen === 'cards' && <Bound mailboxes={codes.mailboxes ?? []} trouble={codes.trouble} now={now} />}
      {screen === 'loading' && <LoadingCard />}
      {screen === 'trouble' && codes.trouble && <Trouble trouble={codes.trouble} />}
      {screen === 'visitor' && isDemo && <Demo now={now} onEnd={() => setDemo(false)} />}
      {screen === 'visitor' && !isDemo && (
        <Visitor host={host} onScan={() => void scan()} onDemo={() => setDemo(true)} />
      )}
    </Page>
  )
}
