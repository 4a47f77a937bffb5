import { amountsIn, type Amount } from '../../kernel/amount.js'
import { matches } from '../../kernel/chars.js'
import { ends, headsOf, NOTHING, unitOf, type Count } from './count.js'
import { countsNobody, QUESTIONNAIRES } from './counts-nobody.js'
import {
  DISTANT,
  DOING,
  endsTerseLine,
  notLed,
  FAR,
  NEAR,
  TOGETHER,
  doerOf,
  isAmong,
  isApart,
  isBracketed,
  isDue,
  isListed,
  isOfADay,
  isOfNext,
  isRespective,
  isServed,
  oneOf,
} from './count-context.js'
import {
  ACTUAL,
  ACTS_AFTER,
  ACTS_BEFORE,
  ARRIVED,
  AUTHORITY,
  CAME,
  CAME_AFTER,
  EACH_BEFORE,
  ENDS_COUNT,
  FEW,
  GOODS_AFTER,
  HANDED_OUT,
  HELD,
  HOUSEHOLDS_AFTER,
  HOUSEHOLDS_NEAR,
  INDEFINITE,
  INVITED_CAME,
  MEASURE,
  MORE_PIECES,
  NOT_AFTER,
  NOT_BEFORE,
  NOT_PEOPLE_AFTER,
  OF_GOODS,
  ORGANISATIONS_AFTER,
  ORGANISATIONS_NEAR,
  RESULT,
  SERVICE_BEFORE,
  SIDE_BEFORE,
  TOTAL_BEFORE,
  TOTAL_OF_ROLE,
  TOTAL_WHO,
} from './count-words.js'
import type { EventMention } from './events.js'
import { BLANK, clauseBefore, TAKEN } from './text.js'
import { isHelper, isVolunteer, MAY_END_ROLE, OPEN_AT_END, ROLE_AT_END, ROLE_AT_START, roleName } from './roles.js'

const last = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - length), at)
const spanOf = ({ start, end }: Amount) => ({ start, end })
const DID = /^(?:主讲|主持|督导|领队|裁判|评委|实习|翻译|摄影|主持人|主讲人)$/
/** Every count of people in a text; times, dates and corrected numbers must be out of it already. */
export function countsIn(plain: string, events: EventMention[]): Count[] {
  const counts: Count[] = []
  const authority = plain.includes('为准') ? (AUTHORITY.exec(plain)?.groups?.['whose'] ?? null) : null
  let previous: Count | null = null
  for (const amount of amountsIn(plain, MEASURE)) {
    const before = clauseBefore(plain, amount.start)
    const after = plain.slice(amount.end, amount.end + 16)
    const found = countOf(plain, amount, before, after, previous, events)
    if (found) {
      const said = /[^\d]*$/.exec(before)?.[0] ?? ''
      if (authority !== null)
        found.total = [authority.slice(0, 2), authority.slice(-2)].some((word) => said.includes(word))
      counts.push(found)
      previous = found
    }
  }
  for (const { 0: word, index } of matches(INDEFINITE, plain)) {
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

function countOf(
  plain: string,
  amount: Amount,
  before: string,
  after: string,
  previous: Count | null,
  events: EventMention[],
): Count | null {
  // 亲子11对, 家庭14组
  const kind =
    /^ ?[组对]$/.test(amount.unit ?? '') && /(?:家庭|亲子)[^\s，。\d]{0,4}[:： ]?$/.test(before)
      ? '户'
      : unitOf(amount.unit)
  const filled = kind === 'other' && QUESTIONNAIRES.test(before) && /^ ?份$/.test(amount.unit ?? '')
  if (filled) return { ...NOTHING, ...ends(amount, plain), approximate: amount.qualifier !== null, ...spanOf(amount) }
  if (kind === 'other' || !Number.isInteger(amount.said)) return null
  if (countsNobody(plain, amount, kind, before, after, events)) return null
  let behind = kind === '户' || kind === '家' ? null : ROLE_AT_START.exec(after)
  // 剪窗花十九个: what was done and how many.
  const named = () =>
    events.some(
      ({ start, end }) =>
        end <= amount.start &&
        !(kind === 'pieces' && (HANDED_OUT.test(plain.slice(start, end)) || HELD.test(plain.slice(start, end)))) &&
        /^[\s:：（(]*$/.test(plain.slice(end, amount.start)),
    )
  const ended = /出头|左右|上下|以上/.test(amount.qualifier ?? '')
  const hedged = () =>
    (kind === 'none' &&
      /^(?:至少|少说|目测|估计|大概|约|将近|接近|近|快)/.test(plain.slice(amount.start, amount.end)) &&
      /^(?:$|[，。,\s！!])/.test(after)) ||
    (amount.qualifier !== null && /(?:^|\s)$/.test(before) && /^(?:$|[，。,\s！!])/.test(after))
  const one = oneOf(plain, amount.start, before)
  const side = one === 'side' || SIDE_BEFORE.test(before) || isRespective(plain, amount.start, after)
  const totalBefore = TOTAL_BEFORE.test(before) || TOTAL_WHO.test(before)
  const arrived = () =>
    side ||
    totalBefore ||
    endsTerseLine(plain, amount.start, after) ||
    /的人(?:嘛|呢|啊|有|大概|差不多)*$|得有$/.test(before) ||
    named() ||
    ACTUAL.test(before) ||
    /^一[个位户名]不/.test(after) ||
    plain[amount.start - 1] === TAKEN ||
    hedged() ||
    /^(?:去了|来了|到了|到场)(?![\d一二两三四五六七八九十百])/.test(after) ||
    /每[场次批班组期节天]$/.test(before) ||
    isApart(plain, amount.start, before, after) ||
    isListed(plain, amount.start, before, after) ||
    /[\u4e00-\u9fff]{2,}的(?:是[\u4e00-\u9fff]{0,3})?那?$/.test(before) ||
    /(?:人次|户数)[:： ]?$/.test(before) ||
    ARRIVED.test(before) ||
    FEW.test(before) ||
    (plain[amount.start - 1] === BLANK &&
      (amount.qualifier !== null || (kind === 'pieces' && previous?.unit === '人')) &&
      ENDS_COUNT.test(after)) ||
    CAME.test(before) ||
    (kind === 'pieces' && isOfADay(plain, amount.start))
  const bracketed = before.replace(/[(（]$/, '')
  const words = bracketed.replace(
    /(?:一共|总共|共|就|只有|我们|应为|应该是|应是|改为|改成|更正为|出勤|参加|参与|报到|到场|也有?|还?有|还是|来了?|到了?|大概|约|差不多|是|[那这]边|跟(?:着去?|去)?了?|去了?|上了?|请了?|派了|出了|安排了|[:： ■])+$/,
    '',
  )
  const ahead = MAY_END_ROLE.has(words.at(-1) ?? '') ? (ROLE_AT_END.exec(words) ?? OPEN_AT_END.exec(words)) : null
  // 陪护6名 of 实习生一对一陪护6名, 来了5个 of 护士是镇上的 来了5个: who is said a little before.
  const far = ahead || behind ? null : FAR.exec(DISTANT.exec(last(plain, amount.start, 22))?.[1] ?? '')
  const beside = ahead || behind || totalBefore ? null : notLed(NEAR.exec(before) ?? DOING.exec(before))
  // 高安志愿者培训25人: whom it was for, and part of its name.
  const ofName = (at: number) =>
    events.some(({ start, end, weak }) => !weak && start <= at && at < end && end <= amount.start)
  const near = beside && ofName(plain.lastIndexOf(beside[1] ?? '', amount.start)) ? null : beside
  const doer = ahead || behind ? null : doerOf(before, previous ? amount.start - previous.end : Infinity)
  const aheadAt = ahead ? plain.lastIndexOf(ahead[1] ?? '', amount.start - 1) : -1
  const close = previous !== null && ahead !== null && previous.end > aheadAt
  // 男生十八女生二十一
  const inList = previous !== null && ahead !== null && /^[、，, 和]*$/.test(plain.slice(previous.end, aheadAt))
  // 大人9小孩14: the noun behind belongs to the next number.
  const rest = after.slice(behind?.[0].length)
  const next =
    ((ahead && !close) ||
      (((amount.unit ?? '').endsWith('人') || (side && kind === 'pieces' && MORE_PIECES.test(rest))) &&
        !/^\s*[\d]/.test(after))) &&
    behind &&
    /^[:： ]?(?:有|也|又|还|来了?|到了?|是|大?约|大概|近|差不多)*[\d一二两三四五六七八九十百俩仨]/.test(rest) &&
    ((ahead && !close) || !/^[名位]/.test(amount.unit?.trim() ?? ''))
  if (behind && isDue(amount.said, rest)) return null
  if (
    next ||
    (behind && isOfNext(behind[1] ?? '', rest)) ||
    // 民警1人主讲, 一年级二十个老师都在后面听: what they did, or who did the next.
    (behind && ahead && !close && (DID.test(behind[1] ?? '') || /^们?(?:都|也|全)(?![来到是有])/.test(rest))) ||
    (behind && /^是[\d一二两三四五六七八九十]+[位名个]/.test(rest))
  )
    behind = null
  const said = behind?.[1] ?? (close ? null : (ahead?.[1] ?? doer ?? near?.[1] ?? far?.[1] ?? null))
  // 早班、中班、晚班 are shifts.
  let role = said !== null && /^[早中晚夜]班$/.test(said) && /[早晚夜]班/.test(plain) ? null : said
  const household = (kind === '家' || kind === '户') && !ORGANISATIONS_AFTER.test(after)
  let unit: Count['unit'] = kind === 'pieces' || kind === 'none' ? '人' : kind
  let bare = false
  if (/人次[:： ]?$/.test(before)) unit = '人次'
  if (/户数[:： ]?$/.test(before)) unit = '户'
  if (kind === '家')
    unit =
      household &&
      (HOUSEHOLDS_AFTER.test(after) ||
        (HOUSEHOLDS_NEAR.test(last(plain, amount.start, 30)) &&
          !ORGANISATIONS_NEAR.test(last(plain, amount.start, 12))))
        ? '户'
        : '家'
  if (kind === 'pieces' && /^(?:头|脑袋)(?!花|巾|套|绳)/.test(after) && /[理剪剃推]/.test(before))
    return headsOf(amount, plain)
  if (kind === 'pieces' && role === null) {
    if (amount.said === 1 && !totalBefore) return null
    if (HOUSEHOLDS_AFTER.test(after)) unit = '户'
    else if (!ENDS_COUNT.test(after) && !((totalBefore || side || CAME.test(before)) && !GOODS_AFTER.test(after)))
      return null
    else if (!arrived()) return null
  }
  if (
    kind === 'pieces' &&
    role !== null &&
    behind === null &&
    (/\s$/.test(before) || ahead === null) &&
    !ENDS_COUNT.test(after) &&
    !ACTS_AFTER.test(after) &&
    !ROLE_AT_START.test(after) &&
    !next &&
    !/^[\u4e00-\u9fff]{0,4}[\d一二两三四五六七八九十]/.test(after)
  )
    return null
  if (kind === '人' && /^号$/.test(amount.unit ?? '') && amount.qualifier === null && role === null) return null
  if (kind === 'none') {
    if (/^[a-zA-Z\d.]/.test(after) || /[a-zA-Z.\-/]$/.test(before)) return null
    if (role === null) {
      if (!arrived()) return null
      if (NOT_PEOPLE_AFTER.test(after) && !ENDS_COUNT.test(after) && !ended) return null
      bare = true
    } else if (
      behind === null &&
      !inList &&
      NOT_PEOPLE_AFTER.test(after) &&
      !ENDS_COUNT.test(after) &&
      !ROLE_AT_START.test(after)
    )
      return null
  }
  const registered =
    NOT_BEFORE.test(bracketed) ||
    (ahead && !close && NOT_BEFORE.test(bracketed.slice(0, bracketed.lastIndexOf(ahead[0])).replace(/[(（]$/, ''))) ||
    NOT_AFTER.test(after)
  if (registered && !CAME_AFTER.test(after) && !(/邀请了?$/.test(before) && INVITED_CAME.test(after))) return null
  if (RESULT.test(before)) return null
  if (bare && OF_GOODS.test(before)) return null
  // 千人护河 is a name.
  if (
    /^[百千万]人$/.test(plain.slice(amount.start, amount.end)) &&
    /^[\u4e00-\u9fff]/.test(after) &&
    !ENDS_COUNT.test(after)
  )
    return null
  if (role !== null && behind === null && /[有是]$/.test(before) && /名额|计划/.test(before)) role = null
  if (unit === '户' || unit === '家' || (!behind && TOGETHER.test(before))) role = null
  const start = role !== null && ahead && !behind && !close ? aheadAt : amount.start
  const { count, max } = ends(amount, plain)
  return {
    count,
    max,
    approximate: amount.qualifier !== null,
    unit,
    role: role === null ? null : roleName(role),
    each:
      one === 'each' ||
      (EACH_BEFORE.test(before) && !/每[天场次期]由$/.test(before)) ||
      /^(?:\/|每|一)(?:场|次|天|班)(?! ?\d)/.test(after),
    total:
      totalBefore ||
      (role === null && ACTUAL.test(before) && !/(?<!别|不|不要)[以按]签到/.test(plain)) ||
      (ahead !== null && TOTAL_OF_ROLE.test(words.slice(0, words.length - ahead[0].length))),
    part:
      isAmong(plain, amount.start, previous, role) ||
      /其中|里面(?![听坐看站])|当中|包括|含/.test(last(plain, amount.start, 12).replace(BLANK, '')) ||
      isBracketed(plain, ahead && !behind && !close ? aheadAt : amount.start, previous),
    side,
    acts:
      !(side && role === null && /[另还]有$/.test(before)) &&
      !isServed(plain.slice(Math.max(0, start - 8), start), role, unit) &&
      ((ACTS_AFTER.test(rest) && !/^(?:帮忙|帮厨|打下手)[^，。,；;\n\d]{0,4}的/.test(rest)) ||
        (!(role === null && (SERVICE_BEFORE.test(before) || before.endsWith('的还有'))) &&
          ACTS_BEFORE.test(ahead && !behind ? before.replace(ahead[0], '') : before)) ||
        (isVolunteer(role ?? '') && /去了?$/.test(ahead && !behind ? before.replace(ahead[0], '') : before)) ||
        (far !== null && !close) ||
        doer !== null ||
        (ahead !== null && !behind && isHelper(role ?? '') && /(?:来了?|到了)$/.test(before))),
    bare,
    named: behind
      ? { start: amount.end + behind[0].lastIndexOf(behind[1] ?? ''), end: amount.end + behind[0].length }
      : ahead && !close
        ? { start: aheadAt, end: aheadAt + (ahead[1]?.length ?? 0) }
        : null,
    start,
    end: amount.end + (behind?.[0].length ?? 0),
  }
}
