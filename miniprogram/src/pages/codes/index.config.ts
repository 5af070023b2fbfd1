export default definePageConfig({ enablePageMeta: true, navigationBarTitleText: '邮箱安全助手' })
