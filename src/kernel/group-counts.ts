import { HALF, PERSON } from './person-words.js'

/**
 * A stretch of a row that counts something beside the people: 「三个」 of 「三个班的家长会」. `words` is what it says, `counts` the headcount
 * that it holds besides, `sure` where it is none whatever else the row says.
 */
export interface Aside {
  start: number
  end: number
  words: string
  counts: string
  sure: boolean
}

const N = '(?<![(（同\\d第月一二三四五六七八九十百])(?:\\d{1,3}|[一二两三四五六七八九十几]{1,3})'
/** What people come in or from, and where they stand. */
export const GROUP =
  '(?:班级?|年级|社区|[自然行政]*村|村?小学|中学|学校|大学|高校|幼儿园|校区|小区|街道|乡镇?|镇|区县|县|城市|市|地方|地点|点位|场地|摊位?|展位|展台|站点|网点|服务点|小组|组|队伍?|团队|社团|协会|机构|组织|单位|公司|企业|部门|基地|项目|主题|环节|板块)'
/** 「8个社区志愿者」, 「15个村民」 are people. */
const NOBODY = `(?![民长员主者干代医]|(?:(?!的)[\\u4e00-\\u9fff]){0,3}(?:${PERSON})(?:[^\\u4e00-\\u9fff]|[和与及、]|$))`
const OF_GROUPS = `(?<groups>${N} ?[个支所家])(?=(?:(?!人|的|${PERSON}(?!小组|队|团队))[\\u4e00-\\u9fff]){0,3}(?:志愿者|妇女|学生)?${GROUP}${NOBODY})`
/** 「两位老师的培训」: whose it was. */
const WHOSE = `(?<whose>(?<![\\d第月一二三四五六七八九十百])(?:[1-9]|[一二两三四五六七八九]) ?[位名个])(?=[\\u4e00-\\u9fff]{0,4}(?:${PERSON}|讲师|作家|律师)的[\\u4e00-\\u9fff]{2})`
const GIVEN = new RegExp(`${OF_GROUPS}|${WHOSE}`, 'gu')

const COUNT = '[约共来了到]*[\\d一二两三四五六七八九十百]{1,5}[多余来几]?(?:个人|[人名位])'
const WHAT = '(?![上中下傍晚])(?:(?![来到有约共])[\\u4e00-\\u9fff]){2,10}?'
/** 「上午培训20人，下午参观18人」. */
const HALVES = new RegExp(
  `(?<one>${HALF})(?<first>${WHAT})(?<many>${COUNT})[，,；;、 ]*(?<other>${HALF})(?<second>${WHAT})(?<more>${COUNT})(?=$|[\\s，,；;。])`,
  'gu',
)

/** 「阅读量1200」, 「播放3000次」: how often something was looked at, and nobody who came. */
const MANY =
  '(?:一?共|总共|达到?|超过?|过|近|约|有|是|为|了|[:： ])*\\d[\\d,.]*(?:[万wWkK千百][多余]?|[多余+])?(?![\\d人名位])'
const LOOKED = '(?:阅读|浏览|播放|点击|点赞|转发|访问|曝光|下载|收藏|在看)'
/** 「有两个志愿者中暑了」: what happened to some of them, and no group that is counted. */
const HAPPENED = `(?<=^|[，,。；;、\\s])(?:其中|期间|中途|还|也)*有(?:\\d{1,3}|[一二两三四五六七八九十几]{1,3}) ?[个名位]?(?:人|${PERSON})(?:(?!来了|参加|帮)[\\u4e00-\\u9fff]){0,4}(?:中暑|晕倒|生病|感冒|发烧|不舒服|受伤|摔|哭|请假|迟到|早退|缺席|没来|没到|退出|先走|提前走)[\\u4e00-\\u9fff]{0,3}`
/** 「亲子阅读30」 is of who came. */
const VIEWS = new RegExp(
  `${HAPPENED}|${LOOKED}(?:次?数|量|率)${MANY} ?(?:次(?!人))?|${LOOKED}${MANY} ?次(?!人)|(?:点击|点赞|曝光|在看)${MANY}`,
  'gu',
)

/** Nothing of these is read as a count; what stands behind them stays where it is. */
export const withoutViews = (text: string): string =>
  LOOKED_AT.test(text) ? text.replace(VIEWS, (words) => ' '.repeat(words.length)) : text
const LOOKED_AT = /[读览放击赞发问光载藏看]|有[\d一二两三四五六七八九十几]/u

/** A first look, before those that take time: a number with a word that counts, or a half of a day. */
const COUNTS_SOMETHING = new RegExp(
  `[\\d一二两三四五六七八九十几] ?[个支所家位名人]|[读览放击赞发问光载藏看]|${HALF}`,
  'u',
)

/** What in this text looks like a headcount and is none: groups, whose activity it was, and what each half of a day was. */
export function asidesIn(text: string): Aside[] {
  if (!COUNTS_SOMETHING.test(text)) return []
  const groups = [...text.matchAll(GIVEN)].map(({ index, 0: words, groups = {} }) => ({
    start: index,
    end: index + words.length,
    words,
    counts: '',
    sure: groups['whose'] !== undefined || OF.test(text.slice(index + words.length)),
  }))
  const halves = [...text.matchAll(HALVES)].map(({ index, 0: all, groups = {} }) => ({
    start: index,
    end: index + all.length,
    words: `${groups['one']}${groups['first']}，${groups['other']}${groups['second']}`,
    counts: `${groups['one']}${groups['many']}、${groups['other']}${groups['more']}`,
    sure: true,
  }))
  const views = [...text.matchAll(VIEWS)].map(({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
    words,
    counts: '',
    sure: true,
  }))
  return [
    ...views,
    ...groups.filter((one) => !halves.some(({ start, end }) => one.start >= start && one.end <= end)),
    ...halves,
  ]
}
/** 「三个班的家长会」. */
const OF = new RegExp(`^[\\u4e00-\\u9fff]{0,5}?${GROUP}的[\\u4e00-\\u9fff]{2}`, 'u')
