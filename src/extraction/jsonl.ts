import type { Day } from '../kernel/day.js'
import type { CountedRole, ExtractedActivity, Read, Status } from './activity.js'

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

/** What is only proposed is left out. */
const taken = <T>(read: Read<T> | null): T | null => (read && !read.proposed ? read.value : null)

export const plainActivity = ({
  date,
  title,
  place,
  attendance,
  breakdown,
  expense,
  status,
}: ExtractedActivity): PlainActivity => ({
  date: taken(date)?.from ?? null,
  dateEnd: taken(date)?.to ?? null,
  title: taken(title),
  place: taken(place),
  headcount: taken(attendance)?.count ?? null,
  headcountUnit: taken(attendance)?.unit ?? null,
  headcountMax: taken(attendance)?.max ?? null,
  approximate: taken(attendance)?.approximate ?? false,
  breakdown: breakdown.flatMap((one) => taken(one) ?? []),
  expenseYuan: taken(expense),
  status: status.value,
})

/** The activities of a message as they are written out; one that is only proposed is none yet. */
export const plainActivities = (activities: ExtractedActivity[]): PlainActivity[] =>
  activities.filter(({ status }) => !status.proposed).map(plainActivity)
