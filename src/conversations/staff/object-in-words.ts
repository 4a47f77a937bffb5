import type { Asking } from '../../forms/field-kind.js'
import type { Words } from '../../kernel/words.js'
import { readNumber } from '../../kernel/numeral.js'
import type { Asked } from '../asked.js'
import type { Aside } from '../filings/answer.js'
import type { Person } from '../ports.js'
import { NUMERAL } from '../record/numbers.js'
import { lifeOf, listedName, type Life } from '../record/shown.js'
import { commentsIn } from './comments.js'
import { acceptText, type ReviewNeeds, type ReviewPorts } from './deciding.js'
import { startReturn } from './returning.js'
import { saysFine } from './review-commands.js'

type List = Asked & { type: 'list' }

/** Longer is no remark on one answer. */
const LONGEST = 120
const WHICH = new RegExp(
  `^(?:第\\s*(?<nth>${NUMERAL})\\s*[个份条]?|(?<n>${NUMERAL})\\s*[号份])的?[\\s,，:：]*(?=\\S)`,
  'u',
)
const OF_WHOM = /^(?:那|这)?[一个份]*的?[\s,，:：]*/u
/** Something is wrong with an answer, or to be done about it. */
const OBJECTS =
  /不对|不符|对不上|不一致|不清|不全|不够|有误|有问题|怎么回事|退回|打回|核[对实一]|补|重[新写发传]|写清|太[少短笼]|错|漏|缺|[?？]/u
/** What is said to us of what is to become of it, and not to her who filed it. */
const TO_US =
  /[，,。；;\s]*(?:请|就|先|给我)*(?:退回|打回)(?:去|给(?:她|他)们?)?(?:吧|了)?(?=$|[，,。；;\s]|[让叫请])/gu
const LET_HER = /[，,。；;\s]*(?:请|让|叫|麻烦)(?:她|他|对方)们?(?:再|去)?(?=\S)/gu

/** 「…？退回让她写」: that it is to be returned, after what is said to her who filed it. */
const AT_END =
  /^(.{3,}?[?？!！。，,；;\s])\s*(?:请|就|先|给我|都)*(?:退回|打回)(?:去|给?(?:她|他|对方)们?)?(?:吧|了)?[，,\s]*(?:(?:请|让|叫|麻烦)(?:她|他|对方)们?(?:再|去|来|给)?(?:[写改说答]|重写)(?:一?下|清楚?|好)?)?(?:吧|了)?[。.!！]?$/su

/** 「人数到底多少？退回让她写」 without the command at its end; null where it is none, or nothing is wrong with anything. */
export function returnsAtEnd(written: string): string | null {
  const text = written.trim()
  const said = text.length > LONGEST || !/[退打]回/u.test(text) ? undefined : AT_END.exec(text)?.[1]
  return said !== undefined && OBJECTS.test(said) ? said.replace(/[，,；;\s]+$/u, '') : null
}

/**
 * 「人数不对吧，签到表上是28，退回去让她核一下」 of what one of the staff looks at, 「第一个人数对不上」, 「青云社那个照片也补两张」 of one of the list: the return is begun, which
 * she sees before it is sent. 「剪纸那个没问题，过」 accepts the one that she calls so. Null where no answer is named, or nothing is wrong with it.
 */
export async function objectInWords(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  contact: NonNullable<Person['contact']>,
  list: List,
  written: string,
  asking: Asking,
): Promise<Aside | null> {
  const text = written.trim()
  const fine = list.of === 'waiting' ? await fineByTitle(routing, ports, contact, list, text, asking) : null
  if (fine !== null) return acceptText(routing, ports, contact, [fine], list, asking)
  if (text.length > LONGEST || !OBJECTS.test(text)) return null
  const lives = await Promise.all(list.recordIds.map((id) => lifeOf(routing, ports, contact.hubId, id, asking.words)))
  const atEnd = returnsAtEnd(text)
  const { life, said } = meant(list, lives, atEnd ?? text, asking.words)
  if (!life) return null
  const comment = said.replace(TO_US, '').replace(LET_HER, '，请').trim()
  return atEnd !== null || commentsIn(life.form, comment).comments.length > 0
    ? startReturn(routing, ports, contact, life.record.id, comment, list.recordIds, asking)
    : null
}

const BY_TITLE = /^(?<title>\S{2,12}?)的?(?:那|这)[一]?[个份场条次]的?[\s,，:：]*(?=\S)/u

/** 「剪纸那个…」: the only one of the list with that in its name, and what is said of it. */
function titled(lives: (Life | null)[], text: string, words: Words): { life: Life; said: string } | null {
  const found = BY_TITLE.exec(text)
  const title = found?.groups?.['title']
  if (!found || title === undefined) return null
  const [life, other] = lives.filter((one) => one !== null && listedName(one.form, one.listed, words).includes(title))
  return life && !other ? { life, said: text.slice(found[0].length) } : null
}

/** 「剪纸那个没问题，过」: the one of the list that is fine by what she calls it; null where it is none, or several. */
async function fineByTitle(
  routing: ReviewNeeds,
  ports: ReviewPorts,
  { hubId }: NonNullable<Person['contact']>,
  list: List,
  text: string,
  { words }: Asking,
): Promise<string | null> {
  const { length } = BY_TITLE.exec(text)?.[0] ?? ''
  if (length === 0 || !saysFine(text.slice(length))) return null
  const lives = await Promise.all(list.recordIds.map((id) => lifeOf(routing, ports, hubId, id, words)))
  return titled(lives, text, words)?.life.record.id ?? null
}

/** Which of the list it is said of: by its number, who filed it or what it is called, else what is on her screen. */
function meant(list: List, lives: (Life | null)[], text: string, words: Words): { life: Life | null; said: string } {
  const numbered = WHICH.exec(text)
  const { nth, n = nth } = numbered?.groups ?? {}
  if (numbered && n !== undefined)
    return { life: lives[(readNumber(n) ?? 0) - 1] ?? null, said: text.slice(numbered[0].length) }
  const named = lives.filter((life) => life && text.startsWith(life.listed.organisationName))
  const [one, other] = named
  if (one) {
    const said = text.slice(one.listed.organisationName.length).replace(OF_WHOM, '')
    return { life: other ? null : one, said }
  }
  const byTitle = titled(lives, text, words)
  if (byTitle) return byTitle
  const shown = list.recordIds.indexOf(list.shown ?? '')
  return { life: lives[shown] ?? (lives.length === 1 && !list.astray ? (lives[0] ?? null) : null), said: text }
}
