import { sideShown } from '../engine/twin-question.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import type { Person, TurnPorts } from './ports.js'
import { caseOf, caseShown, decideCase, numbered } from './twin-cases.js'
import { sideOf } from './twins.js'

const SAID =
  /^\s*(?:(?:这两?[次场个])?不是同一[次场个回](?:活动)?|not the same)[\s,，:：.。]*(?:第?(\d{1,2})(?:条|个)?)?[\s,，:：.。]*([^]*)$/
const LISTED = 9
const LONG = 200

/** 「不是同一次」: takes back that activities of her organisation were merged, with a reason; null for anything else. */
export async function notTheSame(
  ports: Pick<TurnPorts, 'twins' | 'records' | 'people'>,
  contact: NonNullable<Person['contact']>,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const [matched, typed, said = ''] = SAID.exec(text) ?? []
  if (matched === undefined) return null
  const { words } = asking
  const cases = (await ports.twins.cases(contact.hubId, contact.organisationId)).filter(
    ({ decision }) => decision === 'merged',
  )
  const [only, ...others] = cases
  if (!only) return words.say('twins.none_merged')
  const list = async () => {
    const shown = cases.slice(0, LISTED)
    await numbered(ports, contact.id, shown, asking)
    const lines = shown.map((each, i) => caseShown(i + 1, each, asking))
    return [words.say('twins.merged_list', { count: cases.length }), ...lines, words.say('twins.undo_how')].join('\n')
  }
  const found = typed === undefined ? (others.length === 0 ? only : null) : caseOf(contact, cases, Number(typed), false)
  const why = quote(said, LONG)
  if (!found || Array.from(why).length < 2) return list()
  if (!(await decideCase(ports, found, 'kept', why, contact.id, asking))) return list()
  const { first, of } = found.sides
  return words.say('twins.counted_again', {
    one: sideShown(sideOf(of), asking),
    other: sideShown(sideOf(first), asking),
    why,
  })
}
