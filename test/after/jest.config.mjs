import { join } from 'node:path'
import base from '../jest.config.mjs'

const { globalSetup: _mongod, globalTeardown: _end, testPathIgnorePatterns: _whole, ...rest } = base

/** The run after the run: it needs no mongod, it reads what the first one left in .build/secrecy. @type {import('jest').Config} */
export default {
  ...rest,
  rootDir: join(import.meta.dirname, '..', '..'),
  testMatch: ['<rootDir>/test/after/secrecy.test.ts'],
  testTimeout: 30_000,
}
