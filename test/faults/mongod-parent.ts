// A process that runs a private mongod on the folder in its first argument and then waits to be killed. Its lines: `uri <uri>`, or `error <message>`.
import { openMongo } from '../../server/mongod/index.ts'

try {
  const { uri } = await openMongo({ dataDir: process.argv[2]!, diagnostics: false })
  console.log(`uri ${uri}`)
  setInterval(() => undefined, 60_000)
} catch (error) {
  console.log(`error ${(error as Error).message}`)
}
