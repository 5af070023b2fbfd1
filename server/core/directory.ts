/** One person of the directory: `id` never changes, the address may. */
export interface DirectoryUser {
  id: string
  address: string
}

/** Where the mailbox password is checked. */
export interface Directory {
  /**
   * @param ip the client's whole address, told to a mail server that slows down whoever guesses; kept nowhere.
   * @returns undefined for an unknown address and for a wrong password, after the same work. @throws Problem('directory.unavailable').
   */
  check(address: string, password: string, ip: string): Promise<DirectoryUser | undefined>
  /** Who has the address now; absent where only a sign-in tells. @throws Problem('directory.unavailable'). */
  find?(address: string): Promise<DirectoryUser | undefined>
}

/** A user of the `local` directory; `hash` is the stored form of the password. */
export interface LocalUser extends DirectoryUser {
  hash: string
}

/** What store/ keeps for the `local` directory. */
export interface LocalUsers {
  byAddress(address: string): Promise<LocalUser | null>
  /** Makes the user, or gives the one with this address a new password. @returns the user's id. */
  put(address: string, hash: string): Promise<string>
}

/** The form under which an address is compared and stored. */
export const foldAddress = (address: string) => address.normalize('NFKC').trim().toLowerCase()
