import { normaliseText } from '../kernel/numeral.js'
import { PERSONAL } from '../kernel/personal.js'

/** A figure that a paragraph may tell of, by its reference: `F3`. */
export interface NarrativeFact {
  ref: string
  /** 「培训·人数合计」. */
  name: string
  min: number
  max: number
  /** As it is printed, with its unit: 「1,462人次」, 「201–299人」. */
  shown: string
}

/** A paragraph as a model drafts it: behind each number stands its reference, 「办了 45 次[F1]」. */
export interface Paragraph {
  title: string
  text: string
}

export type Written = { ok: true; paragraphs: Paragraph[] } | { ok: false; code: string }

/** Drafts paragraphs of a report. `about`: whose report, of which days. Never rejects for a model's sake. */
export interface Writer {
  write(hubId: string, about: string, facts: readonly NarrativeFact[]): Promise<Written>
}

const REF = /\[(F\d+)\]/g
const LONGEST = 1_000
const HAN = '[零〇一二两三四五六七八九十百千万亿几数]'
/** Numbers in words, shares and comparisons: nothing stands behind them. */
const IN_WORDS = new RegExp(
  `${HAN}+(?:多|余|来)?(?:次|人|名|位|家|元|场|期|份|张|笔|所|户|个月|天|万|%)|百分之|${HAN}成(?!员|立|果|效|长|为|功)|[多少大小]?${HAN}?倍|过半|半数|大多数|翻番|翻了`,
)
/** Who writes for a funder tells of no machine, no rules and no addresses. */
const OTHER = /https?:|www\.|【|】|[<>{}]|忽略|指令|提示词|system|prompt|JSON/i

/**
 * Why a paragraph must not be seen by anybody, or null. Each number in it must be that of the figure whose reference stands right behind it, with its
 * unit; the years of the report's own name (`about`) need none.
 */
export function unsourced({ title, text }: Paragraph, about: string, facts: readonly NarrativeFact[]): string | null {
  if (text.trim() === '' || text.length > LONGEST || title.length > 60) return 'length'
  const both = `${title}\n${text}`
  if (OTHER.test(both)) return 'other'
  if (both.match(PERSONAL)) return 'personal'
  const known = new Map(facts.map((fact) => [fact.ref, fact]))
  if ([...text.matchAll(REF)].some(([, ref]) => !known.has(ref ?? ''))) return 'reference'
  const years = [...about.matchAll(/(?:19|20)\d{2}(?=年)/g)].map(([year]) => year)
  let rest = normaliseText(both).replaceAll(normaliseText(about), ' ')
  for (const year of years) rest = rest.replaceAll(`${year}年`, ' ')
  // What is sourced is taken out: whatever number is left has no source.
  for (const { ref, shown } of facts) {
    const [, number = '', unit = ''] = /^([\d.,–-]+)(.*)$/.exec(normaliseText(shown)) ?? []
    const value = [...new Set([number, number.replaceAll(',', '')])].map(escaped).join('|')
    rest = rest.replace(new RegExp(`(?<![\\d.,–-])(?:${value}) ?${escaped(unit)} ?\\[${ref}\\]`, 'g'), ' ')
  }
  if (/\d/.test(rest.replace(REF, ' ')) || REF.test(rest)) return 'number'
  return IN_WORDS.test(rest) ? 'words' : null
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\–-]/g, '\\$&')

/** The text for a person: references become 〔1〕 in the order in which they come, with what each stands for. */
export function withNotes(
  paragraphs: readonly Paragraph[],
  facts: readonly NarrativeFact[],
): { paragraphs: Paragraph[]; notes: { number: number; name: string; shown: string }[] } {
  const numbers = new Map<string, number>()
  const numbered = paragraphs.map(({ title, text }) => ({
    title,
    text: text.replace(REF, (_, ref: string) => {
      if (!numbers.has(ref)) numbers.set(ref, numbers.size + 1)
      return `〔${numbers.get(ref)}〕`
    }),
  }))
  const notes = [...numbers].map(([ref, number]) => {
    const fact = facts.find((each) => each.ref === ref)
    return { number, name: fact?.name ?? '', shown: fact?.shown ?? '' }
  })
  return { paragraphs: numbered, notes }
}
