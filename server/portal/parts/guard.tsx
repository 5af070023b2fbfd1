import { Component, type ReactNode } from 'react'
import { CallError } from '../../../shared/client.ts'
import { Broken } from './broken.tsx'

/** Catches what should not happen, and a part that could not be loaded: the page is then loaded anew. */
export class Guard extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <Broken
        error={new CallError(navigator.onLine ? 'internal' : 'offline')}
        onRetry={() => window.location.reload()}
      />
    )
  }
}
