import { randomUUID } from 'node:crypto'
import type { Answer } from '../wechat/answers.ts'
import { tencentAccount } from './accounts.ts'
import { checkFlow } from './flow-control.ts'
import { headerOf, SmsRefusal, type SmsRequest } from './requests.ts'
import { verifyTc3 } from './tc3.ts'
import { keep, type Sent, type World } from './world.ts'

const answer = (status: number, response: object): Answer => ({
  status,
  type: 'application/json',
  body: Buffer.from(JSON.stringify({ Response: { ...response, RequestId: randomUUID() } })),
})

/** What is wrong with the request as a whole: `Error`, under status 200. */
export const tencentRefusal = ({ code, text, status }: SmsRefusal): Answer =>
  answer(status, { Error: { Code: code, Message: text } })

const requestFields = ['PhoneNumberSet', 'SmsSdkAppId', 'SignName', 'TemplateId', 'TemplateParamSet']
const regions = ['ap-beijing', 'ap-guangzhou', 'ap-nanjing']

function checkHeaders(request: SmsRequest): void {
  const action = headerOf(request, 'x-tc-action')
  const region = headerOf(request, 'x-tc-region')
  if (action !== 'SendSms' || request.path !== '/' || request.method !== 'POST')
    throw new SmsRefusal('InvalidAction', `The request action=\`${action}\` is invalid or not found.`)
  if (headerOf(request, 'x-tc-version') !== '2021-01-11')
    throw new SmsRefusal('NoSuchVersion', 'The request version is not found.')
  if (!region) throw new SmsRefusal('MissingParameter', 'The request is missing a required parameter `Region`.')
  if (!regions.includes(region)) throw new SmsRefusal('UnsupportedRegion', 'The requested region is not supported.')
}

function readBody(request: SmsRequest): Record<string, unknown> {
  if (headerOf(request, 'content-type') !== 'application/json')
    throw new SmsRefusal('InvalidParameter', 'The request content type is not supported.')
  const body = JSON.parse(request.body) as Record<string, unknown>
  const unknown = Object.keys(body).find((name) => !requestFields.includes(name))
  if (unknown) throw new SmsRefusal('UnknownParameter', `The parameter \`${unknown}\` is not recognized.`)
  return body
}

function templateOf({ SmsSdkAppId, SignName, TemplateId }: Record<string, unknown>): Sent['template'] {
  if (SmsSdkAppId !== tencentAccount.appId)
    throw new SmsRefusal('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'SmsSdkAppId verify fail')
  if (SignName !== tencentAccount.sign)
    throw new SmsRefusal('FailedOperation.SignatureIncorrectOrUnapproved', 'signature is incorrect or unapproved')
  if (TemplateId === tencentAccount.codeTemplate) return 'code'
  if (TemplateId === tencentAccount.noticeTemplate) return 'notice'
  throw new SmsRefusal('FailedOperation.TemplateIncorrectOrUnapproved', 'template is incorrect or unapproved')
}

function valueOf(template: Sent['template'], parameters: unknown): string {
  const [value, ...others] = Array.isArray(parameters) ? (parameters as unknown[]) : []
  if (typeof value !== 'string' || others.length > 0)
    throw new SmsRefusal('FailedOperation.TemplateIncorrectOrUnapproved', 'template is incorrect or unapproved')
  const fault = (name: string) => new SmsRefusal(`InvalidParameterValue.${name}`)
  if (template === 'code' && !/^\d{4,6}$/.test(value)) throw fault('TemplateParameterFormatError')
  if (value.length > 12) throw fault('TemplateParameterLengthLimit')
  if (/https?:|www\./.test(value)) throw fault('ProhibitedUseUrlInTemplateParameter')
  return value
}

/** What is wrong with one number is in that number's status. */
function send(world: World, body: Record<string, unknown>, number: string): { Code: string; Message: string } {
  try {
    if (!/^\+861[3-9]\d{9}$/.test(number))
      throw new SmsRefusal('InvalidParameterValue.IncorrectPhoneNumber', 'incorrect phone number')
    const template = templateOf(body)
    const value = valueOf(template, body['TemplateParamSet'])
    checkFlow(world, 'tencent', number)
    keep(world, { provider: 'tencent', number, template, value })
    return { Code: 'Ok', Message: 'send success' }
  } catch (error) {
    if (!(error instanceof SmsRefusal)) throw error
    return { Code: error.code, Message: error.text }
  }
}

export function tencentStatus(number: string, { Code, Message }: { Code: string; Message: string }): Answer {
  const [SerialNo, Fee] = Code === 'Ok' ? [`2019:${randomUUID()}`, 1] : ['', 0]
  const status = { SerialNo, PhoneNumber: number, Fee, SessionContext: '', Code, Message, IsoCode: 'CN' }
  return answer(200, { SendStatusSet: [status] })
}

/** SendSms of version 2021-01-11, for one number. https://cloud.tencent.com/document/api/382/55981 */
export function answerTencent(world: World, request: SmsRequest): Answer {
  verifyTc3(world, request)
  checkHeaders(request)
  const body = readBody(request)
  const numbers = Array.isArray(body['PhoneNumberSet']) ? (body['PhoneNumberSet'] as unknown[]) : []
  if (numbers.length === 0)
    throw new SmsRefusal('MissingParameter.EmptyPhoneNumberSet', 'the phone number set is empty')
  if (numbers.length > 1) throw new SmsRefusal('LimitExceeded.PhoneNumberCountLimit', 'too many numbers')
  const number = String(numbers[0])
  return tencentStatus(number, send(world, body, number))
}
