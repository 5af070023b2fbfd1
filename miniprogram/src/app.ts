import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { watchUpdates } from './wechat/updates.ts'
import './app.scss'

export default function App({ children }: PropsWithChildren) {
  useLaunch(watchUpdates)
  return children
}
