import { placeOf, type Sentence } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { ownName } from '../facts/grantees.js'
import { pairsOf } from '../facts/likeness.js'
import type { Finding } from '../finding.js'

const DONE =
  /(?:已|都|均|全部|全都)[^，。]{0,8}(?:具[有备]|掌握|完成|建立|规范|健全|完善|提交|上交|到位|签订|结项|拨付|发放|做到|落实)|能(?:够)?(?:掌握|独立|熟练)|顺畅|健全/
const ALL = /都|均|全部|各|每/
const LACKING =
  /有待|(?:还|尚|仍)有[^，。]{0,12}(?:没有?|未)|未能?(?:按时|如期)|尚[未待]|还需|仍需|仍然?没|还没有|欠缺|薄弱|较弱|缺乏/
/** A word that stands oftener in a report is no sign that two sentences speak of one thing. */
const RARE = 5

/** All can do it already, says one place; it is still lacking, says another. */
export function opposites({ sentences, report, grantees }: Facts): Finding[] {
  const whole = report.blocks.map((block) => ('text' in block ? block.text : '')).join('\n')
  const names = grantees.flatMap(({ list }) => list.flatMap(({ name }) => [name, ownName(name)]))
  // An organisation that both speak of is no subject of theirs.
  const bare = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, ''), text)
  const rare = (pair: string) => whole.split(pair).length - 1 <= RARE
  const done = sentences.filter(
    ({ text }) =>
      DONE.test(text) && (ALL.test(text) || countsIn(text).some(({ unit }) => unit === '家')) && !LACKING.test(text),
  )
  const lacking = sentences.filter(({ text }) => LACKING.test(text))
  return done.flatMap((yes): Finding[] => {
    const against = lacking.filter(({ text }) => {
      const clause = bare(clauseOf(text))
      return [...pairsOf(clause)].some((pair) => rare(pair) && bare(yes.text).includes(pair) && !COMMON.test(pair))
    })
    return against.length === 0 ? [] : [finding(yes, against)]
  })
}

const COMMON =
  /家机|家组|目前|工作|支持|机构|组织|项目|服务|能力|发展|管理|活动|进行|方面|需要|公益|社会|提高|提升|加强|开展|培训/
const clauseOf = (text: string): string => text.split(/[，,]/).find((clause) => LACKING.test(clause)) ?? text

const finding = (yes: Sentence, against: Sentence[]): Finding => ({
  severity: 'contradiction',
  kind: 'claims',
  message: '一处说都已经做到，一处说还差着 / done in one place, still lacking in another',
  places: [placeOf(yes.block, yes.text), ...against.slice(0, 3).map(({ block, text }) => placeOf(block, text))],
  advice: '写清楚哪几家做到了、哪几家还没有 / say who can and who cannot yet',
})

const FOUNDED = /(?<year>(?:19|20)\d{2}) ?年[^，。；]{0,6}(?:注册)?(?:成立|注册)/
const BEFORE_THAT = /从?(?:之前|原来|以前|原先|过去)的? ?\d+ ?[人名家]/

/** Founded in this year, and yet it had people before. */
export function founded({ texts }: Facts): Finding[] {
  return texts.flatMap((block) => {
    const found = FOUNDED.exec(block.text)
    const earlier = BEFORE_THAT.exec(block.text)
    if (!found || !earlier || Math.abs(earlier.index - found.index) > 60) return []
    return [
      {
        severity: 'doubtful',
        kind: 'claims',
        message: `${found.groups?.['year']} 年才成立，「之前」是哪时候 / founded in ${found.groups?.['year']}, and people before`,
        places: [placeOf(block)],
        advice: '写上年月，如「注册前 2 人，12 月 3 人」 / say when it was how many',
      },
    ]
  })
}
