import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Answer } from '../wechat/answers.ts'
import { deliver } from '../wechat/deliver.ts'
import { distort } from '../wechat/distort.ts'
import { takeFaults } from '../fault-match.ts'
import type { ProviderName } from './accounts.ts'
import { aliyunRefusal, answerAliyun } from './aliyun.ts'
import { isInstead, onTheWire, smsFaultOf, type SmsFault } from './faults.ts'
import { headerOf, readSmsRequest, SmsRefusal, type SmsRequest } from './requests.ts'
import { answerTencent, tencentRefusal, tencentStatus } from './tencent.ts'
import type { Call, World } from './world.ts'

interface Side {
  answer(world: World, request: SmsRequest): Answer
  /** Of the request. */
  refusal(refusal: SmsRefusal): Answer
  /** Of the message, under status 200. */
  code(code: string): Answer
}

const sides: Record<ProviderName, Side> = {
  aliyun: { answer: answerAliyun, refusal: aliyunRefusal, code: (code) => aliyunRefusal(new SmsRefusal(code)) },
  tencent: {
    answer: answerTencent,
    refusal: tencentRefusal,
    code: (code) => tencentStatus('', { Code: code, Message: code }),
  },
}

function answerOf(world: World, side: Side, request: SmsRequest, faults: readonly SmsFault[]): Answer {
  const code = smsFaultOf(faults, 'code')
  const broken = smsFaultOf(faults, 'broken')
  if (code) return side.code(code.code)
  if (broken) return side.refusal(new SmsRefusal('InternalError', 'The request processing has failed.', broken.status))
  if (faults.some(isInstead)) return side.code('')
  try {
    return side.answer(world, request)
  } catch (error) {
    if (!(error instanceof SmsRefusal)) throw error
    return side.refusal(error)
  }
}

const codeIn = ({ body }: Answer) => /"Code":"([^"]*)"/.exec(body.toString())?.[1]

async function handle(world: World, name: ProviderName, incoming: IncomingMessage, response: ServerResponse) {
  const request = await readSmsRequest(incoming)
  const faults = takeFaults(world.faults, name)
  const connection = headerOf(request, 'connection')
  const call: Call = { provider: name, connection, faults: faults.map(({ kind }) => kind) }
  world.calls.push(call)
  const answer = answerOf(world, sides[name], request, faults)
  Object.assign(call, { status: answer.status, code: codeIn(answer) })
  if (smsFaultOf(faults, 'reset')) return void response.socket?.resetAndDestroy()
  const wire = onTheWire(faults)
  await deliver(response, distort(answer, wire), wire)
}

/** One provider's side, over plain HTTP. */
export function createSmsWire(world: World, name: ProviderName): Server {
  return createServer((request, response) => {
    handle(world, name, request, response).catch((error: unknown) => {
      if (response.destroyed) return
      response.writeHead(500).end(`the stand-in itself failed: ${String(error)}`)
    })
  })
}
