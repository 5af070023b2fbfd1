export default definePageConfig({ navigationBarTitleText: '我的邮箱' })
