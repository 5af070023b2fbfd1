import { z } from 'zod'
import { contract, type Caller, type Endpoint } from '../../shared/api/contract.ts'
import { errors } from '../../shared/errors.ts'

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
  properties: {
    type: { const: 'about:blank' },
    code: { enum: Object.keys(errors) },
    status: { type: 'integer' },
    title: { type: 'string' },
    requestId: { type: 'string' },
    retryAt: { type: 'string', format: 'date-time' },
    triesLeft: { type: 'integer' },
    fields: { type: 'array', items: { type: 'string' } },
  },
}

const failures = Object.fromEntries(
  [...new Set(Object.values(errors))].map((status) => [
    status,
    {
      description: 'Problem (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]),
)

function operation(endpoint: Endpoint) {
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
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.input, 'input') } } },
    }),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: schemaOf(endpoint.output, 'output') } } },
      ...failures,
    },
  }
}

/** OpenAPI 3.1 of the whole contract, made from the very schemas that check it. */
export function openapi(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [key, endpoint] of Object.entries(contract)) {
    const [method = '', path = ''] = key.split(' ')
    const template = path.replace(/:(\w+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mailbox Security Assistant', version: '1' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
        phone: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  }
}
