import type { Output } from './api/contract.ts'

export type Branding = Output<'GET /api/branding'>

/** What is shown when the operator gives no branding file, and until the phone has asked for it. */
export const defaultBranding: Branding = {
  product: '邮箱安全助手',
  productEn: 'Mailbox Security Assistant',
  organisation: '重庆大学信息化办公室',
  organisationEn: 'Chongqing University, Information Office',
  phone: '023-65111500',
  helpMail: 'mail@cqu.edu.cn',
  host: 'mail.cqu.edu.cn',
}
