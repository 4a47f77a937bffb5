import { amountsIn } from './amount.js'
import { basisOf } from './basis-words.js'
import { isGroup, withGroups } from './group-words.js'
import { LEAD, UNIT, isTail, isThing, quantityOf } from './measure-words.js'
import { PERSON, PERSON_AT_END } from './person-words.js'
import type { Basis, Quantity } from './quantity.js'

/** Between the parts of a headcount; a noun may stand before a space or colon and its number behind it. */
const BETWEEN =
  /[，、；;。()（）\n]|(?<!\d),|,(?!\d{3})|其中|包括|包含|含|分别|以及|还有|另有|另外|外加|此外|(?:再|(?<=[人名位个\d]))加(?!上)|和|及|(?<!参)与|再?加上|(?<=[人名位\d])(?=(?:一共|总共|共计|合计|总计)\d)|(?<=[妈爸长属亲师者爷奶人])带[着了]?(?=[\d一二两三四五六七八九十])|\+(?=[^\s人名位个户家次份本册套张件袋箱条只支棵篇，,、；;。)）(（]|家[长属庭])/
const SPACE_IN_NUMBER =
  /(?<=\d) +(?=[百千万亿多余来几人名位个户家]|(?:people|person|kid|child|participant|volunteer|student))/gi
/** Digits that are no count: 80岁, 一班, 3月, 205室, 20号. */
const NO_COUNT = /^ ?(?:[岁年月日级班楼点周届度室栋幢层路街弄巷元块%:./-]|单元|号(?!人))/
/** What else a number may stand beside and is no person. */
const NO_ROLE =
  /^[桌辆车杯碗间台部幅瓶盒斤米层楼遍轮顿趟]$|[费钱款金元月第几每]|最多|至多|上限|重[复叠合]|成百|预计|来着|^(?:去了?|走进|慰问|探访)(?=..)|大概|支出|花了|预算|时间|日期|电话|地点/
/** What 个 counts besides people. */
const BODY =
  '(?:机构|组织|单位|团队|队伍|社区|学校|[大中小]学|学院|幼儿园|村|项目|[市县区省镇乡]|街道|公司|企业|协会|商会|医院|部门|班级?|小组|摊位?|展[位台]|站点?|基地|品牌|作品)'
const NO_PERSON = new RegExp(`${BODY}$`)
/** 来自12家组织的28人: from where they came, and who. */
const OF_BODIES = new RegExp(`(?<=[家个所支]\\p{L}{0,6}${BODY})的(?= ?[\\p{L}\\d])`, 'gu')
const PEOPLE = new Set(['人次', '人', '户', '家', '个', '户次', '家次'])
/** 发口罩200个: 个 of what was given away. */
const HANDED_OUT = new RegExp(
  `^(?:一共|共)?(?:发放?|派发?|送|赠送?|捐赠?|分发)[了出]?(?!.*${PERSON})[^\\d]{0,8}\\d+[多余来+]?个(?!人)`,
  'u',
)
/** In how many sessions so many attendances were. */
const isSessions = ({ quantity: { unit }, role }: Mention): boolean => unit === '场' && role === ''

/** One count; `said` is the number as said, of a range the lower. */
export interface Mention {
  quantity: Quantity
  said: number
  role: string
  /** What was handed out, in her words: 发了50+份; what so many people are of: 12家单位. */
  thing?: string
}

/** So many organisations, villages, schools: who is of them is not said. */
const isOfBodies = ({ quantity: { unit }, role }: Mention): boolean =>
  /^[家所]$/.test(unit) ? role !== '' && !PERSON_AT_END.test(role) : /^[个支]$/.test(unit) && NO_PERSON.test(role)

function roleOf(text: string): string | null {
  const role = text
    .replace(/[吧呢啊哦噢呀嘛啦哈]+$/, '')
    .replace(/^(?:来自|的)|(?:参加|参与|出席|到场|到会|来了?|到了?|共?有|共|是|为|各)$/g, '')
  return NO_ROLE.test(role) || !/^[\u4e00-\u9fffA-Za-z\d]{0,10}$/.test(role) ? null : role
}

/** A noun without a count, or the counts of one stretch without separators, each with its noun before (志愿者5个) or behind (5名志愿者). */
function mentionsOf(text: string, basis: Basis, defaultUnit: string): Mention[] | string | null {
  if (isGroup(text)) return text
  const bare = text.slice(LEAD.exec(text)?.[0].length ?? 0)
  const amounts = [...amountsIn(bare, UNIT)].filter(({ unit, start, end }) => {
    if (unit) return true
    const rest = bare.slice(end)
    return !NO_COUNT.test(rest) && (/[\d俩仨]/.test(bare.slice(start, end)) || rest === '' || isTail(rest))
  })
  const nouns = [...amounts, null].map((amount, i) => bare.slice(i > 0 ? amounts[i - 1]?.end : 0, amount?.start))
  const last = nouns.at(-1) ?? ''
  if (amounts.length === 0) return isTail(bare) ? [] : roleOf(bare)
  const [only] = amounts
  const what = only && amounts.length === 1 ? roleOf(nouns.join('')) : null
  if (only && what !== null && !isThing(defaultUnit) && (isThing(only.unit) || HANDED_OUT.test(bare))) {
    const quantity = quantityOf(only, bare.slice(only.start, only.end), basis, defaultUnit)
    return quantity && [{ quantity, said: only.said, role: '', thing: bare }]
  }
  // 32人志愿者5人: after 人 a noun belongs to what follows; after 家 or 名 to what stands before (19家机构31人).
  const nounFirst = nouns[0] !== '' || (isTail(last) && amounts.length > 1 && /人/.test(amounts[0]?.unit ?? ''))
  if (nounFirst && !isTail(last)) return null
  const mentions: Mention[] = []
  for (const [i, amount] of amounts.entries()) {
    const noun = nouns[nounFirst ? i : i + 1] ?? ''
    const role = isTail(noun) ? '' : roleOf(noun)
    const quantity = quantityOf(amount, bare.slice(amount.start, amount.end), basis, defaultUnit)
    if (!quantity || role === null) return null
    if (amount.unit === '个' && !NO_PERSON.test(role)) quantity.unit = defaultUnit
    const mention = { quantity, said: amount.said, role }
    if (isOfBodies(mention)) mentions.push({ ...mention, thing: `${quantity.wording}${role}` })
    else if (quantity.unit !== defaultUnit && !PEOPLE.has(quantity.unit) && !isSessions(mention)) return null
    else mentions.push(mention)
  }
  return mentions
}

/** Every count of a plain text with its noun, or null when something in the text is neither. */
export function mentionsIn(plain: string, defaultUnit: string): Mention[] | null {
  const mentions: Mention[] = []
  const basis = basisOf(plain)
  const close = plain.includes(' ') ? plain.replace(SPACE_IN_NUMBER, '') : plain
  const whole = close.includes('的') ? close.replace(OF_BODIES, '，') : close
  for (const clause of withGroups(whole).split(BETWEEN)) {
    let noun = ''
    if (isTail(clause.trim())) continue
    for (const stretch of clause.split(/[\s:：]+/)) {
      const found = mentionsOf(stretch, basis, defaultUnit)
      if (!found) return null
      if (typeof found === 'string') {
        if (noun !== '') return null
        noun = found
        continue
      }
      const [first] = found
      if (noun !== '' && first) {
        if (first.role !== '') return null
        first.role = noun
        noun = ''
      }
      mentions.push(...found)
    }
    if (noun !== '') return null
  }
  const attended = defaultUnit === '场' || mentions.some(({ quantity }) => quantity.unit === '人次')
  if (!attended && mentions.some(isSessions)) return null
  // Bodies alone are what is counted.
  if (!mentions.every(isOfBodies)) return mentions
  return mentions.every(({ quantity: { unit } }) => unit === defaultUnit || PEOPLE.has(unit))
    ? mentions.map(({ quantity, said, role }) => ({ quantity, said, role }))
    : null
}
