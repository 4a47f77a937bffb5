import { plain } from '../../people/names.js'
import type { Known, Register } from '../register.js'
import { type WrittenSchedule, writtenOf, writtenSchedule } from '../written-schedule.js'
import type { Findings } from './answers.js'
import { refOf } from './listed.js'
import type { Programmes } from './grants.js'
import type { Row } from './layout.js'
import { spotOf } from './spots.js'

/** The forms there are, each by its id and by all that it is called. */
export type FormNames = { id: string; names: string[] }[]

/** What each row asks of its programme: the rest of it stays as it is known, or is what a hub's file leaves out. */
export function schedulesIn(
  rows: Row<'schedules'>[],
  { known, programmes, forms, found }: { known: Known; programmes: Programmes; forms: FormNames; found: Findings },
): Register['schedules'] {
  return rows.flatMap((row) => {
    const { cells, bad } = row
    const { code, every, form: named } = cells
    const fault = (column: keyof typeof cells, message: string) =>
      void found.faults.push({ ...spotOf(row, column), message })
    const idOf = (name: string, column: 'form' | 'forms'): string => {
      const known = forms.find(({ id, names }) => [id, ...names].some((each) => plain(each) === plain(name)))
      const all = forms.map(({ id, names }) => names[0] ?? id).join('、')
      if (!known) fault(column, `没有「${name}」这个表单，请写：${all} / no such form`)
      return known?.id ?? ''
    }
    const programme = bad.has('programme') ? null : programmes.refer(cells.programme, spotOf(row, 'programme'))
    const form = named ? idOf(named, 'form') : ''
    const others =
      cells.forms &&
      Object.entries(cells.forms).map(([period, name]) => [period, name === null ? null : idOf(name, 'forms')] as const)
    if (!programme || !code || !every || bad.size > 0) return []
    const before = known.schedules.find((each) => each.code === code && each.programmeId === programme.id)?.schedule
    const { dayOff, opensBefore, callAfter, most, first, last } = cells
    const said: Partial<WrittenSchedule> = {
      form,
      ...every,
      from: cells.from ?? undefined,
      to: cells.to ?? undefined,
      due: cells.due ?? undefined,
      dayOff: dayOff ?? undefined,
      opensBefore: opensBefore ?? undefined,
      first,
      last,
      forms: others === null ? {} : others && Object.fromEntries(others),
      remind: cells.remind === null ? [] : cells.remind,
      deputyFrom: cells.deputyFrom ?? undefined,
      callAfter: callAfter ?? undefined,
      most: most ?? undefined,
    }
    const given = Object.entries(said).filter(([, value]) => value !== undefined)
    const written = { ...(before && writtenOf(before)), ...Object.fromEntries(given) }
    const read = writtenSchedule.safeParse(written)
    for (const { path, message } of read.error?.issues ?? []) {
      const part = path[0] as keyof WrittenSchedule
      fault(part === 'days' ? 'every' : part, message)
    }
    return read.success ? [{ key: code, code, at: spotOf(row), programme: refOf(programme), schedule: read.data }] : []
  })
}
