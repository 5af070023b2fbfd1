import { run } from './command.ts'

async function ask(database: string, sql: string): Promise<string> {
  const { code, output } = await run('sqlite3', ['-cmd', '.timeout 2000', database], { input: sql })
  if (code !== 0) throw new Error(`Roundcube's database: ${output}`)
  return output
}

export const makeDatabase = (database: string, schema: string) => ask(database, schema)

/** Where a session holds when it began and when its mailbox was last seen (PHP's serialize). */
const times = /(second_step_seen\|i:|"at";i:)(\d+)/g

const aged = (vars: string, seconds: number) =>
  Buffer.from(vars, 'base64')
    .toString('latin1')
    .replace(times, (_, name: string, at: string) => `${name}${Number(at) - seconds}`)

/** As if so many seconds had gone by for every session. A request that is under way would write back what it has read. */
export async function ageSessions(database: string, seconds: number): Promise<void> {
  const rows = (await ask(database, 'SELECT sess_id, vars FROM session;')).trim().split('\n')
  const updates = rows.map((row) => {
    const [id, vars = ''] = row.split('|')
    const text = Buffer.from(aged(vars, seconds), 'latin1').toString('base64')
    return `UPDATE session SET vars = '${text}' WHERE sess_id = '${id}';`
  })
  await ask(database, updates.join('\n'))
}
