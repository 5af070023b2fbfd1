import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { buttons, mailboxes as words, tabs, troubles } from '../../../../shared/messages/phone.ts'
import { problems } from '../../../../shared/messages/problems.ts'
import type { Activity, ActivityRow } from '../../activity.ts'
import type { Codes } from '../../codes/keeper.ts'
import { BandNote } from '../../components/band-note.tsx'
import { Button } from '../../components/button.tsx'
import type { IconName } from '../../components/icon.tsx'
import { EmptyRow, List, Row } from '../../components/list.tsx'
import { Page } from '../../components/page.tsx'
import { activities, keeper } from '../../phone.ts'
import { useStore } from '../../store.ts'
import { useTab } from '../../use-tab.ts'
import { language, say } from '../../wechat/device.ts'
import { dayOf, timeOf } from '../../words/dates.ts'
import './index.scss'

const looks: Record<ActivityRow['what'], { icon: IconName; tone: 'brand' | 'info' | 'danger' }> = {
  'login.approved': { icon: 'log-in', tone: 'brand' },
  'login.refused': { icon: 'ban', tone: 'danger' },
  'change.approved': { icon: 'shield-check', tone: 'brand' },
  'wechat.bound': { icon: 'link', tone: 'info' },
  'wechat.changed': { icon: 'refresh-cw', tone: 'info' },
  'wechat.unbound': { icon: 'unlink', tone: 'danger' },
}

function refresh(): void {
  void keeper.open()
  void activities.refresh()
}

function Mailboxes({ mailboxes, trouble }: Codes) {
  if (!mailboxes || mailboxes.length === 0)
    return <EmptyRow>{say(mailboxes || trouble ? words.none : words.loading)}</EmptyRow>
  return mailboxes.map(({ id, address, boundAt }) => (
    <Row key={id} icon="mail" tone="brand" title={address} line={say(words.boundOn, { date: dayOf(boundAt) })} />
  ))
}

function Rows({ rows, now, trouble }: Activity) {
  if (!rows || rows.length === 0) return <EmptyRow>{say(rows || trouble ? words.nothing : words.loading)}</EmptyRow>
  return rows.map(({ id, what, at, browser, area }) => {
    const line = [timeOf(at, now, language), area, browser].filter(Boolean).join(' · ')
    return <Row key={id} {...looks[what]} title={say(words.what[what])} line={line} />
  })
}

export default function MailboxesPage() {
  const codes = useStore(keeper.codes)
  const activity = useStore(activities.activity)
  const trouble = activity.trouble ?? codes.trouble
  useTab(say(tabs.mailboxes))
  useDidShow(refresh)
  return (
    <Page>
      {trouble && (
        <BandNote icon={trouble === 'offline' ? 'wifi-off' : 'triangle-alert'}>
          {say(troubles[trouble]?.title ?? problems[trouble])}
        </BandNote>
      )}
      <List name={say(words.list)}>
        <Mailboxes {...codes} />
      </List>
      <List name={say(words.activity)}>
        <Rows {...activity} />
      </List>
      {trouble && (
        <View className="mailboxes-retry">
          <Button tone="quiet" icon="rotate-cw" onTap={refresh}>
            {say(buttons.retry)}
          </Button>
        </View>
      )}
      <View className="mailboxes-end" />
    </Page>
  )
}
