/** No pause, no number: what a name may be made of. */
const NAME = '[^，,。；;！!？?\\n□■◇\\d]'
const FORMERLY =
  '(?:原(?:本|先|来)?(?:定|计划|打算|安排|准备|(?=的|要|想))|本来|起初|一开始)(?:就|都)?(?:是|要|想|打算|计划|准备|定)?(?:在|于)?[办搞开做去]?'
const OFF =
  '(?:取消|没(?:能|有)?[办搞开做去]成|没(?:能|有)?成行|没(?:能|有)?举[办行]|未能?(?:举办|举行|成行)|不[办搞做开去]|[办搞开做去]不成|泡汤|作罢|叫停)了?'
const THEN = '[，,、 ]*(?:所以|于是|后来|最后|结果|临时|当天|就|便|而是|我们|大家)*'
const INSTEAD =
  '(?:(?:改|换|变)(?:成|为|作|做|办|搞|开|去|上)了?(?:一[场次个])?|(?<=后来|最后|结果|临时)[搞办做开](?:了|成)(?:一?[场次个])?)'
const WHY = '(?:因为?|由于|遇到?|突然)'
/** Behind a pause or a day, which stays. */
const FROM = `(?<=^|[，,。；;！!\\n □■◇]|[日号天末周期拜][一二三四五六日天]?(?:的|上午|下午|晚上|早上)?|□(?:的|上午|下午|晚上|早上)|在${NAME}{2,10}?的|我们)(?!昨|前天|今|明|[上本这]?个?(?:周|星期|礼拜)|[的月日号天])`

/** Of which it is said that it was not done. */
const CERTAIN = [
  // 取消了原定的清洁活动，改成座谈会; 因下雨取消义剪，换成包饺子
  `(?:${WHY}${NAME}{1,12}?)?取消了?(?:${FORMERLY}的?)?${NAME}{1,14}?`,
  // 原定的讲座因下雨取消了，改成茶话会; 清洁活动不办了，改办座谈会
  `(?:${FORMERLY}的?)?${NAME}{1,14}?(?:${WHY}${NAME}{1,12}?[，,]?)?${OFF}`,
  // 没搞成义诊，后来搞了座谈
  `没(?:能|有)?[办搞开做]成${NAME}{1,14}?`,
  // 原定清洁，下雨，改成座谈会
  `${FORMERLY}的?${NAME}{1,14}?(?:[，,]?${WHY}?${NAME}?[下有][大暴雷小]?[雨雪]了?)?`,
]
/** 把义诊改成了讲座, 清洁活动改成了座谈会: what was made into something else may be no activity at all. */
const PERHAPS = `[把将]?${NAME}{1,14}?`

const instead = (off: string) =>
  new RegExp(`${FROM}(?<out>${off}${THEN}${INSTEAD})(?<now>${NAME}{2,16})(?<rest>[^\\n]{0,60})`, 'gu')
const REPLACED = CERTAIN.map(instead)
const CHANGED = [...REPLACED, instead(PERHAPS)]
const MAY = /[改换变](?:成|为|作|做|办|搞|开|去|上)|(?:后来|最后|结果|临时)[搞办做开]/
const CAME =
  /[来到去]了?[^，,。\n]{0,6}[\d一二两三四五六七八九十百几]|参加|[\d一二两三四五六七八九十百几][多余来]?个?[人名位户]/

/** What was not done, where something else was and somebody came: `out` with the words that join them, `now` what was done. */
export function replacedIn(text: string, certain: boolean): { start: number; out: string; now: string }[] {
  if (!MAY.test(text)) return []
  return (certain ? REPLACED : CHANGED).flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ index, groups }) => {
      const { out = '', now = '', rest = '' } = groups ?? {}
      return CAME.test(now + rest) ? [{ start: index, out, now }] : []
    }),
  )
}

/** 「6月28日取消了原定的清洁活动，改成座谈会，来了20人」 as 「6月28日 座谈会，来了20人」. */
export const withoutReplaced = (text: string): string =>
  replacedIn(text, true).reduce((left, { out }) => left.replace(out, ' '), text)

const NOT_DONE =
  /(?:取消(?=了|$|[，,。\s])|没(?:能|有)?[办搞开做去]成|没(?:能|有)?成行|没(?:能|有)?举[办行]|未能?(?:举办|举行|成行|开展)|(?:[^\s，,]{2}|[，,\s])不[办搞开]了|停办)了?/u
/** 「25号下雨没办」, 「11月7号 敬老院 没去」: its last word. */
const ENDS_UNDONE = /(?<!还|[从有])没(?:能|有)?(?:[办搞去]|举办|举行|开展)(?:了|过|的)?$/u
/** 「4月没有」, 「6月那个月也没有活动」: nothing but when. */
const NONE_THEN =
  /^(?:我们?|然后|那|其中|另外)*[^，,。；;\s]{0,8}[年月日号天周期度季末底初旬](?:份|里|中|那[天周月]|这[天周月])*[\s，,]*(?:我们|也|都|就|是|又|因[^，,。]{1,8}|[下有][大暴]?[雨雪])*没(?:有|得|办|搞)(?:什么|任何|安排|组织|开展)*(?:活动|办|搞|做|去)*[了的啊呢]*$/u
const PLANNED = new RegExp(FORMERLY, 'u')
const COUNTED = /[\d一二两三四五六七八九十百千几][多余来]?个?(?:人|名|位|户|孩子|老人)|签到|到场/u
const PUT_OFF = /(?:改到|改在|改期|推迟|延期|推到)[^，,。]{0,6}[\d一二三四五六七八九十]/u

/** 「原定周六的义诊因下雨没办成」, 「四月份没办」: nobody came, or nothing was done but a plan given up. */
export function isCalledOff(text: string): boolean {
  const said = text.trim().replace(/[。.!！~～]+$/u, '')
  if (NONE_THEN.test(said)) return true
  const off = NOT_DONE.test(said) || ENDS_UNDONE.test(said)
  return off && !PUT_OFF.test(said) && (PLANNED.test(said) || !COUNTED.test(said))
}

/** 「4月没有，5月17 读书会 20人」: what was not apart from what was. */
export function withNoneApart(line: string): string[] {
  const [, none = '', rest = ''] = line.includes('没') ? (NONE_AND.exec(line) ?? []) : []
  if (none !== '' && NONE_THEN.test(none)) return [none, rest]
  const [, before = '', last = ''] = line.includes('没') ? (AND_NONE.exec(line) ?? []) : []
  return last !== '' && NONE_THEN.test(last) ? [before, last] : [line]
}
const NONE_AND = /^([^\s，,。；;]{2,14})[\s，,。；;]+(\S.*)$/u
const AND_NONE = /^(.*[^\s，,。；;])[\s，,。；;]+([^\s，,。；;]{3,14})$/u
