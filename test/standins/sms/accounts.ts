export type ProviderName = 'aliyun' | 'tencent'

/** What both consoles call alike. */
interface Approved {
  /** Which requests are ours: the id says who, the key signs. */
  keyId: string
  key: string
  sign: string
  codeTemplate: string
  noticeTemplate: string
}

export const aliyunAccount: Approved = {
  keyId: 'LTAI5tStandinOfNoAccount',
  key: 'standin0secret0of0no0account00',
  sign: '重庆大学',
  codeTemplate: 'SMS_100000001',
  noticeTemplate: 'SMS_100000002',
}

export const tencentAccount: Approved & { appId: string } = {
  keyId: 'AKIDstandin0of0no0account00000000000',
  key: 'standin0key0of0no0account0000000',
  appId: '1400000001',
  sign: '重庆大学',
  codeTemplate: '1000001',
  noticeTemplate: '1000002',
}
