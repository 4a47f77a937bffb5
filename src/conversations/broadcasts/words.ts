import { type Audience, isEverybody } from '../../broadcasts/audience.js'
import type { By } from '../../broadcasts/broadcast.js'
import { type Plan, outOfReach, reachedBy } from '../../broadcasts/plan.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'

const NAME = 20
/** So many of those out of reach by name; 群发 名单 has more. */
const NAMED = 5

/** 「项目 2026 年小额资助，地区 南昌，没交报告的」 */
export function audienceShown(audience: Audience, words: Words): string {
  if (isEverybody(audience)) return words.say('broadcast.everybody')
  const { organisations = [], people = [], programmes, regions, tags, report, salon, except = [] } = audience
  const comma = words.say('field.comma')
  const listed = (of: 'organisations' | 'people' | 'programmes' | 'regions' | 'tags', names: string[]) =>
    names.length > 0
      ? [words.say(`broadcast.of_${of}`, { names: names.map((name) => quote(name, NAME)).join(comma) })]
      : []
  return [
    ...listed(
      'organisations',
      organisations.map(({ name }) => name),
    ),
    ...listed(
      'people',
      people.map(({ name, organisation }) => words.say('reach.who', { organisation, contact: name })),
    ),
    ...listed(
      'programmes',
      programmes.map(({ name }) => name),
    ),
    ...listed('regions', regions),
    ...listed('tags', tags),
    ...(report === null ? [] : [words.say(`broadcast.report_${report}`)]),
    ...(salon === null
      ? []
      : [
          words.say('broadcast.of_salon', {
            title: quote(salon.name, NAME),
            answers: salon.answers.map((answer) => words.say(`broadcast.answer_${answer}`)).join(comma),
          }),
        ]),
    ...(except.length === 0
      ? []
      : [words.say('broadcast.of_except', { audience: except.map((one) => audienceShown(one, words)).join(comma) })]),
  ].join(words.say('broadcast.and'))
}

const CHANNELS = ['wecom_app', 'wechat_oa'] as const
const WAYS: Exclude<By, 'message'>[] = ['window', 'subscription', 'template']

/** 「企业微信 30，公众号 8（窗口内 5，订阅通知 3）」 */
export function waysShown(ways: Plan['ways'], words: Words): string {
  const sumOf = (all: Plan['ways']) => all.reduce((sum, { count }) => sum + count, 0)
  return CHANNELS.flatMap((channel) => {
    const all = ways.filter((one) => one.channel === channel)
    if (all.length === 0) return []
    const parts = WAYS.flatMap((by) => {
      const count = sumOf(all.filter((one) => one.by === by))
      return count > 0 ? [words.say('broadcast.so_many', { what: words.say(`broadcast.by_${by}`), count })] : []
    })
    const detail =
      parts.length > 0 ? words.say('broadcast.detail', { parts: parts.join(words.say('broadcast.and')) }) : ''
    return [
      words.say('broadcast.so_many', { what: words.say(`broadcast.channel_${channel}`), count: sumOf(all) }) + detail,
    ]
  }).join(words.say('broadcast.and'))
}

/** How it went to one: 「企业微信」, 「公众号（窗口内）」. */
export const wayShown = (channel: string, by: By, words: Words): string =>
  words.say(`broadcast.channel_${channel}`) +
  (by === 'message' ? '' : words.say('broadcast.detail', { parts: words.say(`broadcast.by_${by}`) }))

/** Why nothing may go to somebody, or what the platform said. */
export function whyShown(why: string | null, words: Words): string {
  switch (why) {
    case 'unbound':
    case 'left':
    case 'refused':
    case 'rights':
    case 'account':
      return words.say(`reach.why_${why}`)
    case 'silent':
    case 'errcode.45015':
      return words.say('broadcast.why_silent')
    case 'errcode.45047':
      return words.say('broadcast.why_spent')
    case 'errcode.43004':
      return words.say('reach.why_left')
    case 'errcode.43005':
    case 'errcode.43019':
    case 'errcode.43101':
    case 'errcode.48002':
    case 'errcode.50005':
      return words.say('reach.why_refused')
    case 'errcode.45009':
      return words.say('broadcast.why_limit')
    case 'gone':
      return words.say('broadcast.why_gone')
    default:
      return words.say('broadcast.why_code', { code: why ?? '' })
  }
}

/** 「没绑定 2，太久没说话 1」 */
export const whysShown = (whys: { why: string | null; count: number }[], words: Words): string =>
  whys
    .map(({ why, count }) => words.say('broadcast.so_many', { what: whyShown(why, words), count }))
    .join(words.say('broadcast.and'))

/** 「42 人：企业微信 30，公众号 8（窗口内 5，订阅通知 3）」, who is out of reach with the first names, who does not want any. */
export function planShown(plan: Plan, words: Words): string {
  const none = plan.none.filter(({ why }) => why !== 'opted_out')
  const out = plan.none.find(({ why }) => why === 'opted_out')?.count ?? 0
  const names = plan.names.slice(0, NAMED).join(words.say('field.comma'))
  const rest = outOfReach(plan) - Math.min(NAMED, plan.names.length)
  return [
    reachedBy(plan) > 0
      ? words.say('broadcast.reached', { count: reachedBy(plan), ways: waysShown(plan.ways, words) })
      : words.say('broadcast.reached_none'),
    ...(none.length > 0
      ? [
          words.say('broadcast.out_of_reach', {
            count: outOfReach(plan),
            whys: whysShown(none, words),
            names: names + (rest > 0 ? words.say('broadcast.and_more', { rest }) : ''),
          }),
        ]
      : []),
    ...(out > 0 ? [words.say('broadcast.out', { count: out })] : []),
  ].join('\n')
}
