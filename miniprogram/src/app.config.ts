const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: `@${name}`,
  selectedIconPath: `@${name}On`,
})

export default defineAppConfig({
  pages: ['pages/codes/index', 'pages/mailboxes/index', 'pages/help/index', 'pages/confirm/index'],
  window: {
    navigationBarBackgroundColor: '@bar',
    navigationBarTextStyle: '@barText',
    navigationBarTitleText: '邮箱安全助手',
    backgroundColor: '@bar',
    backgroundTextStyle: '@pull',
  },
  tabBar: {
    color: '@tab',
    selectedColor: '@tabOn',
    backgroundColor: '@tabBar',
    // Taro's type knows no theme variable here.
    borderStyle: '@tabLine' as 'black',
    list: [tab('codes', '验证码'), tab('mailboxes', '我的邮箱'), tab('help', '帮助')],
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  style: 'v2',
  __usePrivacyCheck__: true,
})
