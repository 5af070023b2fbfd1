import { createContext, useContext, useState, type ReactNode } from 'react'

const Announce = createContext<(text: string) => void>(() => undefined)

/** Says a sentence to screen readers, politely. */
export const useAnnounce = () => useContext(Announce)

/** The one polite live region of a page; a dialog has its own, because all behind it is inert. */
export function StatusRegion({ children }: { children: ReactNode }) {
  const [text, setText] = useState('')
  return (
    <Announce.Provider value={setText}>
      {children}
      <p className="unseen" role="status">
        {text}
      </p>
    </Announce.Provider>
  )
}
