import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../server/store/connect.ts'

/** Enough of any test; a bench fills millions. */
const looked = 2_000

/**
 * The moves are written by the driver's own calls, which cast nothing: here every document is held against the schema of its model.
 * @throws Error that names the collection and document which hold an unknown field, another type or an invalid value.
 */
export async function checkStoredRows({ models }: Pick<Database, 'models'>): Promise<void> {
  for (const model of [
    models.accounts,
    models.sessions,
    models.counters,
    models.audit,
    models.auditChain,
    models.auditSeals,
    models.notices,
    models.kicks,
    models.mailClients,
    models.openid,
    models.openidKeys,
  ]) {
    for await (const row of model.collection.find().limit(looked)) {
      const held = new (model as typeof models.accounts)(row, undefined, { defaults: false })
      const fault = await held.validate().then(
        () => (isDeepStrictEqual(held.toObject(), row) ? undefined : 'unknown fields'),
        (error: Error) => error.message,
      )
      if (fault) throw new Error(`${model.collection.name} ${String(row['_id'])} does not fit its schema: ${fault}`)
    }
  }
}
