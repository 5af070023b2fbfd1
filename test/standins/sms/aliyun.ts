import { randomUUID } from 'node:crypto'
import type { Answer } from '../wechat/answers.ts'
import { aliyunAccount } from './accounts.ts'
import { verifyAcs3 } from './acs3.ts'
import { checkFlow } from './flow-control.ts'
import { headerOf, SmsRefusal, type SmsRequest } from './requests.ts'
import { keep, type Sent, type World } from './world.ts'

const json = (status: number, value: object): Answer => ({
  status,
  type: 'application/json;charset=utf-8',
  body: Buffer.from(JSON.stringify(value)),
})

/** Business refusals come with status 200, the gateway's with 4xx and 5xx and the host's name. */
export function aliyunRefusal({ code, text, status }: SmsRefusal): Answer {
  const plain = { RequestId: randomUUID().toUpperCase(), Message: text, Code: code }
  return json(status, status === 200 ? plain : { ...plain, HostId: 'dysmsapi.aliyuncs.com', Recommend: '' })
}

const fields = ['PhoneNumbers', 'SignName', 'TemplateCode', 'TemplateParam']

/** Stricter than Aliyun, which ignores what it does not know: a misspelt parameter must not pass a test. */
function checkFields({ method, query, body }: SmsRequest): void {
  if (method !== 'POST' || body !== '')
    throw new SmsRefusal('UnsupportedHTTPMethod', 'This http method is not supported.', 400)
  const missing = fields.find((name) => !query.get(name))
  if (missing) throw new SmsRefusal(`Missing${missing}`, `${missing} is mandatory for this action.`, 400)
  if ([...query.keys()].length !== fields.length) throw new SmsRefusal('InvalidParameter', 'Unknown parameter.', 400)
}

function numberOf(text: string): string {
  const [, number] = /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(text) ?? []
  if (!number) throw new SmsRefusal('isv.MOBILE_NUMBER_ILLEGAL', `${text}invalid mobile number`)
  return `+86${number}`
}

function templateOf(code: string | null): Sent['template'] {
  if (code === aliyunAccount.codeTemplate) return 'code'
  if (code === aliyunAccount.noticeTemplate) return 'notice'
  throw new SmsRefusal('isv.SMS_TEMPLATE_ILLEGAL', '该账号下找不到对应模板')
}

function readParameters(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    throw new SmsRefusal('isv.INVALID_JSON_PARAM', 'JSON参数不合法，只接受字符串值')
  }
  throw new SmsRefusal('isv.INVALID_JSON_PARAM', 'JSON参数不合法，只接受字符串值')
}

/** The template's one variable, `${code}` or `${notice}`. */
function valueOf(template: Sent['template'], text: string): string {
  const { [template]: value, ...others } = readParameters(text)
  if (value === undefined) throw new SmsRefusal('isv.TEMPLATE_MISSING_PARAMETERS', '模版缺少变量')
  if (typeof value !== 'string') throw new SmsRefusal('isv.INVALID_JSON_PARAM', 'JSON参数不合法，只接受字符串值')
  const isWell = template === 'code' ? /^\d{4,6}$/.test(value) : !/https?:|www\./.test(value)
  if (!isWell || Object.keys(others).length > 0) throw new SmsRefusal('isv.TEMPLATE_PARAMS_ILLEGAL', '模板变量不合法')
  if (value.length > 12) throw new SmsRefusal('isv.PARAM_LENGTH_LIMIT', '参数超出长度限制')
  return value
}

/** SendSms of version 2017-05-25. https://help.aliyun.com/document_detail/419273.html */
export function answerAliyun(world: World, request: SmsRequest): Answer {
  verifyAcs3(world, request)
  if (headerOf(request, 'x-acs-version') !== '2017-05-25')
    throw new SmsRefusal('InvalidVersion', 'Specified parameter Version is not valid.', 400)
  if (headerOf(request, 'x-acs-action') !== 'SendSms' || request.path !== '/')
    throw new SmsRefusal('InvalidAction.NotFound', 'Specified api is not found, please check your url and method.', 404)
  checkFields(request)
  const { query } = request
  if (query.get('SignName') !== aliyunAccount.sign)
    throw new SmsRefusal('isv.SMS_SIGNATURE_ILLEGAL', '该账号下找不到对应签名')
  const template = templateOf(query.get('TemplateCode'))
  const number = numberOf(query.get('PhoneNumbers') ?? '')
  const value = valueOf(template, query.get('TemplateParam') ?? '')
  checkFlow(world, 'aliyun', number)
  keep(world, { provider: 'aliyun', number, template, value })
  const BizId = `${Date.now()}${world.sent.length}^0`
  return json(200, { Message: 'OK', RequestId: randomUUID().toUpperCase(), Code: 'OK', BizId })
}
