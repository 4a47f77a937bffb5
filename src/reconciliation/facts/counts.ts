import { amountsIn, scanAmount } from '../../kernel/amount.js'
import { normaliseText, plainText } from '../../kernel/numeral.js'
import { remembered } from './remembered.js'

/** A number with its measure word in a text. */
export interface Count {
  min: number
  max: number
  /** 名 and 位 are 人, 场次 is 场; empty when there is none. */
  unit: string
  /** The hedge (多 余 近 …), or null when exact. */
  qualifier: string | null
  text: string
  /** From the last mark of punctuation up to the number, and from the number to the next mark. */
  before: string
  after: string
  /** Of the sentence it stands in what comes before it. */
  lead: string
  /** Different people (「去重后61人」): no sum of attendances says how many, nor does a row of it. */
  different: boolean
  start: number
  end: number
}

const UNIT =
  / ?(?:个?人次|户次|家次|场次|个人|人(?![民员均才力生])|名(?![单额])|位(?!置)|个?地级?市|个月|个(?:家庭)?|户|家(?![长属庭])|场|次(?!要|日)|期(?![间望待])|份|篇|项|笔|节|批|轮|条|套|本|册|张|件|间(?![接隔断距])|只(?![是有要能好为])|台(?!风)|起(?![来初到])|例(?!如)|组(?!织)|门(?![口外前])|堂|棵|亩|辆|小时|课时|天|周(?!年|边)|年|月|日|号|岁|万?元|块钱?|%|倍|所|支|站|片|字|平方米|公里|公斤)/y
const SAME: Record<string, string> = {
  个人: '人',
  名: '人',
  位: '人',
  个人次: '人次',
  场次: '场',
  块: '元',
  块钱: '元',
  个地市: '地市',
  地级市: '地市',
  个地级市: '地市',
  个家庭: '户',
}
const MARK = /[，,。；;：:！!？?（(）)、\n“”「」]/
/** Idioms in which 一 or 两 counts nothing. */
const IDLE = /^[一两](?:个|次|项|条|位|天|年|月|日|份|家|场|件|张|片|批|套|支|名|期|站|节|间|只|台|起|例|组|门|堂|棵)?$/

const sameUnit = (unit: string): string => {
  const plain = unit.trim()
  return SAME[plain] ?? plain
}

/** Said before a number of different people, and behind it. */
const DIFFERENT = /去重|不重复|(?:去掉|剔除|不计|扣除)重复|不同的?(?:$|人|个人|参与|服务对象|受益)/
const DIFFERENT_BEHIND = /^[^，,。；;\n（(\d]{0,6}[（(]?已?(?:去重|不重复)[^\d，。；;]{0,4}(?:[)），,。；;]|$)/

/** So many characters beside a number can say what it counts. */
const NEAR = 80

/** All numbers of a text that count something, in order; ordinals and bare 一 are left out. Money in yuan. */
export const countsIn: (text: string) => Count[] = remembered(readCounts)

function readCounts(text: string): Count[] {
  const normal = normaliseText(text)
  const plain = plainText(normal)
  return [...amountsIn(plain, UNIT)].flatMap((amount) => {
    const { start, end, unit, qualifier } = amount
    const said = normal.slice(start, end)
    if (unit === null && !/\d/.test(said)) return []
    if (IDLE.test(said.replace(/ /g, ''))) return []
    const factor = unit?.trim() === '万元' ? 10_000 : 1
    let cut = start - 1
    while (cut >= 0 && start - cut < NEAR && !MARK.test(plain[cut] ?? '')) cut -= 1
    const rest = plain.slice(end, end + NEAR)
    const stop = rest.search(MARK)
    const before = normal.slice(cut + 1, start).trim()
    return [
      {
        min: amount.min * factor,
        max: amount.max * factor,
        unit: unit?.trim() === '万元' ? '元' : sameUnit(unit ?? ''),
        qualifier,
        text: said.trim(),
        before,
        lead:
          normal
            .slice(Math.max(0, start - 2 * NEAR), start)
            .split(/[。；;！？\n]/)
            .at(-1) ?? '',
        different: unit?.endsWith('次') !== true && (DIFFERENT.test(before) || DIFFERENT_BEHIND.test(rest)),
        after: (stop < 0 ? rest : rest.slice(0, stop)).trim(),
        start,
        end,
      },
    ]
  })
}

const TO_COME = /计划|预计|打算|拟(?!定)|将(?!近)|目标|希望|争取|不少于|至少要?|下一?[年季期]|明年/
const DONE = /实际|完成|已经?|共?办了|达成|(?<![为除])了(?!解)/

/** Whether a count is of what was or is to be done, not of what was done. */
export const isToCome = ({ lead, after }: Count): boolean => {
  const at = lead.search(TO_COME)
  return (at >= 0 && !DONE.test(lead.slice(at))) || /^[^，。；]{0,8}(?:的目标|为目标)/.test(after)
}

export interface CellNumber {
  min: number
  max: number
  unit: string
}

/** 「32」, 「29–35」 */
export const showRange = ({ min, max }: Pick<CellNumber, 'min' | 'max'>): string =>
  min === max ? String(min) : `${min}–${max}`

/** A cell that is a number and nothing else (24,000 · 约40人 · -25.31 · 12%), or null. */
export function numberOf(cell: string): CellNumber | null {
  const bare = plainText(normaliseText(cell)).trim()
  const minus = /^[-−–(（] ?¥?\d/.test(bare) && !/^[-–—]+$/.test(bare)
  const text = bare
    .replace(/^[-−–]|^[(（](?=.*[)）]$)|[)）]$/g, '')
    .replace(/^[¥ ]+/, '')
    .trim()
  const amount = scanAmount(text, 0, UNIT)
  if (!amount || text.slice(amount.end).trim() !== '') return null
  const factor = amount.unit?.trim() === '万元' ? 10_000 : 1
  const [min, max] = [amount.min * factor, amount.max * factor]
  const unit = factor > 1 ? '元' : sameUnit(amount.unit ?? '')
  return minus ? { min: -max, max: -min, unit } : { min, max, unit }
}
