import { z } from 'zod'
import { contract, type Caller, type Endpoint } from '../../shared/api/contract.ts'
import { errors, type ErrorCode } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { cookieNames } from './cookies.ts'
import { cookiesOf, refusalsOf } from './refusals.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' })
  return rest
}

const security: Record<Caller, object[]> = {
  anyone: [],
  browser: [{ session: [] }],
  'signed-in': [{ session: [] }],
  proved: [{ session: [] }],
  phone: [{ phone: [] }],
}

const problem = {
  type: 'object',
  required: ['type', 'code', 'status', 'title', 'requestId'],
  additionalProperties: false,
  properties: {
    type: { const: 'about:blank' },
    code: { enum: Object.keys(errors) },
    status: { type: 'integer' },
    title: { type: 'string' },
    requestId: { type: 'string', format: 'uuid' },
    retryAt: { type: 'string', format: 'date-time', description: 'Not before this time' },
    triesLeft: { type: 'integer', description: 'Guesses left before a rest' },
    fields: { type: 'array', items: { type: 'string' }, description: 'What is wrong, never its value' },
  },
}

const headers = {
  RequestId: {
    description: 'Names this answer in the log',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  RetryAfter: { description: 'Seconds until retryAt', schema: { type: 'integer', minimum: 1 } },
}
const headerRef = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` })

/** Sent with the answer when there is something to set. */
function setCookie(endpoint: Endpoint) {
  const names = [...cookiesOf(endpoint)].map((name) => cookieNames[name])
  if (names.length === 0) return {}
  return {
    'Set-Cookie': { description: names.join(', '), schema: { type: 'string', pattern: `^(${names.join('|')})=` } },
  }
}

const done = (endpoint: Endpoint) => ({
  description: 'Done',
  headers: { 'X-Request-Id': headerRef('RequestId'), ...setCookie(endpoint) },
  content: { 'application/json': { schema: schemaOf(endpoint.output, 'output') } },
})

const refused = (status: number, codes: ErrorCode[], endpoint: Endpoint) => ({
  description: `Problem (RFC 9457): ${codes.join(', ')}`,
  headers: {
    'X-Request-Id': headerRef('RequestId'),
    ...(status === errors['throttle.wait'] && { 'Retry-After': headerRef('RetryAfter') }),
    ...setCookie(endpoint),
  },
  content: {
    'application/problem+json': {
      schema: {
        allOf: [{ $ref: '#/components/schemas/Problem' }],
        properties: { code: { enum: codes }, status: { const: status } },
      },
    },
  },
})

function responses(key: string, endpoint: Endpoint) {
  const codes = [...refusalsOf(key, endpoint)]
  const statuses = [...new Set(codes.map((code) => errors[code]))]
  const ofStatus = (status: number) => codes.filter((code) => errors[code] === status)
  return {
    200: done(endpoint),
    ...Object.fromEntries(statuses.map((status) => [status, refused(status, ofStatus(status), endpoint)])),
  }
}

function operation(key: string, endpoint: Endpoint) {
  const params = endpoint.params ? Object.entries(endpoint.params.shape) : []
  return {
    summary: endpoint.summary,
    security: security[endpoint.caller],
    parameters: params.map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: schemaOf(schema as z.ZodType, 'input'),
    })),
    ...(endpoint.input && {
      requestBody: {
        description: `At most ${limits.bodyBytes} bytes of UTF-8, not compressed`,
        required: true,
        content: { 'application/json': { schema: schemaOf(endpoint.input, 'input') } },
      },
    }),
    responses: responses(key, endpoint),
  }
}

const description = [
  'A browser shows with every request but GET that one of our own pages asks: Sec-Fetch-Site: same-origin, or an Origin that is this server.',
  'A path answers other methods than its own with 405 request.method and Allow; a path that is not here is 404 request.not-found.',
].join('\n')

/** OpenAPI 3.1 of the whole contract, made from the very schemas that check it. */
export function openapi(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [key, endpoint] of Object.entries(contract)) {
    const [method = '', path = ''] = key.split(' ')
    const template = path.replace(/:(\w+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(key, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mailbox Security Assistant', version: '1', description },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: problem },
      headers,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookieNames.session },
        phone: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  }
}
