// The database is away for a moment: a failover, a restart, a network that broke. What was asked may or may not have happened; asking again is safe (R11).

/** The driver could not ask, heard no answer in time, or was told that no majority has the write. */
const unanswered = new Set([
  'MongoClientClosedError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoServerClosedError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoStalePrimaryError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoWriteConcernError',
])

/** What a member of a replica set answers that is no primary, is no longer one, or is ending. */
const electing: Record<string, number> = {
  HostUnreachable: 6,
  HostNotFound: 7,
  MaxTimeMSExpired: 50,
  WriteConcernTimeout: 64,
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  UnsatisfiableWriteConcern: 100,
  FailedToSatisfyReadPreference: 133,
  ReadConcernMajorityNotAvailableYet: 134,
  PrimarySteppedDown: 189,
  ExceededTimeLimit: 262,
  SocketException: 9_001,
  NotWritablePrimary: 10_107,
  InterruptedAtShutdown: 11_600,
  InterruptedDueToReplStateChange: 11_602,
  NotPrimaryNoSecondaryOk: 13_435,
  NotPrimaryOrSecondary: 13_436,
}
const codes = new Set<unknown>(Object.values(electing))

/** Known by name and number: this folder has no driver. */
export function isOutage(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown }
  if (unanswered.has(name ?? '')) return true
  return (name === 'MongoServerError' || name === 'MongoBulkWriteError') && codes.has(code)
}
