/** Where each call goes; also its name in log events. */
export const paths = {
  identify: '/sns/jscode2session',
  token: '/cgi-bin/stable_token',
  miniProgramCode: '/wxa/getwxacodeunlimit',
  notify: '/cgi-bin/message/subscribe/send',
} as const
