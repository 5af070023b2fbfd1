// `npm run lock`, after `npm install` behind a registry that lacks other platforms' packages: completes package-lock.json.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'
import { completed, gapsIn, type LockFile } from './lock-file.ts'

const path = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8')) as LockFile
const whole = completed(lock)
writeFileSync(path, `${JSON.stringify(whole, null, 2)}\n`)
console.log(`package-lock.json: ${gapsIn(lock).length} missing, ${gapsIn(whole).length} left`)
