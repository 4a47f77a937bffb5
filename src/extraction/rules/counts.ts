import { amountsIn, scanAmount, type Amount } from '../../kernel/amount.js'
import type { EventMention } from './events.js'
import { BLANK, TAKEN } from './text.js'
import { isHelper, isVolunteer, OPEN_AT_END, ROLE, ROLE_AT_END, ROLE_AT_START, roleName } from './roles.js'

/** A number of people, households or organisations in a text, with what its words say about it. */
export interface Count {
  /** Null: 几十个. */
  count: number | null
  max: number | null
  approximate: boolean
  unit: '人' | '人次' | '户' | '家'
  role: string | null
  /** 每场20人: of each of several. */
  each: boolean
  /** 共, 合计 … stand before it. */
  total: boolean
  /** 其中: a part of the one before. */
  part: boolean
  /** 线上, 上午场 …: one side of several that are added. */
  side: boolean
  /** Somebody acts for others: 由…带领, …协助. */
  acts: boolean
  /** No unit, noun or verb says that people are counted. */
  bare: boolean
  /** Where the role stands. */
  named: { start: number; end: number } | null
  start: number
  end: number
}

/** What a number counts: people and households, and everything else that a number stands before and is none. */
const MEASURE = new RegExp(
  ' ?(?:' +
    [
      '人次|户次|家次|个?人[/·]次|个人次|号人|口人',
      '(?:组|对|个|户)(?:[\\u4e00-\\u9fff]{0,2}家庭|亲子)(?!包)',
      '个人(?!信息|项)|人(?!民|均|力|生|工|才|物|份)|名(?!单|额)|位(?!置)|户(?!外|型)|家(?!长|属|庭|人|乡|访|暴|政|里|电|务)|口(?!罩|腔|红)|号(?!楼|院|门|线|公|文|厅)',
      '多?个?半?(?:小时|钟头|分钟|多小时)|个(?:月|星期|礼拜|季度|半小时)|个',
      '周岁|岁|元|块|毛|角|万元|年级|年|月|日|天|周|点|时|分|秒|期|次|场|节|课时|届|轮|批|遍|趟|回|站|路|楼|层|栋|幢|室|单元|号楼|班|度|%|％|折|倍|米|公里|里|亩|平|公斤|千克|斤|克|吨|升|毫升|件|份|册|本|棵|株|袋|箱|包|只|条|张|套|台|部|辆|盒|瓶|桶|把|顶|双|副|支|枝|朵|碗|杯|盘|桌|席|道|篇|首|幅|块|面|间|所|座|处|片|项|种|类|款|票|分|篓|筐|捆|车|床|匹|头|颗|粒|块钱|组|对|队|支队|排|列|群|拨',
    ].join('|') +
    ')',
  'y',
)
const PEOPLE_UNIT = /^(?:号人|口人|个人|人|名|位|口|号)$/
const HOUSEHOLD = /家庭$|亲子$|^户次?$/
const PIECES = /^个$/

const NOT_BEFORE =
  /(?:报名(?:的|了|人数|参加)?(?:有|已有|已经有|达)?|预约(?:了|的)?|名额|限额?|限招|限报|计划|预计|预期|目标|想(?:扩到|招|要|请)?|争取|希望(?:能?有)?|需要|需求|还需|需|招募|招(?!待)|应到|应参加|邀请了?|通知了?|发动|还?差|缺|缺席|请假|没来(?:的)?|没人的|不在家的?|未到|原定|原计划|本来(?:约|说|定)了?|本想|发现|查出|检出|筛出|获奖|达成|意向|在册|在读|在校|在住|在院|入住|住着|现有(?:专职|兼职|员工|成员|注册|会员)?|注册(?:志愿者|会员)?|专职|常住|登记在册|建档|登记|(?<![为给向])全[校村园院镇]|流动人口|辖区|总人口|村里有|园里有|院里有|容纳|坐得下|能坐|最多|上限|阅读|浏览|点赞|转发|粉丝|播放|关注|同意|赞成|反对|弃权|得票|平均|每桌|订餐|订了|门票|卖出|售出|扫码进群|进群|入群|加群|新增群成员|名单上|准备接待|打算请|能带|扩到|凑够|凑满|招满)(?:共|约|大概)?(?:有|到|的)?$/
const NOT_AFTER =
  /^(?:人?的名|(?:[\u4e00-\u9fff]{0,4})(?:(?<!现场|当场)报了?名(?!的[^，。]{0,6}(?:全|都)来)|请假|没来|未到|没到|缺席|缺勤|签约意向|名额|在读|在册|在校|同意|赞成|反对|弃权|没算|不算|去掉|除外|删掉|不在内|点赞|阅读|浏览|围观转发|入群|进群|已读|左右的名额|意向|想报|想来|要来|会来|预约|排队等候|待定|候补|排着队))/
const CAME_AFTER = /^[^，。,；;\n]{0,10}(?:全来了?|都来了?|全到|都到|悉数到|全员到|实到|到场)/
const TOTAL_BEFORE =
  /(?:一共|总共|共计|合计|总计|累计|拢共|统共|共(?:[\u4e00-\u9fff]{2,3}(?=了?有?$))?|总人数|总数|加起来|合起来|全部加起来|算下来|满打满算|总的|总)(?:参加|参与|到场|服务|惠及|覆盖|接待|来|到|走访|探访|受益|带动|吸引|组织|发动)?(?:人数|人次)?(?:了|有|是|为|约|大概|达|达到|来了|到了|[:： ])*$/
const ARRIVED =
  /(?:来|到|去|上|带|请|叫|喊|派|出动|实到|实际|实际到|人流|客流|人气|流量|峰值|上场|完赛|下田|上车|报到|驻足|围观|逛|领取|领到|受检|就诊|参观|观看|收看|在线|到场|到会|参加|参与|参赛|出席|出勤|在场|签到|人数|观众|吸引|服务|惠及|覆盖|受益|接待|走访|探访|慰问|看望|送|理|剪|查|测|体检|排|坐|站|跟着走的?|应该是|应是|更正为|改成|改为|不对|写错|说错|打错|错了|其实是|实为|是|有|各|每场|每次|每天|每期|每班|共|约)(?:的)?(?:了|有|是|为|来了|到了|[:：，, ])*(?:大概|约|差不多|大约)?$/
const EACH_BEFORE = /(?:每(?:[一个]|[\u4e00-\u9fff]{0,3}(?:场|次|天|日|期|节|班|组|队|桌|栋|晚|堂|课|周|回|批|站|村|处|点)(?:中午|晚上|上午|下午)?)|各(?:自|来了?|有|讲|到)?|场均|平均每[场次天期])(?:都|大概|约|有|来|到|是|能来|[^，。,；;\n\d]{0,4}[:： ]?)?$/
const SIDE_BEFORE = /(?:线[上下](?:直播|会议|参加|观看)?|直播间?|现场|上午场?|下午场?|晚上场?|晚场|早场|中场|甲[班组]|乙[班组]|丙[班组]|[一二三四五六AB]组|第[一二三四五]场|第[一二三][天拨批]|头一?[拨批]|头天|次日|头一场|后一场|(?!每)[一-鿿]{1,3}[村校队组])(?:的)?(?:来了?|到了?|有|参加|观看|观众|是|约|大概|[:： ])*$/
const ACTS_AFTER =
  /^(?:[^，。,；;\n\d\s□■]{0,4})(?:为|给(?!力)|帮|陪教|陪护|带领|带队|协助|帮忙|服务|维持|支持|负责|指导|配合|担任|主持|助阵|辅助|授课|讲课|主讲|义诊|布场|搬|忙|做饭|烧|掌勺|照看|照顾|看护|护送|值守|打下手|陪同|陪着|陪伴|陪|组成|轮流|分成|分头|上门|入户|走访|理发|剪|教|送|分装|打扫|清洁|捡|种|巡)/
const ACTS_BEFORE =
  /(?:由|一行|派了?|派出|出动了?|安排了?|抽调了?|组织了?|配了?|配备了?|我们(?:这边)?(?:去|来|上|出|派|到)?了?|请了?|请来了?|邀请了?|陪教|陪护|协助|帮忙的?|服务的?|带队的?|负责的?|指导的?|主讲的?|掌勺的?|理发的?|义诊的?|讲课的?|授课|还有|另有|另外有?)(?:的)?(?:有|是)?$/
/** 就十一个, 只有9个. */
const FEW = /(?:人|来|到|的)[^，。\d]{0,6}(?:就|才|只有?|仅有?|也就)$/
const INDEFINITE =
  /(?<![第\d])(?:好?几(?:十|百|千)|数(?:十|百|千)|一屋子|满屋子|一大帮|一群|一大群|一大家子|好多|很多|不少|若干)(?=(?:多|余)?(?:来)?(?:个|名|位|号|人|户|家|[\u4e00-\u9fff]{0,4}(?:老人|孩子|家长|居民|村民|群众|志愿者|学生)))/g

const last = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - length), at)
/** 发现视力异常者211名: what was found among those who came. */
const RESULT = /(?:发现|查出|检出|筛出|评出|选出|表彰|颁发)[^，。,；;\n]{0,10}$/
const clauseBefore = (plain: string, at: number): string => (/[^，。,；;！!？?\n|]*$/.exec(last(plain, at, 24))?.[0] ?? '').replace(/[□■◇]+$/, '')

/** The lower and upper end said of a hedged or bare number. */
function ends(amount: Amount, plain: string): { count: number; max: number | null } {
  const bare = plain
    .slice(amount.start, amount.end)
    .replace(/大约|大概|差不多|约莫|左右|上下|出头|估计|目测|将近|接近|少说|至少|起码|约|近|快|[人名位个户家]|吧/g, '')
    .trim()
  const range = scanAmount(bare, 0, /(?!)/y)
  const low = amount.said
  if (range && range.said === low && range.max > range.min && range.qualifier === '–') return { count: low, max: range.max }
  return { count: low, max: amount.qualifier === '–' ? amount.max : null }
}

function unitOf(unit: string | null): Count['unit'] | 'pieces' | 'none' | 'other' {
  if (unit === null) return 'none'
  if (/次$/.test(unit) && /人/.test(unit)) return '人次'
  if (HOUSEHOLD.test(unit)) return '户'
  if (/^家次?$/.test(unit)) return '家'
  if (PEOPLE_UNIT.test(unit)) return '人'
  return PIECES.test(unit) ? 'pieces' : 'other'
}

const HOUSEHOLDS_AFTER = /^(?:[\u4e00-\u9fff]{0,4})(?:人家|低保|困难户|住户|居民户|贫困户|困难家庭|家庭|五保)/
/** 给低保户换灯泡 … 19家. */
const HOUSEHOLDS_NEAR = /户|低保|人家|家里|家访|困难家庭|入户|独居|孤寡/
const ORGANISATIONS_AFTER = /^[\u4e00-\u9fff]{0,6}(?:机构|组织|单位|企业|公司|社团|商家|协会|团队|店)/
const NOT_PEOPLE_AFTER = /^[\u4e00-\u9fff]/
const ENDS_COUNT = /^(?:$|[□■◇，。,、；;！!？?\s()（）|□+：:]|吧|了|左右|上下|参[加与赛]|来|到[场会了]|在场|出席|都|全|一起|其中|报名|和|跟|及|也|的样子|呢|哈|啊|吃|听|看|坐|共|总|没|就|还|只|但|不过|有|是|男|女|大人|小孩|上午|下午|晚上|线[上下]|现场|花|费|钱|我们|然后|材料|用了|买|场地|讲师|茶|午饭|饭|盒饭|后|最后|再|又|陪|帮)/

/** Every count of people in a text; times, dates and corrected numbers must be out of it already. */
export function countsIn(plain: string, events: EventMention[]): Count[] {
  const counts: Count[] = []
  let previous: { end: number } | null = null
  for (const amount of amountsIn(plain, MEASURE)) {
    const before = clauseBefore(plain, amount.start)
    const after = plain.slice(amount.end, amount.end + 16)
    const found = countOf(plain, amount, before, after, previous, events)
    if (found) {
      counts.push(found)
      previous = found
    }
  }
  for (const { 0: word, index } of plain.matchAll(INDEFINITE)) {
    if (NOT_BEFORE.test(clauseBefore(plain, index))) continue
    if (counts.some(({ start, end }) => start <= index + word.length && end >= index)) continue
    if (/^(?:一群|好多|很多|不少|若干|一大)/.test(word)) continue
    const role = ROLE_AT_START.exec(plain.slice(index + word.length).replace(/^[多余来]?[个名位]?/, ''))
    counts.push({
      ...NOTHING,
      role: role?.[1] ?? null,
      start: index,
      end: index + word.length,
    })
  }
  return counts.toSorted((a, b) => a.start - b.start)
}

const NOTHING: Count = {
  count: null,
  max: null,
  approximate: true,
  unit: '人',
  role: null,
  each: false,
  total: false,
  part: false,
  side: false,
  acts: false,
  bare: false,
  named: null,
  start: 0,
  end: 0,
}

/** 志愿者轮班12人, 长者大约来了20位: a word or two between. */
const NEAR = new RegExp(`(${ROLE})(?!.{0,4}(?:带|给|为|教|陪|组织|服务|和|与|跟|等|访|帮|送|请|共|总|的数|讲|慰问|看))[\\u4e00-\\u9fff]{1,4}$`)
/** 发放书包75个 counts bags. */
const HANDED_OUT = /^(?:发|送|捐|赠|采购|买|派)/
const FAR = new RegExp(`^(?:.{0,3}?)(${ROLE})(?:是|◇|都是|由|们|的数|人数|[^，。]{0,4}[报写说打算数]错)`)

function countOf(plain: string, amount: Amount, before: string, after: string, previous: { end: number } | null, events: EventMention[]): Count | null {
  // 亲子11对, 家庭14组
  const kind = /^ ?[组对]$/.test(amount.unit ?? '') && /(?:家庭|亲子)[^\s，。\d]{0,4}[:： ]?$/.test(before) ? '户' : unitOf(amount.unit)
  if (kind === 'none' && plain.slice(amount.start, amount.end) === '一') return null
  if (kind === 'other' || !Number.isInteger(amount.said)) return null
  if (/\d{6,}/.test(plain.slice(amount.start, amount.end)) || amount.said > 1_000_000) return null
  let behind = kind === '户' || kind === '家' ? null : ROLE_AT_START.exec(after)
  // 剪窗花十九个: what was done and how many.
  const named = events.some(({ start, end }) => end <= amount.start && !(kind === 'pieces' && HANDED_OUT.test(plain.slice(start, end))) && /^[\s:：（(]*$/.test(plain.slice(end, amount.start)))
  const hedged = amount.qualifier !== null && /(?:^|\s)$/.test(before) && /^(?:$|[，。,\s！!])/.test(after)
  const arrived = named || plain[amount.start - 1] === TAKEN || hedged || /[\u4e00-\u9fff]{2,}的(?:是[\u4e00-\u9fff]{0,3})?那?$/.test(before) || /人次[:： ]?$/.test(before) || ARRIVED.test(before) || TOTAL_BEFORE.test(before) || FEW.test(before)
  const bracketed = before.replace(/[(（]$/, '')
  const words =
    bracketed.replace(/(?:一共|总共|共|就|只有|我们|应为|应该是|应是|改为|改成|更正为|出勤|参加|参与|报到|到场|也有?|还?有|还是|来了?|到了?|大概|约|差不多|是|去了?|上了?|[:： ])+$/, '')
  const ahead = ROLE_AT_END.exec(words) ?? OPEN_AT_END.exec(words)
  // 陪教8名 of 大学生一对一陪教8名, 来了5个 of 大夫是县医院的 来了5个: who is said a little before.
  const distant = /(?:^|[，。,；;\s])([^，。,；;\s\d]{0,12})[ ，,]?[^，。,；;\s\d]{0,8}$/.exec(last(plain, amount.start, 22))?.[1] ?? ''
  const far = ahead || behind ? null : FAR.exec(distant)
  const near = ahead || behind || TOTAL_BEFORE.test(before) ? null : NEAR.exec(before)
  const aheadAt = ahead ? plain.lastIndexOf(ahead[1] ?? '', amount.start - 1) : -1
  const close = previous !== null && ahead !== null && previous.end > aheadAt
  // 大人9小孩14: the noun behind belongs to the next number.
  const next = ahead && !close && behind && /^[:： ]?(?:有|也|来了?|是)?[\d一二两三四五六七八九十百俩仨]/.test(after.slice(behind[0].length)) && !/^[名位]/.test(amount.unit?.trim() ?? '')
  if (next) behind = null
  let role = behind?.[1] ?? (close ? null : (ahead?.[1] ?? near?.[1] ?? far?.[1] ?? null))
  const household = (kind === '家' || kind === '户') && !ORGANISATIONS_AFTER.test(after)
  let unit: Count['unit'] = kind === 'pieces' || kind === 'none' ? '人' : kind
  let bare = false
  if (/人次[:： ]?$/.test(before)) unit = '人次'
  if (kind === '家') unit = household && (HOUSEHOLDS_AFTER.test(after) || HOUSEHOLDS_NEAR.test(last(plain, amount.start, 30))) ? '户' : '家'
  if (kind === 'pieces' && role === null) {
    if (/^头/.test(after) && /[理剪剃]/.test(before)) return { ...NOTHING, ...ends(amount, plain), approximate: amount.qualifier !== null, start: amount.start, end: amount.end + 1 }
    if (HOUSEHOLDS_AFTER.test(after)) unit = '户'
    else if (!ENDS_COUNT.test(after)) return null
    else if (!arrived) return null
  }
  if (kind === 'pieces' && role !== null && behind === null && /\s$/.test(before) && !ENDS_COUNT.test(after) && !ACTS_AFTER.test(after) && !ROLE_AT_START.test(after) && !next && !/^[\u4e00-\u9fff]{0,4}[\d一二两三四五六七八九十]/.test(after)) return null
  if (kind === '人' && /^号$/.test(amount.unit ?? '') && amount.qualifier === null && role === null) return null
  if (kind === 'none') {
    if (/^[a-zA-Z\d.]/.test(after) || /[a-zA-Z.\-/]$/.test(before)) return null
    if (role === null) {
      if (!arrived && !SIDE_BEFORE.test(before)) return null
      if (NOT_PEOPLE_AFTER.test(after) && !ENDS_COUNT.test(after)) return null
      bare = true
    } else if (behind === null && NOT_PEOPLE_AFTER.test(after) && !ENDS_COUNT.test(after) && !ROLE_AT_START.test(after)) return null
  }
  const registered = [before, ahead && !close ? bracketed.slice(0, bracketed.lastIndexOf(ahead[0])) : before].some((words) => NOT_BEFORE.test(words.replace(/[(（]$/, ''))) || NOT_AFTER.test(after)
  if (registered && !CAME_AFTER.test(after)) return null
  if (RESULT.test(before)) return null
  // 千人护河 is a name.
  if (/^[百千万]人$/.test(plain.slice(amount.start, amount.end)) && /^[\u4e00-\u9fff]/.test(after) && !ENDS_COUNT.test(after)) return null
  if (role !== null && behind === null && /[有是]$/.test(before) && /名额|计划/.test(before)) role = null
  if (unit === '户' || unit === '家') role = null
  return {
    ...ends(amount, plain),
    approximate: amount.qualifier !== null,
    unit,
    role: role === null ? null : roleName(role),
    each: EACH_BEFORE.test(before) || /^(?:\/|每|一)(?:场|次|天|班)/.test(after),
    total: TOTAL_BEFORE.test(ahead ? before.slice(0, before.length - ahead[0].length) : before) || TOTAL_BEFORE.test(before),
    part: /其中|里面|当中|包括|含/.test(last(plain, amount.start, 12).replace(BLANK, '')),
    side: SIDE_BEFORE.test(before),
    acts:
      ACTS_AFTER.test(after.slice(behind?.[0].length ?? 0)) ||
      ACTS_BEFORE.test(ahead && !behind ? before.replace(ahead[0], '') : before) ||
      (isVolunteer(role ?? '') && /去了?$/.test(ahead && !behind ? before.replace(ahead[0], '') : before)) ||
      (far !== null && !close) ||
      (ahead !== null && !behind && isHelper(role ?? '') && /(?:来了?|到了)$/.test(before)),

    bare,
    named: behind ? { start: amount.end + behind[0].lastIndexOf(behind[1] ?? ''), end: amount.end + behind[0].length } : ahead && !close ? { start: aheadAt, end: aheadAt + (ahead[1]?.length ?? 0) } : null,
    start: ahead && !behind && !close ? aheadAt : amount.start,
    end: amount.end + (behind?.[0].length ?? 0),
  }
}
