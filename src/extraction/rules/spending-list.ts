import type { Amount } from '../../kernel/amount.js'
import { ROLE_AT_END } from './roles.js'
import type { Spent } from './spending.js'

/** What is bought or paid for, by what its name ends in; 剪纸, 磨刀, 送水 are what was done. */
export const GOODS_NAME =
  '(?:[费资酬租油肉糖蛋饼糕汤酒墨砚布绳灯鞋帽伞袋杯碗盘筷牌旗板胶刀材料具套巾皂刷瓶苗肥钉漆椅凳礼奖]|[早中午晚夜]饭|[早中午晚]餐|茶[歇点水叶]|奶茶|凉茶|点心|零食|水果|饮料|红包|红纸|白纸|彩纸|宣纸|纸张|毛笔|画笔|毛线|药[品水膏]|用品|药|矿泉水|水|疫苗|横幅|打印|复印|教材|米油|大米|面粉|猪肉|电池|鲜花|剪子|剪刀|钳子|劳务|住宿|保险|车票|话筒|证书|印刷)'
/** 五条, 6把: so many of them. */
const MANY =
  '(?:\\d{1,5}|[一二两三四五六七八九十百]{1,4}) ?[份套箱瓶张件支条双把卷包副桶斤根块顶只台盒袋罐盆捆听刀沓提]'
const ITEM = new RegExp(`^ ?(?<name>[\\u4e00-\\u9fff]{1,10}?)(?<many> ?${MANY})?(?:共|一共)?[ :：]?$`)
const IS_GOODS = new RegExp(`^[\\u4e00-\\u9fff]*${GOODS_NAME}$`)
/** Who came, where, and what was done with them. */
const NOT_BOUGHT =
  /[来到去有签参约实为是每各了的给共]|^剪(?![刀子])|^[送发捐赠派领卖做折写画织编种采修磨换补缝洗搬讲学教]|[男女大小老新户村校班队组区场点楼栋屯镇乡院园馆站会课营赛展演剪诊访]$|人数|现场|线[上下]|[上中下]午|观众|讲座|培训|沙龙|慰问|辅导|体检|筛查|理发|服务|活动/
const PAUSES = /[，,。；;、\n]/
const ENDS = /^(?: ?(?:$|[，。,、；;\n）)])|[ ](?=[\u4e00-\u9fff]))/
/** What stands between the items of a list. */
const BETWEEN = /^[，,、；; \n和及]*$/
const LEAST = 10

interface Item {
  amount: Amount
  start: number
  goods: boolean
  many: boolean
}

/** 讲师费300、红纸45，剪刀6把84: bare sums beside one that is money, each behind what was bought, and those behind how many (围布五条一百二). */
export function listedSums(plain: string, sums: Amount[], found: Spent[]): Spent[] {
  const items = sums.flatMap((amount) => itemOf(plain, amount, found))
  if (items.length === 0) return found
  const all = [...found]
  const isBeside = (a: { end: number }, b: { start: number }) => BETWEEN.test(plain.slice(a.end, b.start))
  const startOf = (one: Spent) => itemStart(plain, one.start)
  // Forward: what stands behind money; backward: what stands before it.
  for (const list of [items, items.toReversed()])
    for (const { amount, start, goods, many } of list) {
      if (all.some((one) => one.start === amount.start)) continue
      const before = all.filter((one) => one.end <= start && !one.total && isBeside(one, { start }))
      const behind = all.some(
        (one) => !one.total && one.start > amount.start && isBeside(amount, { start: startOf(one) }),
      )
      if (many || (goods && (before.length > 0 || behind)))
        all.push({ yuan: amount.said, total: false, each: null, sure: true, start: amount.start, end: amount.end })
    }
  return all.toSorted((a, b) => a.start - b.start)
}

function itemStart(plain: string, at: number): number {
  let start = at
  while (start > 0 && at - start < 24 && !PAUSES.test(plain[start - 1] ?? '')) start--
  return start
}

function itemOf(plain: string, amount: Amount, found: Spent[]): Item[] {
  if (amount.unit || amount.said < LEAST || found.some(({ start, end }) => start < amount.end && end > amount.start))
    return []
  if (!ENDS.test(plain.slice(amount.end, amount.end + 2))) return []
  const start = itemStart(plain, amount.start)
  const said = ITEM.exec(plain.slice(start, amount.start).replace(/^[□ ]+/, ''))?.groups
  const name = said?.['name']
  if (name === undefined || NOT_BOUGHT.test(name) || ROLE_AT_END.test(name)) return []
  return [
    {
      amount,
      start,
      goods: IS_GOODS.test(name) || said?.['many'] !== undefined,
      many: said?.['many'] !== undefined && plain[amount.start - 1] !== ' ',
    },
  ]
}
