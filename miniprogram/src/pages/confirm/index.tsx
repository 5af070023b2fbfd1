import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { confirm as words, digits } from '../../../../shared/messages/phone-confirm.ts'
import { EndScreen } from '../../components/end-screen.tsx'
import { Page } from '../../components/page.tsx'
import { branding } from '../../phone.ts'
import type { Answer } from '../../scan/stage.ts'
import { useStore } from '../../store.ts'
import { useSeconds } from '../../use-seconds.ts'
import { hideShare } from '../../wechat/bars.ts'
import { say } from '../../wechat/device.ts'
import { Ask } from './ask.tsx'
import { Digits } from './digits.tsx'
import { End, OutcomeScreen } from './end.tsx'
import { useBar } from './use-bar.ts'
import { useScan } from './use-scan.ts'
import './index.scss'

const Loading = () => (
  <View className="reading" ariaRole="status">
    <View className="reading-ring" ariaHidden />
    <View>{say(words.loading)}</View>
  </View>
)

export default function ConfirmPage() {
  const { flow, scanAgain } = useScan()
  const stage = useStore(flow.stage)
  const isOpen = 'offset' in stage
  const now = useSeconds(isOpen ? stage.offset : 0, isOpen, () => flow.tick())
  useBar(stage)
  useDidShow(() => {
    hideShare()
    void branding.open()
  })
  const answer = (given: Answer) => void flow.answer(given)
  return (
    <Page>
      {stage.is === 'loading' && <Loading />}
      {stage.is === 'ask' && (
        <Ask open={stage} now={now} onAnswer={answer} onTrust={(trusts) => flow.setTrust(trusts)} />
      )}
      {stage.is === 'digits' && <Digits open={stage} now={now} onCancel={() => answer('deny')} />}
      {stage.is === 'waiting' && (
        <EndScreen icon="check" tone="brand" title={say(digits.approved)} line={say(digits.back)} />
      )}
      {stage.is === 'outcome' && <OutcomeScreen {...stage} onScan={() => void scanAgain()} />}
      {stage.is === 'end' && <End end={stage.end} onScan={() => void scanAgain()} onRetry={() => void flow.again()} />}
    </Page>
  )
}
