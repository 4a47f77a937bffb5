const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const WORD = `(?:${[...ONES, ...TENS, 'hundred', 'thousand', 'dozen'].join('|')})`
const NUMBER = new RegExp(
  `\\b(?:(?:an?|\\d+)[ -](?=hundred|thousand|dozen))?${WORD}(?:(?:[ -]|[ -]and[ -])${WORD})*\\b`,
  'gi',
)
const POWERS: Record<string, number> = { hundred: 100, thousand: 1000, dozen: 12 }

/** forty-five, a hundred and twenty, two dozen: as a number. */
function valueOf(text: string): number {
  let [whole, section] = [0, 0]
  for (const word of text.toLowerCase().split(/[ -]+/)) {
    const power = POWERS[word]
    if (power) section = Math.max(section, 1) * power
    else if (/^\d+$/.test(word)) section += Number(word)
    else if (TENS.includes(word)) section += 10 * (TENS.indexOf(word) + 2)
    else if (ONES.includes(word)) section += ONES.indexOf(word)
    if (word === 'thousand') [whole, section] = [whole + section, 0]
  }
  return whole + section
}

const N = '(\\d+)'
const PEOPLE = '(?:people|persons?|participants?|attendees|guests|of us|individuals)'
/** What hedges a number in English, and what says the same in Chinese. */
const HEDGES: [RegExp, string][] = [
  [new RegExp(`\\b(?:between|from) ${N} (?:and|to) ${N}`, 'gi'), '$1-$2'],
  [new RegExp(`\\b${N} (?:to|or) ${N}`, 'gi'), '$1-$2'],
  [/(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|maybe|perhaps|probably)|~) *(?=\d)/gi, '约'],
  [/\b(?:more than|over|above) (?=\d)/gi, '超过'],
  [/\b(?:nearly|almost|close to|just under) (?=\d)/gi, '将近'],
  [/\bat least (?=\d)/gi, '至少'],
  [/\b(?:less than|fewer than|under|below) (?=\d)/gi, '不到'],
  [/\b(?:up to|at most|no more than|not more than) (?=\d)/gi, '最多'],
  [new RegExp(`\\b(\\d+) ?(?:ish|or so|more or less)\\b`, 'gi'), '约$1'],
]
const ROLES =
  '(?:volunteers?|adults?|children|kids?|students?|teachers?|parents?|women|men|girls?|boys?|staff|elders|seniors|mothers|fathers)'
/** 28 people from 12 organisations: what they are of. */
const BODIES = /(?:\b(?:from|of) )?(\d+) *(?:organi[sz]ations|agencies|institutions)\b/gi
/** Words round a number that say no more than that so many were there. */
const ROUND =
  /\b(?:(?:there (?:were|was)|we (?:had|were|counted)|i (?:think|guess)|it was|came|attended|joined|participated|took part|showed up|were there|altogether|in (?:total|all)|total(?: of)?|only|just|exactly|attendance|headcount)\b[:,]?)/gi

/**
 * A count in English words as the readers of counts read it: about forty people is 约40人, 30 to 40 is 30-40, 40 people, 5 of them
 * volunteers is 40人，其中volunteers5人. A text with Chinese in it, or without any English, stays as it is.
 */
export function countInChinese(text: string): string {
  if (!/[A-Za-z]{2}|~/.test(text) || /\p{Script=Han}/u.test(text)) return text
  if (/^ *(?:nobody|no one|no-one|none came)(?: came)?[.!]? *$/i.test(text)) return '没人来'
  let said = text.replace(NUMBER, (words) => String(valueOf(words)))
  for (const [hedge, chinese] of HEDGES) said = said.replace(hedge, chinese)
  return said
    .replace(/\b(?:including|of (?:them|whom|which)|among them)\b/gi, ' 其中 ')
    .replace(new RegExp(`${N} (?:were )? *其中 +(?:were |are )?(${ROLES})\\b`, 'gi'), '其中$2$1人')
    .replace(new RegExp(`${N} (?:were )?(${ROLES})\\b`, 'gi'), '$2$1人')
    .replace(new RegExp(`${N} *${PEOPLE}\\b`, 'gi'), '$1人')
    .replace(/(\d+) *(?:families|households)\b/gi, '$1户')
    .replace(BODIES, '，$1家机构，')
    .replace(ROUND, ' ')
    .replace(/\b(?:and|plus)\b/gi, '，另有')
    .replace(/ *([，,]) */g, '，')
    .replace(/ {2,}|(?<=\D) +(?=其中)|(?<=其中) +/g, (spaces) => (spaces.length > 1 ? ' ' : ''))
    .trim()
    .replace(/^([^\d\sA-Za-z]*)[A-Za-z]+(\d+人)$/u, '$1$2')
}
