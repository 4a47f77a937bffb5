import type { Json } from '../../src/kernel/json.js'
import type { Draft } from './draft.js'

export const bounds = (meaning: Json | undefined): Json => (meaning as { min: number } | null | undefined)?.min ?? null
export const fedBy = ({ form, rows, idle }: Draft, feeds: string) =>
  (idle ? [] : form.fields).filter((field) => field.feeds === feeds).flatMap(({ key }) => rows.get(key) ?? [])

export interface Activity {
  title: string
  startsOn: string
  place: Json
  n: Json
}

/** The activities by what feeds them: rows of a table, and the questions of a form about one. */
export function activitiesIn(draft: Draft): Activity[] {
  const { form, answers, idle } = draft
  if (idle) return []
  const one = ({ date, title, place, headcount }: { [key: string]: Json | undefined }) => ({
    title: (title as string | null) ?? '',
    startsOn: (date as { from: string }).from,
    place: place ?? null,
    n: bounds(headcount),
  })
  const own = (feeds: string) => answers.get(form.fields.find((field) => field.feeds === feeds)?.key ?? '') ?? null
  const date = own('activity.date')
  return [
    ...fedBy(draft, 'activities').map(one),
    ...(date === null
      ? []
      : [
          one({
            date,
            title: own('activity.title'),
            place: own('activity.place'),
            headcount: own('activity.headcount'),
          }),
        ]),
  ]
}

/** Activities told of in what was filed before, and of which she was not asked whether they are the same; other places may mean others. */
export function untold(draft: Draft, before: Draft[]): Activity[] {
  if (draft.twins.some(({ mine, decision }) => mine === null || decision === 'merged')) return []
  // What is the same as another is known by that one.
  const known = before.flatMap((one) =>
    activitiesIn(one).filter(
      ({ title }) => !one.twins.some(({ mine, decision }) => decision === 'merged' && mine === title),
    ),
  )
  const isSame = (a: Activity, b: Activity) =>
    a.title === b.title && a.startsOn === b.startsOn && (a.place === null || b.place === null || a.place === b.place)
  return activitiesIn(draft).filter(
    (one) => known.some((other) => isSame(one, other)) && !draft.twins.some(({ mine }) => mine === one.title),
  )
}
