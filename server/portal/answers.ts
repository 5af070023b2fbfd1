// The server's answers by the names that the pages use.
import type { Output } from '../../shared/api/contract.ts'

export type Session = Output<'GET /api/session'>
export type Challenge = Output<'GET /api/challenge'>
export type Prompt = Challenge['prompts'][number]
export type ScanPrompt = Extract<Prompt, { shape: 'scan' }>
export type SecretPrompt = Extract<Prompt, { shape: 'secret' }>
export type CodePrompt = Extract<Prompt, { shape: 'code' }>
export type Bindings = Output<'GET /api/bindings'>
export type Method = Bindings['methods'][number]
export type Devices = Output<'GET /api/devices'>
export type Device = Devices['devices'][number]
export type AppPasswords = Output<'GET /api/app-passwords'>
export type AppPassword = AppPasswords['passwords'][number]
export type MailClient = AppPasswords['clients'][number]
export type MadeAppPassword = Output<'POST /api/app-passwords'>
export type History = Output<'GET /api/history'>
export type SignIn = History['signIns'][number]

/** What the stream tells: the challenge without its prompts. */
export type ChallengeNews = Pick<Challenge, 'id' | 'status' | 'denial' | 'until' | 'strangers' | 'tickets' | 'now'>
