// Loaded into every process that the demo starts, before its own code: it ends with the demo, however that ended.
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  // The demo holds the other end of this pipe, and the kernel lets go of it even after a kill -9.
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'))
  process.stdin.resume()
  process.stdin.unref()
}
