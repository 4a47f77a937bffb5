import type { Day } from '../kernel/day.js'
import type { CountedRole, ExtractedActivity, Status } from './activity.js'

/** One activity as `jianbao extract` writes it: plain values, null where the text says nothing. */
export interface PlainActivity {
  date: Day | null
  dateEnd: Day | null
  title: string | null
  place: string | null
  headcount: number | null
  headcountUnit: string | null
  headcountMax: number | null
  approximate: boolean
  breakdown: CountedRole[]
  expenseYuan: number | null
  status: Status
}

export const plainActivity = ({
  date,
  title,
  place,
  attendance,
  breakdown,
  expense,
  status,
}: ExtractedActivity): PlainActivity => ({
  date: date?.value.from ?? null,
  dateEnd: date?.value.to ?? null,
  title: title?.value ?? null,
  place: place?.value ?? null,
  headcount: attendance?.value.count ?? null,
  headcountUnit: attendance?.value.unit ?? null,
  headcountMax: attendance?.value.max ?? null,
  approximate: attendance?.value.approximate ?? false,
  breakdown: breakdown.map(({ value }) => value),
  expenseYuan: expense?.value ?? null,
  status: status.value,
})
