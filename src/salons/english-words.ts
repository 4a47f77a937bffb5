/** What staff write of a salon in English, with the words that the patterns read; `$1` is what stands behind it. */
const ENGLISH: [RegExp, string][] = [
  [/^new salon$/iu, '办沙龙'],
  [/^salon list(?=\s|$)/iu, '沙龙 名单'],
  [/^salon check-?in$/iu, '沙龙 签到'],
  [/^end (?:the )?salon(?: without check-?in)?(?=\s|$)/iu, '结束沙龙'],
  [/^cancel (?:the )?salon(?=\s|$)/iu, '取消沙龙'],
  [/^salon no-?shows?(?=\s|$)/iu, '沙龙 没来的'],
  [/^salon recaps?(?=\s|$)/iu, '沙龙 回顾'],
  [/^salon (?:pictures|photos)(?=\s|$)/iu, '沙龙 照片'],
  [/^(?:undo|cancel) check-?in\s+(?=\S)/iu, '取消签到 '],
  [/^check in\s+(?=\S)/iu, '签到 '],
]

/** 「end salon」 as 结束沙龙; any other text as it is. */
export function salonInChinese(said: string): string {
  if (!/^[a-z]/iu.test(said)) return said
  const [pattern, words] = ENGLISH.find(([one]) => one.test(said)) ?? []
  if (!pattern || words === undefined) return said
  const chinese = said.replace(pattern, words)
  return /^end .*without check/iu.test(said) ? chinese.replace('结束沙龙', '结束沙龙 不签到') : chinese
}
