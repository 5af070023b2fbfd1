import { limits } from '../../shared/limits.ts'
import type { Models } from './models/index.ts'
import type { ChallengeFeed } from '../core/news.ts'

// A constant pipeline: only updates that touch what a waiting browser sees, only the session's id. Fields of a dotted update keep the dot in their name.
const touched = (field: string) => ({
  $ne: [{ $type: { $getField: { field: { $literal: field }, input: '$updateDescription.updatedFields' } } }, 'missing'],
})
const watched = [
  'challenge',
  'challenge.status',
  'challenge.ticket',
  'challenge.strangers',
  'challenge.scan',
  'expiresAt',
]
const pipeline = [
  { $match: { operationType: { $in: ['update', 'replace'] }, $expr: { $or: watched.map(touched) } } },
  { $project: { 'documentKey._id': 1 } },
]
const reopenAfter = 500

interface Change {
  documentKey: { _id: string }
}

/**
 * The one change stream of this process. On any error it is opened again from now, and `onGap` asks every served session to be read again,
 * so that nothing is missed in between.
 */
export function createChallengeFeed(
  { sessions }: Pick<Models, 'sessions'>,
  onError: (error: unknown) => void,
): ChallengeFeed {
  let heardAt = -Infinity
  return {
    isOpen: () => performance.now() - heardAt < limits.feedSilence,
    watch(onChange, onGap) {
      let isStopped = false
      let timer: NodeJS.Timeout | undefined
      let close = async () => {}
      const open = () => {
        const stream = sessions.collection.watch(pipeline)
        close = async () => stream.close()
        stream.on('change', (change) => onChange((change as unknown as Change).documentKey._id))
        // Comes with every batch, the empty ones too (change streams specification, postBatchResumeToken).
        stream.on('resumeTokenChanged', () => (heardAt = performance.now()))
        stream.once('error', (error) => {
          onError(error)
          void stream.close().catch(() => undefined)
          if (!isStopped) timer = setTimeout(reopen, reopenAfter)
        })
      }
      const reopen = () => {
        open()
        onGap()
      }
      open()
      return async () => {
        isStopped = true
        clearTimeout(timer)
        await close().catch(() => undefined)
      }
    },
  }
}
