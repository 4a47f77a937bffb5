import { salonInChinese } from './english-words.js'
import { bare } from '../forms/prompt.js'
import { normaliseText } from '../kernel/numeral.js'
import { readPeople } from './reply-words.js'

/** What staff want of a salon. `name` says which, empty where they do not; `named`: the word 沙龙 stands in it, so nothing else can be meant. */
export type SalonCommand = { named: boolean } & (
  | { type: 'overview' }
  | { type: 'plan'; text: string }
  | { type: 'list' | 'absent' | 'recaps' | 'pictures' | 'door'; name: string }
  /** `anyway`: though nobody checked in. */
  | { type: 'end'; name: string; anyway: boolean }
  | { type: 'change'; text: string }
  | { type: 'cancel'; name: string; why: string | null }
  /** `who` came; `people` is null where they do not say how many. */
  | { type: 'check_in'; who: string; people: number | null }
  | { type: 'uncheck'; who: string }
)

const LONG = 300

const PATTERNS: [RegExp, (found: (string | undefined)[], said: string) => SalonCommand][] = [
  [/^(?:看看?|最近的?|有哪些)?沙龙$|^salons?$/i, () => ({ type: 'overview', named: true })],
  [
    /^(?:(?:再|新)?(?:办|发|开|建)?(?:新的)?一?[场个期次]?(?:新的?)?)(?<=.)沙龙(?:邀请)?[:：，,]?\s*(.*)$/s,
    ([text = '']) => ({ type: 'plan', text, named: true }),
  ],
  [/^(?:沙龙|salon)[:：]\s*(.+)$/is, ([text = '']) => ({ type: 'plan', text, named: true })],
  [
    /^(?:看看?|查看?)?沙龙\s*(?:的)?(?:名单(?:有谁)?|报名(?:情况|名单|人数)?|谁(?:会|要)?来|有谁来|(?:还有)?谁(?:还)?没回复?(?:的)?)(?:[\s:：]+(.{1,40}))?$|^salon list(?: (.{1,40}))?$/i,
    ([name = '', other = '']) => ({ type: 'list', name: name || other, named: true }),
  ],
  [
    /^(?:有)?(?:谁|哪些人|几家|多少人)(?:会|要|报名)?(?:参加|来)[?？]?$/,
    () => ({ type: 'list', name: '', named: false }),
  ],
  [
    /^(?:沙龙\s*(?:的)?)(?:没来的?(?:人|有谁)?|谁没来|缺席的?)(?:[\s:：]+(.{1,40}))?$/,
    ([name = '']) => ({ type: 'absent', name, named: true }),
  ],
  [/^(?:谁|哪些人?|有谁|有多少人?)报名了?$/, () => ({ type: 'list', name: '', named: false })],
  [/^(?:没来的|谁没来|没来的?有谁|报名没来的?)$/, () => ({ type: 'absent', name: '', named: false })],
  [
    /^沙龙\s*(?:的)?(?:回顾|收获|反馈)(?:[\s:：]+(.{1,40}))?$/,
    ([name = '']) => ({ type: 'recaps', name, named: true }),
  ],
  [
    /^沙龙\s*(?:的)?(?:照片|图片)(?:放进记录|入库)?(?:[\s:：]+(.{1,40}))?$/,
    ([name = '']) => ({ type: 'pictures', name, named: true }),
  ],
  [
    /^(?:沙龙\s*(?:开始)?签到|开始?签到|签到码?|打?开签到)(?:[\s:：]*(?:码|开始|二维码))?$/,
    (_, said) => ({ type: 'door', name: '', named: said.includes('沙龙') }),
  ],
  [
    /^(?:结束沙龙|沙龙\s*(?:签到)?(?:结束|散场?|散会|办完)(?:了|吧)?|结束签到|签到结束了?|(?:已经|都)?(?:结束|散场|散会|散|办完)了|结束)(?:\s*(不签到|不记人数|没有?签到))?(?:[\s:：]+(.{1,40}))?$/,
    ([without, name = ''], said) => ({
      type: 'end',
      name,
      anyway: without !== undefined,
      named: /沙龙|签到/.test(said),
    }),
  ],
  [
    /^(?:取消沙龙|沙龙\s*取消(?:了)?|沙龙不办了)(?:[\s:：，,]+(.{1,60}))?$/,
    ([why]) => ({ type: 'cancel', name: '', why: why ?? null, named: true }),
  ],
  [
    /^(?:(?:改|修改)沙龙(?:的)?|沙龙\s*(?:的)?(?=改|时间|日期|地点|地址|嘉宾|名额|主题|延期?到|提前到|换到))[\s:：，,]*(.+)$/s,
    ([text = '']) => ({ type: 'change', text, named: true }),
  ],
  [
    /^沙龙\s+(\S{2,20}\s+(?:改|延期?到|提前到|换到|时间|地点|嘉宾|名额).+)$/s,
    ([text = '']) => ({ type: 'change', text, named: true }),
  ],
  [
    /^((?:改|延期?|推迟|提前)到.{0,16}(?:[点:]).{0,8})$/,
    ([text = '']) => ({ type: 'change', text: text.replace(/^推迟/, '改'), named: false }),
  ],
  [/^沙龙\s+(\S{2,20})\s+名单$/, ([name = '']) => ({ type: 'list', name, named: true })],
  [/^(?:取消签到|撤销签到|没签到)[\s:：]+(.{1,40})$/, ([who = '']) => ({ type: 'uncheck', who, named: false })],
]

/** 「签到 麦田 2人」, 「沙龙 签到 麦田」. */
const CHECK_IN = /^(沙龙\s*)?(?:补)?签到[\s:：]+(.{1,40})$/
/** 「麦田签到2人」, 「签到2人 麦田」. */
const TURNED =
  /^(?:(?:帮|给|替)?([^\s，,。;；:：]{2,20}?)(?:补)?签到 ?|签到 ?)((?:\d{1,3}|[一二两三四五六七八九十]) ?(?:个人|个|人|位|名))(?: (\S{2,20}))?$/
const COUNT =
  /^(.*?)[\s,，:：]*(?:来了)?((?:\d{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:个人|个|人|位|名)|俩|[\s](?:\d{1,3}))$/

/** The command round a salon that a message of staff is, if it is nothing but one. */
export function salonCommandIn(text: string): SalonCommand | null {
  if (text.length > LONG) return null
  const said = salonInChinese(bare(normaliseText(text)).trim())
  for (const [pattern, commandOf] of PATTERNS) {
    const found = pattern.exec(said)
    if (found) return commandOf(found.slice(1), said)
  }
  const [, before, many, after] = TURNED.exec(said) ?? []
  const turned = (before ?? after)?.replace(/^沙龙$/, '')
  if (many !== undefined && turned && (before === undefined) !== (after === undefined))
    return { type: 'check_in', who: turned, people: readPeople(many), named: false }
  const [, named, whom] = CHECK_IN.exec(said) ?? []
  if (whom === undefined || /^\d{4}(?:\s|$)/.test(whom)) return null
  const [, who, count] = COUNT.exec(whom) ?? []
  const people = count === undefined ? null : readPeople(count)
  return { type: 'check_in', who: (people === null ? whom : (who ?? '')).trim(), people, named: named !== undefined }
}
