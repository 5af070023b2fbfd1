import Taro from '@tarojs/taro'

const setEffect = (visualEffect: 'hidden' | 'none') =>
  void Taro.setVisualEffectOnCapture({ visualEffect }).catch(() => undefined)

/** Screenshots and recordings get an empty page, where the phone's system can do that. */
export const hideFromCapture = () => setEffect('hidden')
export const showToCapture = () => setEffect('none')
