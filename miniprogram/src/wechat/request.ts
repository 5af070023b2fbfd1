import Taro from '@tarojs/taro'
import { limits } from '../../../shared/limits.ts'
import type { Request } from '../session/session.ts'

const json = { 'content-type': 'application/json' }

/**
 * One request to our server. Every HTTP status is an answer; the promise rejects when none came.
 * A page of a Wi-Fi that wants a sign-in answers everything with 200 and HTML: that is no answer.
 */
export async function send({ method, path, body, token }: Request): Promise<{ status: number; body: unknown }> {
  const { statusCode, data } = await Taro.request<unknown>({
    url: `${API_BASE}${path}`,
    method: method as keyof Taro.request.Method,
    data: body,
    header: token === undefined ? json : { ...json, authorization: `Bearer ${token}` },
    timeout: limits.phoneRequestTimeout,
  })
  const isJson = typeof data === 'object' && data !== null
  if (!isJson && statusCode < 400) throw new Error('not our server')
  return { status: statusCode, body: isJson ? data : undefined }
}
