import Taro from '@tarojs/taro'

/** Opens the phone's dialler; the user may turn back. */
export const call = (phoneNumber: string): void => void Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
