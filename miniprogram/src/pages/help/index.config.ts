export default definePageConfig({ enablePageMeta: true, navigationBarTitleText: '帮助' })
