// Debian's Roundcube with our plug-in, a provider that says what a test wants, and browsers without a screen.
import { connectTo, startRoundcube, webmailUrl, type Roundcube } from '../mail-servers/roundcube.ts'
import { makeScratch } from '../mail-servers/scratch.ts'
import { clientId, issuer, startScriptedProvider, type ScriptedProvider } from './scripted-provider.ts'
import { openBrowser } from './webmail-browser.ts'

export const secret = 'a secret: with/odd+characters & more'

export interface ScriptedWebmail {
  provider: ScriptedProvider
  webmail: Roundcube
  browser(): ReturnType<typeof openScripted>
  stop(): Promise<void>
}

/** No mail server is there: a proof that was believed ends as webmail.mailbox. */
export async function startScriptedWebmail(): Promise<ScriptedWebmail> {
  const provider = await startScriptedProvider()
  const scratch = makeScratch()
  const nobody = { host: scratch.ip, port: 1 }
  const settings = {
    second_step_url: issuer,
    second_step_webmail: webmailUrl(scratch),
    second_step_client_id: clientId,
    second_step_client_secret: secret,
    http_client: connectTo(provider.port),
  }
  const webmail = await startRoundcube({ imap: nobody, smtp: nobody, settings }, scratch)
  return {
    provider,
    webmail,
    browser: () => openScripted(webmail, provider),
    async stop() {
      await webmail.stop()
      provider.stop()
    },
  }
}

/** Somebody's browser, whose next answer the provider knows. */
function openScripted(webmail: Pick<Roundcube, 'url'>, provider: ScriptedProvider) {
  const browser = openBrowser(webmail.url)
  return {
    ...browser,
    /** The link that a page without a session leads to. */
    async begin(query = '') {
      const link = new URL((await browser.go(query)).location ?? 'about:blank')
      provider.expect(link)
      return link
    },
    answer: (given: Record<string, string>) =>
      browser.go(`?${new URLSearchParams({ _task: 'login', _action: 'plugin.second_step', ...given })}`),
  }
}
const stateOf = (link: URL) => link.searchParams.get('state') ?? ''
export const good = (link: URL) => ({ code: 'a-code', state: stateOf(link), iss: issuer })
