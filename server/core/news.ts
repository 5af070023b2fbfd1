/** News of challenges, whichever process wrote them. */
export interface ChallengeFeed {
  /**
   * @param onChange the id of a session whose challenge changed; it has to be read.
   * @param onGap changes may have been missed: read every served session.
   * @returns stops watching.
   */
  watch(onChange: (sessionId: string) => void, onGap: () => void): () => Promise<void>
  /** It has been heard of within limits.feedSilence; without anything new the database says so every second. */
  isOpen(): boolean
}
