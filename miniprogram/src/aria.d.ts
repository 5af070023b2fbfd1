// What plugins/aria.ts adds to the templates, and Taro's types lack.
import '@tarojs/components/types/common'

declare module '@tarojs/components/types/common' {
  interface StandardProps {
    ariaRole?: string
    ariaLabel?: string
    ariaHidden?: boolean
    ariaLive?: 'polite' | 'assertive'
    ariaDisabled?: boolean
    ariaChecked?: boolean
  }
}
