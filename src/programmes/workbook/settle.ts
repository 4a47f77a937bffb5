import type { Known, Register } from '../register.js'
import type { Answers, Findings } from './answers.js'
import { contactsIn } from './contacts.js'
import { directoryOf } from './directory.js'
import { refOf } from './listed.js'
import { grantsIn } from './grants.js'
import { instalmentsIn, objectivesIn } from './granted.js'
import type { Rows } from './layout.js'
import { type Named, namedOf } from './named.js'
import { partnerChangesIn } from './partner-changes.js'
import { type FormNames, schedulesIn } from './schedules.js'
import { faultOrder, spotOf } from './spots.js'

/**
 * The register that the rows of a workbook are, against what is known of the hub. It holds only when nothing was found wrong and nothing is to
 * be asked.
 */
export function settle(
  rows: Rows,
  hub: Register['hub'],
  known: Known,
  { answers, forms }: { answers: Answers; forms: FormNames },
  found: Findings,
): Register {
  const funders = namedOf('资助方', rows.funders, known.funders, found)
  const programmes = namedOf('资助项目', rows.programmes, known.programmes, found)
  const directory = directoryOf(rows.organisations, known, answers, found)
  const grants = grantsIn(rows.grants, { known, programmes, directory, found })
  const within = { known, programmes, directory, grants, found }
  return {
    hub,
    funders: funders.all.flatMap(({ row, id, key, code, name }) =>
      row ? [{ id, key, code, name, at: spotOf(row) }] : [],
    ),
    programmes: programmes.all.flatMap((each) => programmeOf(each, funders, known, found) ?? []),
    grants: grants.entries,
    instalments: instalmentsIn(rows.instalments, within),
    objectives: objectivesIn(rows.objectives, within),
    schedules: schedulesIn(rows.schedules, { known, programmes, forms, found }),
    contacts: contactsIn(rows.contacts, { known, directory, answers, found }),
    partnerChanges: partnerChangesIn(rows.partnerChanges, { known, directory, found }),
    // At last: others may have called an organisation by a name that is new.
    organisations: directory.entries(),
  }
}

/** What the row of a programme says, with what is known of it already; null where it says too little. */
function programmeOf(
  { row, id, key, code, name }: Named<'programmes'>,
  funders: ReturnType<typeof namedOf<'funders'>>,
  known: Known,
  found: Findings,
): Register['programmes'][number] | null {
  if (!row) return null
  const before = known.programmes.find((each) => each.id === id)
  const dayOf = (column: 'startsOn' | 'endsOn'): string => {
    const day = row.cells[column] ?? before?.[column]
    if (!day && !row.bad.has(column)) found.faults.push({ ...spotOf(row, column), message: '请写日期 / a date' })
    return day ?? ''
  }
  const [startsOn, endsOn] = [dayOf('startsOn'), dayOf('endsOn')]
  faultOrder(row, startsOn, endsOn, found)
  const { funder: typed, amountFen } = row.cells
  const at = spotOf(row)
  if (!typed && before) return { id, key, code, name, startsOn, endsOn, amountFen, at, funder: { id: before.funderId } }
  const funder = funders.refer(typed, spotOf(row, 'funder'))
  return funder && { id, key, code, name, startsOn, endsOn, amountFen, at, funder: refOf(funder) }
}
