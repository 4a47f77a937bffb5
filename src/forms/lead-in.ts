import { withoutTalk } from './remark.js'

const MEASURE = '[场条笔次个项]'
/** What stands before it may name the table it is of. */
const OF =
  '(?:活动|支出|花费|开支|费用|经费)(?:里面?|那[一]?[题块]|这[一]?[题块]|表|记录|中|上|里头)*(?:还|又|再|另外)?'

/** 「刚才活动那题漏了一场：」, 「补一笔，」: words before a row that was forgotten. */
const LEAD_IN =
  /^[^\d，,。:：；;]{0,14}?(?:(?:漏|忘|少)(?:掉|记|写|填|报)*了?(?:一?[场条笔次个项])|(?:漏|忘|少)(?:掉|记|写|填|报)*了|补(?:充|上|记|报)?一?[场条笔次个项]|补充(?:一下)?|(?:还有|再?加上?|另外有?)一?[场条笔次个项])(?:活动|支出|没[写填记报])?\s*[:：，,]\s*/u

/** 「加一个 9月23日 …」, 「再加一笔交通费」, 「支出里少了一笔 打印费」, 「还有一场没写 …」: that there is one more, and no part of it. */
const ONE_MORE = new RegExp(
  `^(?:${OF})?(?:[哦噢啊哎诶嗯]|那|请|帮我|麻烦|再|还要?|另外?|又|我|们|好像|刚才|才想起来?|想起来?|[，,、\\s])*` +
    `(?:(?:加|增加|新增|添加?|补|漏|忘|少|缺|差)[上掉了记写报填算]*(?:[一1]${MEASURE}(?!性|人)|${MEASURE}(?=[\\s:：，,\\d])|个(?=\\p{L}{1,5}费))|(?:还|另外?|又|再)有?[一1][场条笔个项]|还有个(?![人性体案别]))` +
    `(?:活动|支出|花费)?(?:(?:还|我|都|前面|刚才|上面|之前)*(?:没有?|忘了?|漏了?|忘记)(?:写|填|记|报|说|算)(?:上去?|进去?|的)*)?[\\s:：，,]*(?:是(?=\\d))?`,
  'u',
)

/** 「对了，…」, 「哦还有…」, 「对了6月30号 …」: what one says before what comes to one's mind. */
const BY_THE_WAY =
  /^(?:(?:[哦噢啊哎诶]*对了|[哦噢哎诶]+|另外|还有)[，,。!！\s]+|(?:[哦噢啊哎诶嗯]|对了|那个)+(?=还有|另外|另有|[\d一二三四五六七八九十]{1,4}[年月.．/号日]))/u

const withoutOneMore = (said: string): string => said.replace(LEAD_IN, '').replace(ONE_MORE, '')

/** A text of one row without the words that only bring it. */
export const withoutLeadIn = (said: string): string =>
  withoutOneMore(withoutTalk(said.trim()).replace(BY_THE_WAY, '')) || said

/** The words that bring one more row, apart from it; null where there are none. */
export function leadIn(said: string): { lead: string; rest: string } | null {
  const all = said.trim()
  const rest = withoutOneMore(all)
  return rest === all || rest === '' ? null : { lead: all.slice(0, all.length - rest.length), rest }
}
