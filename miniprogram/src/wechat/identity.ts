import Taro from '@tarojs/taro'
import { CallError } from '../../../shared/client.ts'
import { limits } from '../../../shared/limits.ts'

const installationBytes = 16

/** A wx.login code: tells our server which WeChat this is, once, within five minutes. @throws CallError('offline'). */
export async function login(): Promise<string> {
  const answer = await Taro.login({ timeout: limits.phoneRequestTimeout }).catch(() => undefined)
  if (!answer?.code) throw new CallError('offline')
  return answer.code
}

/** 32 hexadecimal digits from the phone's random source. */
export async function newInstallation(): Promise<string> {
  const { randomValues } = await Taro.getRandomValues({ length: installationBytes })
  return Array.from(new Uint8Array(randomValues), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
