import { LogIn } from 'lucide-react'
import { clients } from '../../../shared/messages/portal-clients.ts'
import { useClientName } from '../use-client-name.ts'
import { Glyph } from './glyph.tsx'
import { Sentence } from './sentence.tsx'

/** Where the sign-in leads to. Its place is kept while the name is on its way, so that nothing below moves. */
export function ClientLine({ request }: { request: string }) {
  const name = useClientName(request)
  return (
    <p className="sign-in-client">
      {name && (
        <>
          <Glyph of={LogIn} size={20} />
          <span className="sign-in-client-words">
            <Sentence of={clients.returns} values={{ name }} />
          </span>
        </>
      )}
    </p>
  )
}
