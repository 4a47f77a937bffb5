import { sideShown } from '../engine/twin-question.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import type { TwinCase } from '../records/twins.js'
import type { Person, TurnPorts } from './ports.js'
import { isOfHub } from './staff/help.js'
import { caseOf, caseShown, decideCase, numbered, turnedRound } from './twin-cases.js'
import { sideOf } from './twins.js'

const SAID =
  /^\s*(?:(?:其实|不对|哦|啊|刚才|那个|[我]?[弄搞说看选]错了?|[\s,，])*(?:这?两?[次场个])?(不是|是)(?:同一[次个场回]|同?一[回码件]事|(?<=不是)一[次个场回](?=[\s,，:：.。]))(?:活动)?|(not )?the same)[\s,，:：.。]*(?:第?(\d{1,2})(?:条|个)?)?[\s,，:：.。]*([^]*)$/i
/** 「刚才说错了 是同一次」, which corrects no answer. */
export const saysSameOrNot = (text: string): boolean => SAID.test(text)
const LISTED = 6
const LONG = 200

/**
 * 「不是同一次」, with a reason, takes back that activities of her organisation were merged; 「是同一次」 that they were kept. Null for anything
 * else.
 */
export async function sameOrNot(
  ports: Pick<TurnPorts, 'twins' | 'records' | 'people'>,
  contact: NonNullable<Person['contact']>,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const [matched, chinese, english, typed, rest = ''] = SAID.exec(text) ?? []
  // Whoever decides for all has commands of their own.
  if (matched === undefined || isOfHub(contact)) return null
  const same = chinese ? chinese === '是' : !english
  const { words } = asking
  const all = await ports.twins.cases(contact.hubId, contact.organisationId)
  const cases = all.filter(({ decision }) => (decision === 'merged') !== same)
  const [only, ...others] = cases
  if (!only) return words.say(same ? 'twins.none_kept' : 'twins.none_merged')
  const found = typed === undefined ? (others.length === 0 ? only : null) : caseOf(contact, cases, Number(typed))
  const why = quote(rest, LONG)
  if (!found || (!same && Array.from(why).length < 2)) return list()
  const pair = same ? counting(found) : found
  if (!(await decideCase(ports, pair, same ? 'merged' : 'kept', same ? null : why, contact.id, asking))) return list()
  const [one, other] = [pair.sides.of, pair.sides.first].map((side) => sideShown(sideOf(side), asking))
  const values = { one: one ?? '', other: other ?? '', why }
  return same ? words.say('twins.counted_once', values) : words.say('twins.counted_again', values)

  async function list(): Promise<string> {
    const shown = cases.slice(0, LISTED)
    await numbered(ports, contact.id, shown, asking)
    return [
      words.say(same ? 'twins.kept_list' : 'twins.merged_list', { count: cases.length }),
      ...shown.map((each, i) => caseShown(i + 1, each, asking)),
      words.say(same ? 'twins.merge_how' : 'twins.undo_how'),
    ].join('\n')
  }
}

/** What was told first counts, unless only the other says how many came. */
const counting = (pair: TwinCase): TwinCase =>
  pair.sides.of.headcountMin === null && pair.sides.first.headcountMin !== null ? turnedRound(pair) : pair
