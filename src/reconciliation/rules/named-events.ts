import { daysBetween } from '../../kernel/day.js'
import { placeOf, type Place } from '../document.js'
import { daysIn, overlap, type SaidDays } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

/** Events that there is one of: a report does not hold two of a name without saying which. */
const ONE =
  /[\u4e00-\u9fff]{2}(?:大会|年会|论坛|启动会|启动仪式|发布会|评审会|成果展|嘉年华|运动会|颁奖礼|揭牌仪式|结业礼|峰会)/g
const SEVERAL =
  /第[一二三四五六七八九十\d]+[届期次场轮批]|[两二三四五\d] ?[场次届]|每[年月季]|分别|计划|拟|预计|原定|延期|推迟|改[到为期]|报名|筹备|前|后/
const APART = 45

/** 「10月22日至23日，患者大会…」 and 「10月21日开幕的患者大会」: one event that two places of the text put on different days. */
export function namedEvents({ sentences, events, header: { period } }: Facts): Finding[] {
  const told = new Map<string, { said: SaidDays; place: Place; at: number }[]>()
  for (const { block, text } of sentences) {
    const names = [...text.matchAll(ONE)]
    const days = daysIn(text, period).filter(({ grain }) => grain === 'day')
    const [said, ...more] = days
    const [name, ...others] = names
    if (!said || !name || more.length > 0 || others.length > 0 || SEVERAL.test(text)) continue
    const far = name.index > said.end ? name.index - said.end : said.start - (name.index + name[0].length)
    if (far > 12) continue
    const key = name[0].slice(-5)
    told.set(key, [...(told.get(key) ?? []), { said, place: placeOf(block, text), at: block.at }])
  }
  return [...told].flatMap(([key, [first, second, ...more]]): Finding[] => {
    if (!first || !second || more.length > 0 || first.at === second.at) return []
    if (overlap(first.said.days, second.said.days)) return []
    if (Math.abs(daysBetween(first.said.days.from, second.said.days.from)) > APART) return []
    // What a table dates is compared with it.
    if (events.some(({ title }) => title.includes(key))) return []
    return [
      {
        severity: 'contradiction',
        kind: 'dates',
        message: `「${key}」一处写 ${first.said.text}，一处写 ${second.said.text} / one event on two days`,
        places: [first.place, second.place],
        advice: '查签到表或照片，两处改成同一天 / look it up and put the same day in both',
      },
    ]
  })
}
