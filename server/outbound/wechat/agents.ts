import * as http from 'node:http'
import * as https from 'node:https'
import type { Duplex } from 'node:stream'
import { limits } from '../../../shared/limits.ts'

// Idle sockets are closed by us before a balancer does it: a request written into a dying socket has an unknown fate,
// and jscode2session may not be repeated.
const options = { keepAlive: true, maxSockets: limits.wechatSockets, timeout: limits.wechatIdleSocket }

function limitConnect(socket: Duplex | null | undefined, ready: 'connect' | 'secureConnect') {
  if (!socket) return socket
  const late = () => socket.destroy(Object.assign(new Error('connect timed out'), { code: 'CONNECT_TIMEOUT' }))
  const timer = setTimeout(late, limits.wechatConnectTimeout)
  for (const event of [ready, 'close']) socket.once(event, () => clearTimeout(timer))
  return socket
}

class HttpAgent extends http.Agent {
  override createConnection(...args: Parameters<http.Agent['createConnection']>) {
    return limitConnect(super.createConnection(...args), 'connect')
  }
}

class HttpsAgent extends https.Agent {
  override createConnection(...args: Parameters<https.Agent['createConnection']>) {
    return limitConnect(super.createConnection(...args), 'secureConnect')
  }
}

/** Keep-alive agents that give up on a connection (TLS included) after `wechatConnectTimeout`; Node has no such option. */
export const createAgents = () => ({ httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) })
