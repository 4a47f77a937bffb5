import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import { dayIn } from '../kernel/zone.js'
import { perhaps, plain } from '../people/names.js'
import type { Calendar } from './calendar.js'
import { type Keeping, makeObligations } from './keep-obligations.js'
import { yearsAhead } from './obligation.js'
import { nothingKnown, type Change, type Known, type Register, type Registers } from './register.js'
import { type Answers, type Findings, type Question, saidSame } from './workbook/answers.js'
import type { Row } from './workbook/layout.js'
import { noteGrantsOfLeft } from './workbook/left-partners.js'
import type { Read } from './workbook/read.js'
import type { FormNames } from './workbook/schedules.js'
import { settle } from './workbook/settle.js'
import { spotOf } from './workbook/spots.js'
import type { Told } from './workbook/told.js'

export type Imported =
  | { type: 'loaded'; hub: string; changes: Change[]; owed: Owed; notes: Told[] }
  /** Nothing was changed. All that is wrong and all that is to be answered, at once. */
  | { type: 'refused'; faults: Told[]; questions: Question[]; notes: Told[] }

/** How many obligations it made, how many of these were due already, and how many it waived. */
type Owed = Awaited<ReturnType<typeof makeObligations>>

/**
 * Brings a hub up to date from a workbook, whole or not at all, and makes what its grants owe by now. `forms`: those that a schedule can ask
 * for.
 */
export const importWorkbook =
  (registers: Registers, forms: FormNames, keeping: Keeping & { now: Instant }) =>
  async ({ names, rows, lacks, ...read }: Read, answers: Answers): Promise<Imported> => {
    // Its own: a unit of work may be run again.
    const found: Findings = { faults: [...read.faults], notes: [...read.notes], questions: [] }
    const { hub, before } = hubOf(rows.hub, await registers.hubs(), answers, found)
    const known: Known = before ? await registers.known(before) : { ...nothingKnown, hub: { id: '', ...hub } }
    const register = settle(rows, hub, known, { answers, forms }, found)
    const today = dayIn(keeping.now, hub.zone)
    noteGrantsOfLeft(register, rows.grants, known, today, found)
    const { questions, notes } = found
    // Of what only follows from a missing sheet nobody can put anything right.
    const faults = found.faults.filter(({ refers = [] }) => !refers.some((sheet) => lacks.includes(sheet)))
    const inOrder = byPlace(names)
    notes.sort(inOrder)
    if (faults.length > 0 || questions.length > 0)
      return { type: 'refused', faults: faults.sort(inOrder), questions: questions.sort(inOrder), notes }
    const { hubId, changes } = await registers.load(register)
    const owed = await makeObligations(keeping, registers.obligations, hubId, { at: keeping.now, today })
    if (owed.made > 0) notes.push(...(await holidaysUnknown(keeping.calendar, registers, hubId, today)))
    return { type: 'loaded', hub: hub.name, changes, owed, notes }
  }

/** Reports are due in years of which nobody has said yet when people are off: their due dates were found by weekends alone, and stay. */
async function holidaysUnknown(
  calendar: Calendar,
  { obligations }: Pick<Registers, 'obligations'>,
  hubId: string,
  today: Day,
): Promise<Told[]> {
  const years = yearsAhead(calendar, await obligations.list(hubId), today).join('、')
  return years === ''
    ? []
    : [
        {
          sheet: '报告安排',
          message: `还没有 ${years} 年的放假安排，那时的截止日先只按周末算，算好了就不再变。公布后写进 config/holidays；要改截止日，在对话里用「延期」 / no holidays known for ${years}`,
        },
      ]
}

/** Which hub the workbook is of: the one it names, or the only one there is. A second one is made only when that was said. */
function hubOf(
  rows: Row<'hub'>[],
  hubs: Known['hub'][],
  answers: Answers,
  { faults, questions }: Findings,
): { hub: Register['hub']; before: Known['hub'] | null } {
  const [row, second] = rows
  const as = (before: Known['hub'], name = before.name, code = before.code) => ({
    hub: { ...before, name, code, key: before.code ?? code ?? before.id, at: row && spotOf(row) },
    before,
  })
  const made = (name: string, code: string | null) => ({
    hub: {
      key: code ?? `name:${plain(name)}`,
      code,
      name,
      at: row && spotOf(row),
      zone: 'Asia/Shanghai',
      language: 'zh-CN',
    },
    before: null,
  })
  if (second) faults.push({ ...spotOf(second), message: '一份工作簿只写一个枢纽 / one hub a workbook' })
  const { code = null, name } = row?.cells ?? {}
  if (!row || !name) {
    const [only, other] = hubs
    if (only && !other) return as(only)
    const message = only
      ? `有几个枢纽（${hubs.map((each) => each.name).join('、')}），请在「枢纽」表写是哪一个 / which hub`
      : '还没有枢纽，请在「枢纽」表写上名称 / there is no hub yet'
    if (!row) faults.push({ sheet: '枢纽', refers: ['枢纽'], message })
    return made('', null)
  }
  const [coded, named] = [
    hubs.find((each) => code !== null && each.code === code),
    hubs.find((each) => each.name === name),
  ]
  if (coded && coded !== named) {
    // The sheet of one hub under the code of another would pour the one into the other.
    if (named)
      faults.push({
        ...spotOf(row, 'code'),
        message: `编号「${code}」是枢纽「${coded.name}」的，这里写的名称却是「${name}」 / the code of another hub`,
      })
    else if (perhaps([coded], name).length === 0 && !saidSame(answers, coded.name, name))
      questions.push({ ...spotOf(row, 'name'), name, like: [coded.name], about: 'renamed' })
    return as(coded, name)
  }
  const found = coded ?? named ?? hubs.find((each) => saidSame(answers, each.name, name))
  if (found) {
    // As of an organisation: a code is for good.
    if (code !== null && found.code !== null && found.code !== code)
      faults.push({
        ...spotOf(row, 'code'),
        message: `「${name}」已有编号「${found.code}」，这里写了「${code}」 / it has another code`,
      })
    return as(found, name, found.code ?? code)
  }
  if (hubs.length > 0 && !answers.fresh(name)) {
    const like = perhaps(hubs, name)
    questions.push({
      ...spotOf(row, 'name'),
      name,
      like: (like.length > 0 ? like : hubs).map((each) => each.name),
      about: 'hub',
    })
    // What the others have is no news of one that is like none of them.
    if (like[0]) return as(like[0])
  }
  return made(name, code)
}

/** As one goes through a workbook: what it has not first, then sheet by sheet, down the rows, along the columns. */
const byPlace = (names: string[]) => (a: Told | Question, b: Told | Question) => {
  const sheet = (name: string) => names.indexOf(name)
  const column = ({ column: letters = '' }: Told | Question) => letters.padStart(3)
  return sheet(a.sheet) - sheet(b.sheet) || (a.row ?? 0) - (b.row ?? 0) || column(a).localeCompare(column(b), 'en')
}
