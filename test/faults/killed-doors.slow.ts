// App passwords and the doors of mail servers: password-flows.ts and door-flows.ts in killed/.
import { afterAll } from '@jest/globals'
import { doorFor } from '../actors/mail-door.ts'
import { doveadmKey, startDoveadm } from '../standins/doveadm/start.ts'
import { killedIn } from './killed/chapter.ts'
import { doorFlows } from './killed/table.ts'

const node = await startDoveadm()
afterAll(() => node.stop())
const { env } = doorFor('enforce', {
  NGINX_BACKENDS: 'imap=192.0.2.1:143',
  DOVEADM_URLS: node.url,
  DOVEADM_KEY: doveadmKey,
  SHARED_NETWORKS: '127.0.0.1',
})
killedIn(doorFlows, env)
