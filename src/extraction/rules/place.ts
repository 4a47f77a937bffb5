import { VENUE as KIND } from '../../kernel/venue-words.js'
import { ROLE } from './roles.js'

const PLATFORM =
  /腾讯会议|钉钉(?:会议|直播)?|(?:企业)?微信群|视频号|抖音(?:直播间?)?|直播间|zoom|Zoom|ZOOM|B站|快手|QQ群/
const ONLINE = /线上|网上(?!凑|筹|买|报)|云端/
const LEAD = '(?:走进|来到|去到|前往|奔赴|赶到|抵达|[在到去进于](?!线|现场|场)|地点[:：是在]?)(?:了)?[趟次]?'
const NAME = '[\\u4e00-\\u9fffA-Za-z\\d]'
/** 在滕王阁搞了滕王阁社区老人座谈: no place goes on behind what was done there. */
const ACROSS = /.[办搞做开]了|举[办行]|开展/
const LED = new RegExp(`${LEAD}(?<place>${NAME}{0,16}?(?:${KIND})(?:${NAME}{0,10}(?:${KIND}))?)(?:里|内|外)?`)
const LED_LOOSE = new RegExp(
  `(?:地点[:：是在]? ?|[在于](?!线上|家|读|册|校|职|场|这|那|此|一起|线))(?<place>${NAME}{2,10}?)(?=办|搞|做|开|举|进行|组织|摆|宣传|给|为|巡游|转运|集合|义|发|(?<=[下边旁前口])[放看唱跳演教画写]|[，。,\\s])`,
)
/** 在老福山宠物义诊: up to what is a hill, a bridge or a temple by its name. */
const LED_LAND = new RegExp(
  `[在于](?!线|家|路演|山区|街道)(?<place>${NAME}{1,4}?[山岭桥塘坪路街巷洲岛湾坝沟墩塔庙宫岗])(?=${NAME}{0,3}(?:义[诊剪卖]|摆摊|放映|放电影|净滩|捡垃圾))`,
)
const BARE = new RegExp(
  `(?<=^|[，。,、；;：:\\s□|（(])(?<place>${NAME}{0,8}(?:${KIND}))(?=$|[，。,、；;：:\\s□|）)\\d]|[里内]|摆|义|开|办|做|搞|给|举|讲|放|唱|演|陪|看|探|慰问|参观|排练|集合|来了|要办)`,
)
/** 在高安办了: what stands between 在 and what was done there. */
const DONE_THERE = /^(?:办|搞|做|开|举|进行|组织)/
/** 亲子阅读，高安市图书馆，32人: told in short, with nothing before it but what was done. */
const COUNTED =
  /^[，,] ?(?:一?共|来了|参加|约|签到|实到)?(?:\d|[一二两三四五六七八九][百十]?[一二三四五六七八九十]?[多来几余]*个?[人名位户])/
/** 10月12日 戏剧体验课 青云谱 28人: told in short, with spaces. */
const TERSE = new RegExp(
  `^□+ [\\u4e00-\\u9fff]{2,12} (?<place>(?![^ ]*(?:${ROLE}) )(?![共来约近实参到])[\\u4e00-\\u9fff]{2,8}) (?:来了|来|约|共)?[\\d一二两三四五六七八九十百]+[多来余几]?(?:人次|个?人|[名位户]|个(?=${ROLE}))`,
)
const BAD =
  /\d[名位个人]|^送|(?:带领|支持|帮助|指导|配合|努力|引导|协助|陪同|鼓励|基础|情况|号召|组织|安排)之?[下上]$|(?:节|假期|期间|之?前|之?后|时候|同时)$|^[下返回]乡$|^(?:的|了|我们|你们|他们|大家|各|本|该|这|那|哪|其他|多个|几个|\d|[一二三四五六七八九十两]个)|协会|基金会|总时|期间|过程|现在|志愿者的?$|^(?:社区|街道|村|镇|乡|小区|学校|馆|寺|苑|之家|驿站|基地|门口|市场|站点|大厅|工地|家园|院子?|现场)$/

/** 也是青山湖社区: it is the same again, or no longer. */
const STILL = /^(?:[也还又都]是?在?|改在|换到|地点[:：是在]?)/

/** 在青山湖和知行一起办了: with whom is no part of where. */
const WITH_WHOM = /(?<=.{2})[和跟与同][\u4e00-\u9fff]{2,10}(?:一起|一同|共同|联合|合作)$/

/** 本来定在广场，下雨改到了体育馆: it was at the second. */
const MOVED =
  /(?:原[本先来定计]|本来|原计划|起初|一开始|临时|下雨|雨大|大雨|后来|最后|又|就)[^。；;！!\n]{0,30}?[改挪换搬移转](?=[到在至去成进])/

/** 进了两个村，周六在泉江村: what is no place does not hide one behind it. */
function firstIn(plain: string, pattern: RegExp): { index: number; 0: string; groups?: Record<string, string> } | null {
  for (let from = 0, tries = 0; tries < MOST_TRIES; tries++) {
    const found = pattern.exec(plain.slice(from))
    if (!found) return null
    const place = found.groups?.['place']
    if (place !== undefined && !ACROSS.test(place) && !BAD.test(place))
      return { 0: found[0], index: found.index + from, groups: found.groups ?? {} }
    from += found.index + found[0].length
  }
  return null
}
const MOST_TRIES = 3

/** Where it was, as written: the venue, an institution that was visited, one `known` by name, the platform of what was online. */
export function placeIn(plain: string, known: RegExp | null): { start: number; end: number; sure: boolean } | null {
  const moved = /[改挪换搬移转]/.test(plain) ? MOVED.exec(plain) : null
  const from = moved ? moved.index + moved[0].length : 0
  const behind = from > 0 ? placeIn(plain.slice(from), known) : null
  if (behind) return { ...behind, start: behind.start + from, end: behind.end + from }
  for (const pattern of [LED, known, LED_LAND, LED_LOOSE, BARE, TERSE]) {
    const found = pattern && firstIn(plain, pattern)
    const place = found?.groups?.['place']
    if (!found || place === undefined) continue
    const begin = found.index + found[0].indexOf(place)
    const end = begin + place.replace(WITH_WHOM, '').length
    const start = begin + place.length - place.replace(STILL, '').length
    return {
      start,
      end,
      sure:
        pattern === LED ||
        pattern === known ||
        (pattern === LED_LOOSE && DONE_THERE.test(plain.slice(begin + place.length))) ||
        (pattern === BARE && COUNTED.test(plain.slice(end))),
    }
  }
  const online = PLATFORM.exec(plain) ?? ONLINE.exec(plain)
  return online && { start: online.index, end: online.index + online[0].length, sure: true }
}

/** 11月19日青云谱社区健康讲座, 28号东湖社区的亲子阅读: what stands right before the name of what was done, and ends as places do. */
const BEFORE_NAME = new RegExp(`(?:^|[，。,、；;：:\\s□])(?<place>(?:(?![的了在和])${NAME}){2,8}?(?:${KIND}))的?$`)
export function placeBefore(plain: string): { start: number; end: number; sure: boolean } | null {
  const found = BEFORE_NAME.exec(plain)
  const place = found?.groups?.['place']
  if (!found || place === undefined || BAD.test(place)) return null
  const start = found.index + found[0].indexOf(place)
  return { start, end: start + place.length, sure: false }
}

/** 都在文港小学, said once of all that is told: where. */
const OF_ALL = /(?:^|[，,。；;！!\n ])[^，,。；;！!\n\d ]{0,6}(?:都|均|全|一律)(?:是)?(?=在)/
export function placeOfAll(plain: string): ReturnType<typeof placeIn> {
  const found = OF_ALL.exec(plain)
  if (!found) return null
  const from = found.index + found[0].length
  const clause = /^[^，,。；;！!\n]*/.exec(plain.slice(from))?.[0] ?? ''
  const place = placeIn(clause, null)
  return place && { ...place, start: place.start + from, end: place.end + from }
}
