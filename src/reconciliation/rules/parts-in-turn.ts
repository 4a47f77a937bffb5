import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'
import { at, isExact, num, say } from './prose-arithmetic.js'

const ALL = /共|累计|总计|合计|一共/
const TURN =
  /^(?:[和及]?(?:\d{4} ?年 ?)?(?:\d{1,2} ?月份?|[上下]半年|第?[一二三四]季度|[春夏秋冬][季天]|周[一二三四五六日天]|第[一二三四五六七八九]+[期次轮批场天季]|[上中下]旬)[\u4e00-\u9fff]{0,4})$/

/** 「一共做了 6 次，9 月 2 次，10 月 3 次，11 月 2 次」: months, quarters or sessions one after the other are all of it. */
export function partsInTurn({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    const counts = countsIn(text).filter(({ unit }) => !/^[年月日号]$/.test(unit))
    return counts.flatMap((whole, i): Finding[] => {
      if (!isExact(whole) || whole.unit === '' || whole.unit === '%' || /第|其中|每/.test(whole.before)) return []
      const parts: Count[] = []
      for (const count of counts.slice(i + 1)) {
        if (count.unit !== whole.unit || !isExact(count) || !TURN.test(count.before)) break
        parts.push(count)
      }
      const sum = parts.reduce((all, { min }) => all + min, 0)
      if (
        parts.length < (ALL.test(whole.before) ? 2 : 3) ||
        !/^[^。；]{0,12}$/.test(text.slice(whole.end, parts[0]?.start)) ||
        sum === whole.min
      )
        return []
      // Some of them may be left out where they are less.
      if (sum < whole.min && (parts.length < 3 || sum < whole.min * 0.7)) return []
      return [
        say(
          at(sentence),
          `说共 ${whole.text}，一段一段加起来是 ${num(sum)} / ${whole.text} in all, one after the other they are ${num(sum)}`,
        ),
      ]
    })
  })
}

const WEIGHED = /权重|评[审分选]|打分|评分|维度|指标|分值|占比/
const WEIGHT = /[\u4e00-\u9fff]{2,12}(?:占|为)?[(（:：]? ?(?<share>\d{1,3}(?:\.\d+)?) ?%[)）]?/g

/** The weights of what is scored are a hundred: 「需求 30%、可行性 30%、团队 20%、财务 30%」. */
export function weights({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const { text } = sentence
    if (!WEIGHED.test(text) || /率/.test(text)) return []
    const list = /(?:[^，。；、:：%]{2,14}\d{1,3}(?:\.\d+)? ?%[)）]?[、，]?(?:和)?){3,}/.exec(text)?.[0]
    if (list === undefined) return []
    const sum = [...list.matchAll(WEIGHT)].reduce((all, { groups }) => all + Number(groups?.['share']), 0)
    if (Math.abs(sum - 100) < 1 || sum < 70 || sum > 140) return []
    return [say(at(sentence), `各项权重加起来是 ${num(sum)}% / the weights add up to ${num(sum)}%`)]
  })
}
