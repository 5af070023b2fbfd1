import { createServer } from 'node:http'
import { randomBytes } from 'node:crypto'
import { connectWechatControl } from '../standins/wechat/control.ts'
import { Camera } from './camera.ts'
