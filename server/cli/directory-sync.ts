import { parseArgs } from 'node:util'
import { compare, isTooMany, releaseAll } from '../core/directory-sync.ts'
import { directoryOf } from '../open.ts'
import { InputError, line, withOperator, type Command } from './command.ts'

export const directorySync: Command = {
  takes: '[--apply]',
  does: 'compares addresses with the directory: whose address was given to somebody else, or is gone; --apply takes it from the former. For every night',
  run(given, terminal) {
    const { apply } = parseArgs({ args: given, options: { apply: { type: 'boolean', default: false } } }).values
    return withOperator(terminal, async (operator, config, data) => {
      const { directory, stop } = await directoryOf(data, config, operator.keys)
      if (!directory.find) throw new InputError('this directory tells of an address only when its owner signs in')
      const compared = await compare(operator, directory.find).finally(stop)
      for (const { address, id } of compared.given) terminal.print(line('given away', address, id))
      for (const { address, id } of compared.gone) terminal.print(line('not there', address, id))
      terminal.print(line('looked at', `${compared.looked} accounts`))
      if (!apply) return 0
      if (isTooMany(compared)) throw new InputError('so many at once: is LDAP_ID still the attribute that it was?')
      terminal.print(line('released', `${await releaseAll(operator, compared.given)} addresses`))
      await operator.carry()
      return 0
    })
  },
}
