import { Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { buttons, remember, tabs } from '../../../../shared/messages/phone.ts'
import { help as words, questions } from '../../../../shared/messages/portal-help.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { List, Row } from '../../components/list.tsx'
import { Page } from '../../components/page.tsx'
import { question } from '../../handover.ts'
import { branding } from '../../phone.ts'
import { useStore } from '../../store.ts'
import { useTab } from '../../use-tab.ts'
import { call } from '../../wechat/call.ts'
import { language, say } from '../../wechat/device.ts'
import { Question } from './question.tsx'
import './index.scss'

const CallButton = ({ phone }: { phone: string }) => (
  <View
    className="help-call"
    hoverClass="help-pressed"
    ariaRole="button"
    ariaLabel={`${say(buttons.call)} ${phone}`}
    onClick={() => call(phone)}
  >
    {say(buttons.call)}
  </View>
)

export default function HelpPage() {
  const { phone, helpMail, host, product, productEn, organisation, organisationEn } = useStore(branding.branding)
  const [opened, setOpened] = useState<number>()
  const isChinese = language === 'zh-CN'
  useTab(say(tabs.help))
  useDidShow(() => {
    void branding.open()
    const wanted = question.take()
    if (wanted !== undefined) setOpened(wanted)
  })
  return (
    <Page>
      <List name={say(words.contact)}>
        <Row icon="phone" tone="brand" title={say(words.phone)} line={<Text className="unbroken">{phone}</Text>}>
          <CallButton phone={phone} />
        </Row>
        <Row icon="mail" tone="brand" title={say(words.mail)} line={helpMail}>
          <CopyButton text={helpMail} of={say(words.mail)} hasIcon={false} />
        </Row>
      </List>
      <List name={say(words.questions)}>
        {questions.map(({ ask, answer }, index) => (
          <Question
            key={index}
            ask={say(ask)}
            answer={say(answer, { phone, host, product: isChinese ? product : productEn })}
            isOpen={opened === index}
            onTap={() => setOpened(opened === index ? undefined : index)}
          />
        ))}
      </List>
      <View className="help-remember">
        <View className="help-remember-title">{say(remember)}</View>
        <View>{say(words.host, { host })}</View>
        <View className="help-organisation">{isChinese ? organisation : organisationEn}</View>
      </View>
    </Page>
  )
}
