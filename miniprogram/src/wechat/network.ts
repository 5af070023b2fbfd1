import Taro from '@tarojs/taro'

type Listener = () => void

/** `listener` is told when the network goes or comes; the same one is taken off again. */
export const listenToNetwork = (listener: Listener) => Taro.onNetworkStatusChange(listener)
export const forgetNetwork = (listener: Listener) => Taro.offNetworkStatusChange(listener)
