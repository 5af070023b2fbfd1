import { beforeAll, describe, expect, it } from '@jest/globals'
import { openapi } from '../../server/http/openapi.ts'
import { contract, type Endpoint, type Key } from '../../shared/api/contract.ts'
import { errors } from '../../shared/errors.ts'

interface Operation {
  summary: string
  security: object[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { required: boolean; content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content: Record<string, { schema: object }> }>
}
interface Document {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

let document: Document
beforeAll(() => {
  // Through JSON, as a client reads it.
  document = JSON.parse(JSON.stringify(openapi('https://mail.cqu.edu.cn'))) as Document
})

const entries = Object.entries(contract) as [Key, Endpoint][]
const operationOf = (key: Key) => {
  const [method = '', path = ''] = key.split(' ')
  return document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
}

/** Every object anywhere in the document. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const part of Object.values(value)) yield* objectsIn(part)
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and has what that demands at the top', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(document.info).toEqual({
      title: expect.any(String),
      version: expect.any(String),
      description: expect.any(String),
    })
    expect(document.servers).toEqual([{ url: 'https://mail.cqu.edu.cn' }])
    expect(
      Object.keys(document).filter((name) => !['openapi', 'info', 'servers', 'paths', 'components'].includes(name)),
    ).toEqual([])
  })

  it.each(entries)('has %s', (key, endpoint) => {
    const operation = operationOf(key)!
    expect(operation.summary).toBe(endpoint.summary)
    expect(operation.responses['200']!.content['application/json']!.schema).toMatchObject({ type: 'object' })
    expect(operation.requestBody === undefined).toBe(endpoint.input === undefined)
    expect(operation.security.length).toBe(endpoint.caller === 'anyone' ? 0 : 1)
  })

  it('has nothing beyond the contract', () => {
    const count = Object.values(document.paths).flatMap((path) => Object.keys(path)).length
    expect(count).toBe(entries.length)
  })

  it('names each parameter of a path once, and no other', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.map(({ name }) => name)).toEqual(named)
        expect(parameters.every((one) => one.in === 'path' && one.required)).toBe(true)
      }
    }
  })

  it('refers only to what it holds, and to no other document', () => {
    const references = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
    expect(references.length).toBeGreaterThan(0)
    for (const reference of new Set(references)) {
      const [, ...steps] = reference.split('/')
      const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document)
      expect({ reference, isThere: found !== undefined }).toEqual({ reference, isThere: true })
    }
    const schemes = [...objectsIn(document.paths)].flatMap(({ security }) =>
      Array.isArray(security) ? security.flatMap((one) => Object.keys(one)) : [],
    )
    expect([...new Set(schemes)].filter((name) => !(name in document.components.securitySchemes))).toEqual([])
  })

  it('allows no field that is not named, in any input', () => {
    const loose = entries.flatMap(([key]) => {
      const schema = operationOf(key)?.requestBody?.content['application/json']?.schema
      return [...objectsIn(schema)].filter(
        ({ type, additionalProperties }) => type === 'object' && additionalProperties !== false,
      )
    })
    expect(loose).toEqual([])
  })

  it('names every problem code, and every status that one has', () => {
    const { properties } = document.components.schemas.Problem as { properties: { code: { enum: string[] } } }
    expect(properties.code.enum.sort()).toEqual(Object.keys(errors).sort())
    const codesOf = (key: Key) =>
      [...objectsIn(operationOf(key)!.responses)].flatMap(
        ({ code }) => (code as { enum?: string[] } | undefined)?.enum ?? [],
      )
    const anywhere = new Set(entries.flatMap(([key]) => codesOf(key)))
    // A wrong method is answered before any entry is found; the document's own text says so.
    expect(Object.keys(errors).filter((code) => !anywhere.has(code))).toEqual(['request.method'])
  })

  it('says of each entry how it may be refused, and of no other', () => {
    const statusesOf = (key: Key) => Object.keys(operationOf(key)!.responses).sort()
    expect(statusesOf('GET /api/branding')).toEqual(['200', '500', '503'])
    expect(statusesOf('GET /api/phone/codes')).toEqual(['200', '401', '500', '503'])
    expect(statusesOf('POST /api/session')).toEqual(['200', '400', '401', '403', '413', '415', '429', '500', '503'])
  })
})
