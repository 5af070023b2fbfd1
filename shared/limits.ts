// Every period, length and budget of the product, one named line each. Times in milliseconds unless the name says otherwise.
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

export const limits = {
  // challenges and scans (spec R4)
  challengeLife: 10 * minute,
  ticketLife: 120 * second,
  confirmLife: 60 * second,
  redeemLife: 60 * second,
  ticketRenewalsByTimer: 5,
  ticketsPerChallenge: 20,
  strangerScansPerTicket: 5,
  ticketBytes: 16,
  // guesses and rests (spec R5)
  triesBeforeRest: 5,
  firstRest: 60 * second,
  longestRest: 15 * minute,
  networkTriesBeforeRest: 50,
  failuresBeforeKnownOnly: 100,
  counterLife: day,
  // what one network may begin (Q31)
  openSignIns: 30,
  openSignInsWithin: 10 * minute,
  phoneSessions: 120,
  phoneSessionsWithin: minute,
  sharedNetworkFactor: 20,
  // 不是我操作
  reportsKept: 20,
  restsKept: 50,
  usualPlaceOf: 10,
  // codes of the mini-program (RFC 6238)
  codeDigits: 6,
  codePeriodSeconds: 30,
  codeSteps: 1,
  codesAhead: 10,
  // codes by mail and SMS (spec R4, R6)
  sentCodeLife: 5 * minute,
  resendAfter: 60 * second,
  sendAnswersAfter: 0.5 * second,
  sendsPerHour: 5,
  sendsPerDay: 10,
  sendsPerNetworkAndHour: 20,
  sendsHour: hour,
  sendsDay: day,
  // recovery codes
  recoveryCodes: 10,
  recoveryBytes: 10,
  // the help desk
  helpdeskLife: day,
  reasonLength: 200,
  // trusted devices
  trustLife: 30 * day,
  devicesPerAccount: 10,
  usedTokensKept: 10,
  // addresses compared with the directory
  syncGivenAtLeast: 20,
  syncGivenShare: 0.01,
  // app passwords and mail clients (spec §7)
  appPasswordsPerAccount: 20,
  appPasswordLetters: 16,
  appPasswordName: 40,
  appPasswordQuarter: 90 * day,
  appPasswordYear: 365 * day,
  unreachedAskEvery: 15 * second,
  appPasswordUseEvery: 5 * minute,
  wrongSecretsKept: 20,
  wrongSecretLife: day,
  wrongSecretsBeforeRest: 5,
  mailClientKept: 30 * day,
  mailClientEvery: hour,
  mailClientsShown: 20,
  oldClientNoticeEvery: day,
  // mail doors
  doorAnswersWithin: 2 * second,
  doorNamesEvery: 10 * second,
  doorNamesFresh: 2 * minute,
  // A node fetches the names every 30 s, its script looks every 5 s, and our list is as old as doorNamesEvery.
  doorNamesKnown: 60 * second,
  kickRetry: 5 * second,
  kickTimeout: 4.5 * second,
  kickClaim: 10 * second,
  kickGivenUpAfter: day,
  kickKept: day,
  kickLate: 5 * second,
  // notices
  noticeLinkLife: 7 * day,
  freeze: day,
  noticeKept: 30 * day,
  noticeClaim: minute,
  noticeRetry: 5 * minute,
  noticeTries: 12,
  failedLoginNoticeEvery: hour,
  // 登录记录
  historyRows: 50,
  // OpenID Connect clients and their webmail tokens (spec §7)
  webmailTokenLife: 12 * hour,
  webmailTokensPerAccount: 20,
  openidRequestLife: 30 * minute,
  openidCodeLife: minute,
  openidAccessLife: 10 * minute,
  openidIdTokenLife: hour,
  openidKeyPeriod: 90 * day,
  // Clients that keep our keys for a day meet none that they do not know.
  openidKeyAhead: 2 * day,
  openidKeysEvery: 5 * minute,

  // sessions
  sessionLife: 12 * hour,
  unfinishedSessionLife: 15 * minute,
  sessionIdle: 2 * hour,
  endedSessionKept: day,
  sessionTouchEvery: 5 * minute,
  replacedTokenGrace: 30 * second,
  freshProof: 10 * minute,
  phoneSessionLife: 30 * day,
  phoneTokenLife: 15 * minute,
  // bindings
  bindingsPerKind: 1,
  mailboxesPerWechat: 20,
  // live news
  streamsPerSession: 2,
  streamComment: 15 * second,
  streamSilence: 25 * second,
  pollWithoutStream: 5 * second,
  // what the browser shows, and for how long
  answerTimeout: 15 * second,
  strangerShown: 8 * second,
  renewedShown: 5 * second,
  toastShown: 5 * second,
  waitShown: hour,
  ringWarns: 5 * second,
  countdownSpoken: 10 * second,
  // the phone
  phoneRequestTimeout: 8 * second,
  phoneTokenMargin: 30 * second,
  codesRefill: 2.5 * minute,
  codesRetryEvery: 10 * second,
  scanPoll: 2 * second,
  hotScanAge: 300 * second,
  dangerDelay: 3 * second,
  copiedShown: 2 * second,
  // input
  addressLength: 254,
  passwordLength: 1_024,
  bodyBytes: 64 * 1_024,
  // outside services (spec R12)
  wechatConnectTimeout: 2 * second,
  wechatTimeout: 4.5 * second,
  wechatImageTimeout: 4.5 * second,
  wechatJsonBytes: 64 * 1_024,
  wechatImageBytes: 1_024 * 1_024,
  wechatSockets: 50,
  wechatIdleSocket: 4 * second,
  wechatTokenMargin: 300 * second,
  wechatRetries: 2,
  wechatRetryDelay: 200,
  wechatRetryJitter: 100,
  wechatBusySeconds: 60,
  smsConnectTimeout: 2 * second,
  smsTimeout: 4.5 * second,
  mailTimeout: 4.5 * second,
  mailConnections: 5,
  mailIdleConnection: 60 * second,
  // the directory (spec R9, R12)
  directoryTimeout: 4.5 * second,
  failedLoginFloor: second,
  refusedPasswordKept: 5 * minute,
  refusedPasswordsKept: 10_000,
  ldapIdleConnections: 5,
  ldapIdleConnection: 60 * second,
  ldapKeptPatience: 1.5 * second,
  imapAnswerBytes: 64 * 1_024,
  // audit (spec R10)
  auditLife: 400 * day,
  // A day more than what they vouch for: events are relayed late, and clocks differ.
  auditChainLife: 401 * day,
  auditSealEvery: minute,
  auditSealLook: 5 * second,
  auditSettles: minute,
  auditShownDays: 30,
  activityRows: 20,
  // a change of keys
  rotateWalks: 5,
  // process
  databaseTimeout: 5 * second,
  relayEvery: 5 * second,
  relaySoon: 100,
  stopWithin: 10 * second,
  // what is told to those who watch it
  readyTimeout: 2 * second,
  clocksApart: 2 * second,
  feedSilence: 5 * second,
  backlogLooked: 1_000,
  logBatch: 4 * 1_024,
  logDelay: 100,
} as const
