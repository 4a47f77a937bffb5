const BEFORE = '(?:(?:对了|哦|啊|哎呀?|不好意思|那个)[，,\\s]+)*'
const LAST = '(?:刚才|刚刚|刚|上面|前面)'
const WHEN = '(?:昨天|前天|昨晚|今天|今早|早上|上午|下午|上次|上回|上周|前几天|之前|已经)'
const FILED = `(?:我们?)?(?:${LAST}|${WHEN})?(?:我们?)?(?:提交|交|填|报|发|写)(?:的|过的|上去的)`
const REPORT = '(?:(?:工作)?简报|(?:活动)?记录|报告)'
const INSIDE = '(?:里面?|上面?|中)?的?[，,：:\\s]*'
/** 「我昨天交的那份简报里」, 「刚才那个」, 「简报里」: which filing is meant, before what is to be changed of it. */
const REFERS = new RegExp(
  `^${BEFORE}(?:(?:${FILED}|${LAST})(?:[那这]?[份个])?${REPORT}?${INSIDE}|[那这][份个]?${REPORT}${INSIDE}|${REPORT}(?:里面?|上面?|中)的?|[那这]个)(?=\\S{3})`,
  'u',
)
/** 「净滩那个」 before what is to be changed of it. */
const THAT = '(?:(?:活动)?[那这][个次场份]的?|的)'

/** What is left of 「刚交的那个车费不是360是630」, 「净滩那个日期错了」 without the filing that it is of, which is known. */
export function withoutReference(said: string, labels: string[], title: string | null): string {
  const rest = said.trim().replace(REFERS, '')
  if (!title || !rest.startsWith(title)) return rest
  const then = rest.slice(title.length)
  const behind = then.replace(new RegExp(`^${THAT}[，,\\s]*`, 'u'), '')
  return behind !== '' && (behind !== then || labels.some((label) => behind.startsWith(label))) ? behind : rest
}

/** Whether it names what it was not: 「刚交的那个车费不是360是630」. */
export const isNamed = (said: string, labels: string[]): boolean => {
  const rest = withoutReference(said, labels, null)
  return rest !== said.trim() && !/^(?:不是|是)/u.test(rest)
}
