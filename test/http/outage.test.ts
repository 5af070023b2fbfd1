// R11, R13: a database that is away for a moment is an outage to the client, never a fault of ours.
import { describe, expect, it } from '@jest/globals'
import mongoose, { mongo } from 'mongoose'
import { asProblem } from '../../server/http/problem.ts'

const codeOf = (error: unknown) => asProblem(error)?.code

/** What the driver throws; some of its constructors are not for others, their names are. */
const named = (name: string) => Object.defineProperty(new mongo.MongoError(name), 'name', { value: name })

const answered = (code: number, codeName: string) =>
  new mongo.MongoServerError({ ok: 0, code, codeName, message: codeName })

describe('is answered with service.unavailable', () => {
  it.each([
    ['no primary to be found', new mongo.MongoServerSelectionError('none', {} as never)],
    ['no primary to be found, as mongoose says it', new mongoose.Error.MongooseServerSelectionError('none')],
    ['a connection that broke', new mongo.MongoNetworkError('reset')],
    ['a connection that is silent', new mongo.MongoNetworkTimeoutError('silent')],
    ['a driver that is not connected', new mongo.MongoNotConnectedError('not connected')],
    ['a topology that is closed', new mongo.MongoTopologyClosedError('closed')],
    ['an operation that took too long', new mongo.MongoOperationTimeoutError('late')],
    ['connections that were given up', named('MongoPoolClearedError')],
    ['connections that are closed', named('MongoPoolClosedError')],
    ['a member that was left', named('MongoServerClosedError')],
    ['a primary that was overtaken', named('MongoStalePrimaryError')],
    ['no connection that is free', named('MongoWaitQueueTimeoutError')],
    ['a client that is closed', named('MongoClientClosedError')],
    [
      'a write that no majority confirmed',
      new mongo.MongoWriteConcernError({
        ok: 1,
        writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
      }),
    ],
  ])('%s', (_, error) => {
    expect(codeOf(error)).toBe('service.unavailable')
  })

  it.each([
    [6, 'HostUnreachable'],
    [7, 'HostNotFound'],
    [50, 'MaxTimeMSExpired'],
    [64, 'WriteConcernTimeout'],
    [89, 'NetworkTimeout'],
    [91, 'ShutdownInProgress'],
    [100, 'UnsatisfiableWriteConcern'],
    [133, 'FailedToSatisfyReadPreference'],
    [134, 'ReadConcernMajorityNotAvailableYet'],
    [189, 'PrimarySteppedDown'],
    [262, 'ExceededTimeLimit'],
    [9_001, 'SocketException'],
    [10_107, 'NotWritablePrimary'],
    [11_600, 'InterruptedAtShutdown'],
    [11_602, 'InterruptedDueToReplStateChange'],
    [13_435, 'NotPrimaryNoSecondaryOk'],
    [13_436, 'NotPrimaryOrSecondary'],
  ])('what a member says while another one is elected: %i, %s', (code, name) => {
    expect(codeOf(answered(code, name))).toBe('service.unavailable')
    const bulk = new mongo.MongoBulkWriteError({ code, message: name, writeErrors: [] } as never, {} as never)
    expect(codeOf(bulk)).toBe('service.unavailable')
  })
})

describe('is a fault of ours', () => {
  it.each([
    ['a key that is there already', answered(11_000, 'DuplicateKey')],
    ['a command that makes no sense', answered(9, 'FailedToParse')],
    ['a wrong use of the driver', new mongo.MongoInvalidArgumentError('wrong')],
    ['a document that does not fit its schema', new mongoose.Error.ValidationError()],
    ['anything else that carries such a number', Object.assign(new Error('other'), { code: 189 })],
    ['nothing at all', undefined],
  ])('%s', (_, error) => {
    expect(codeOf(error)).toBeUndefined()
  })
})
