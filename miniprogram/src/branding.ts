import { type Branding, defaultBranding } from '../../shared/branding.ts'
import type { Call, Vault } from './session/session.ts'
import { Store } from './store.ts'

const key = 'branding'

/** Whose service this is: as last heard, brought up to date once in a run. */
export class BrandingKeeper {
  readonly branding = new Store<Branding>(defaultBranding)
  readonly #call: Call
  readonly #vault: Vault
  #isHeard = false

  constructor(call: Call, vault: Vault) {
    this.#call = call
    this.#vault = vault
  }

  async open(): Promise<void> {
    if (this.#isHeard) return
    this.#isHeard = true
    const kept = await this.#vault.read<Branding>(key)
    if (kept) this.branding.set(kept)
    try {
      const branding = await this.#call('GET /api/branding')
      this.branding.set(branding)
      await this.#vault.write(key, branding)
    } catch {
      // The next page that opens asks again.
      this.#isHeard = false
    }
  }
}
