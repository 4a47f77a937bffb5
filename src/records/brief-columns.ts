import { staysInForm } from '../forms/feeds.js'
import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { showQuantity } from '../kernel/quantity-words.js'
import { basisLabel } from './basis-labels.js'
import type { Cell, Column } from './columns.js'
import type { ExportedRecord } from './export-ports.js'
import { tally, type Sum } from './totals.js'

/**
 * What a filed form says, one row for each: the answers that no other table holds, in columns by their label (the same label
 * in several forms or versions is one column), then what its activities and spending come to.
 */
export function briefColumns(forms: readonly Form[]): Column<ExportedRecord>[] {
  const labels = new Set(forms.flatMap((form) => saidOnlyHere(form).map(({ label }) => label)))
  return [
    ...[...labels].map((label): Column<ExportedRecord> => ({
      header: label,
      width: 44,
      type: 'long',
      cell: (record) => {
        const form = forms.find(({ id, version }) => id === record.form && version === record.formVersion)
        return form ? answerOf(form, label, record) : null
      },
    })),
    { header: '活动数', width: 8, cell: (record) => totalsOf(record).all.rows },
    { header: '人数合计', width: 22, cell: (record) => totalsOf(record).all.sums.map(people).join('；') || null },
    ...(forms.some(({ fields }) => fields.some(({ feeds }) => feeds === 'people')) ? PEOPLE : []),
    { header: '支出合计（元）', width: 16, type: 'money', cell: (record) => spent(totalsOf(record).spending) },
    { header: '照片数', width: 8, cell: ({ photos }) => photos.filter(({ state }) => state === 'kept').length },
    { header: '本期无活动', width: 12, cell: ({ idle }) => (idle ? '是' : null) },
    {
      header: '用时（分）',
      width: 10,
      internal: true,
      cell: ({ burden }) => burden && Math.ceil(burden.activeSeconds / 60),
    },
    { header: '回合', width: 8, internal: true, cell: ({ burden }) => burden && burden.turns },
    { header: '消息数', width: 8, internal: true, cell: ({ burden }) => burden && burden.messages },
  ]
}

/** Different people, where a form asks for them: a ledger of its own beside the sums over sessions. */
const PEOPLE: Column<ExportedRecord>[] = [
  { header: '不同的人', width: 16, cell: ({ people: all }) => all && showQuantity(all) },
  { header: '不同的人依据', width: 12, cell: ({ people: all }) => basisLabel(all?.basis ?? null) },
]

/** Questions whose answers no other table holds. */
const saidOnlyHere = (form: Form): Field[] => form.fields.filter(({ feeds }) => staysInForm(feeds))

function answerOf(form: Form, label: string, { answers }: ExportedRecord): Cell {
  const cells = saidOnlyHere(form)
    .filter((field) => field.label === label)
    .map((field) => {
      const answer = answers[field.key] ?? null
      const kind = kindOf(field)
      return answer === null ? null : kind.cell(field, kind.decode(answer))
    })
  return cells.find((cell) => cell !== null) ?? null
}

function totalsOf(record: ExportedRecord) {
  const counting = tally([])
  counting.add(record)
  return counting.totals([])
}

const range = (min: number, max: number): string => (min === max ? String(min) : `${min}–${max}`)
const people = ({ unit, min, max }: Sum): string => `${range(min, max)} ${unit}`
const spent = ({ rows, minFen, maxFen }: { rows: number; minFen: number; maxFen: number }): Cell => {
  if (rows === 0) return null
  return minFen === maxFen ? minFen / 100 : range(minFen / 100, maxFen / 100)
}
