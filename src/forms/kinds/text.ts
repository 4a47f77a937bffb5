import { z } from 'zod'
import { saysCounting } from '../../kernel/basis-words.js'
import type { Problem } from '../../kernel/outcome.js'
import { isVagueCount } from '../../kernel/vague-count.js'
import type { Words } from '../../kernel/words.js'
import { numbersToDelete } from '../captions.js'
import type { FieldKind } from '../field-kind.js'
import type { Field } from '../form.js'
import { corrects } from '../corrects.js'
import { isTalk, talkIn } from '../no-value.js'
import { bare, endsWith, isDone, isNothing, isUnsure, misread, prompt, quote, textOf } from '../prompt.js'
import { alsoIs, remarkProblem } from '../remark.js'
import { textDifferences } from '../text-differences.js'

interface TextOptions {
  /** Fewest and most characters; see `countCharacters`. */
  least: number
  most: number
}

// What JSON, databases and sheets stumble over; the joiner of emoji (U+200D) and the variation selectors stay.
// oxlint-disable-next-line no-control-regex, no-misleading-character-class -- control and zero-width characters are what this is about
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const UNCOUNTED = /\u200d\p{Extended_Pictographic}|[\s\p{Cf}\p{M}\p{Emoji_Modifier}]/gu

/** Nothing but characters that are counted, each one of a string: most texts. */
const ALL_COUNTED = /^[\w\u4e00-\u9fff\u3001\u3002\uff01-\uff1f]*$/

const LINKS = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/giu
const withoutLinks = (text: string): string => (text.includes('://') ? text.replace(LINKS, '') : text)

/** Characters as a person counts them: signs and punctuation count, spaces, line ends, invisible joiners and addresses of pages do not. */
export const countCharacters = (text: string): number => {
  if (ALL_COUNTED.test(text)) return text.length
  let count = 0
  for (const _ of withoutLinks(text).replace(UNCOUNTED, '')) count++
  return count
}

/** 「没有」, 「没啥困难」, 「暂时没有什么特别的困难」 where 困难 is asked. */
const isNone = (text: string, label: string): boolean =>
  isNothing(text) ||
  (text.length < 20 &&
    /^(?:暂时|目前|现在|好像|也|真|我们)*(?:没|无|没有)(?:遇到|碰到)?(?:有|啥|什么)*(?:特别|大|其他|太大)?的?$/.test(
      bare(text)
        .replace(/[了啊呀呢吧的]+$/, '')
        .replace(label, ''),
    ))

/** 「再加一句：…」 of what is there: it goes on with it. */
const MORE = new RegExp(
  '^(?:(?:再|另外)*(?:加|补)(?:上|充)?(?:一|几|两)[句点段条](?:话|内容)?[:：，,\\s]*|(?:再加|再补充?|补充|补上|追加|add)(?:说明|一下)?[:：，,\\s]+)(\\S.*)$',
  'isu',
)

/** Longer than this is not said back but counted. */
const SHORT = 20

/** Much less than there was may be meant as one sentence more; a title is only written anew. */
const isMuchLess = (count: number, old: string): boolean =>
  countCharacters(old) > 2 * SHORT && 2 * count < countCharacters(old)

/** Where so much is asked for it may come in several messages, and only 完 says which is the last. */
const LONG = 100

/** Where so much is asked for a number by itself is meant for something else. */
const LONE = 2

/** A question of hers is no part of a story. */
const ASKS = /[吗?？]$/u

/** 「第3条删了，第4条也删」: of rows, and no name of anything. */
const TAKEN_OUT =
  /第\s*[\d０-９一二三四五六七八九十]{1,3}\s*[条行项笔场张题].{0,6}(?:删|不要|去掉|作废|不算)|(?:删|去掉|不要)(?:掉|除)?第\s*[\d０-９一二三四五六七八九十]{1,3}\s*[条行项笔场张]/u

/** What something is called is no number. */
const NAMES = /^(?:activity\.title|expense\.item)$/

/** Words in one's own sentences; what is too short is kept and the next message continues it. */
export const text: FieldKind<TextOptions, string> = {
  name: 'text',
  free: true,
  options: z.strictObject({
    least: z.int().min(0).max(5000).default(0),
    most: z.int().min(1).max(20_000).default(5000),
  }),
  ask(field, partial, old, { words, returned }) {
    const twofold = returned !== undefined && old !== null && old.length > SHORT
    if (typeof partial === 'string')
      return twofold ? words.say('text.where', { count: countCharacters(partial) }) : soFar(field, partial, words)
    if (twofold)
      return [field.ask ?? '', words.say('text.returned_now', { value: quote(old, 40) })].filter(Boolean).join('\n')
    return prompt(field, words, { old: old === null ? null : quote(old, 40), more: leastOf(field, words) })
  },
  askOtherwise: (field, partial, { words }) =>
    typeof partial === 'string'
      ? soFar(field, partial, words)
      : words.say('text.otherwise', { label: field.label }) +
        leastOf(field, words) +
        (field.example ? `\n${words.say('field.example', { example: field.example })}` : ''),
  read(field, said, partial, old, { words, number, returned }) {
    const { least, most } = field.options
    const long = least >= LONG
    const typed = textOf(said)
    if (typed === null) return misread('text.wanted')
    const raw = field.feeds === 'activity.title' ? alsoIs(typed) : typed
    const written = typeof partial === 'string' ? partial : ''
    const more = old !== null && !written && MORE.exec(raw)?.[1]
    if (more) {
      const value = old + (countCharacters(old) > 2 * SHORT ? '\n' : ' ') + more.trim()
      const count = countCharacters(value)
      if (count > most) return misread('text.too_long', { count, most })
      return { type: 'answered', value, note: words.say('text.appended', { count }) }
    }
    if (written && /^(?:重写|rewrite)$/i.test(bare(raw))) {
      return { type: 'continued', partial: null, reply: words.say('text.anew') }
    }
    if (isUnsure(raw)) return misread('engine.unsure')
    if (numbersToDelete(raw)) return misread('text.no_rows')
    if (least > LONE && /^\d{1,2}$/.test(bare(raw))) return misread('text.lone_number', { said: bare(raw) })
    const none = isDone(raw) || isNone(raw, field.label)
    if (none && !written) return { type: 'nothing' }
    const added = none ? '' : raw.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').trim()
    if (!added && !written) return misread('text.empty')
    // What is sent once more is there already.
    const again = endsWith(written, added)
    const value = written && added && !again ? `${written}\n${added}` : written || added
    const count = countCharacters(value)
    if (count > most) return misread('text.too_long', { count, most })
    if (count === 0) return misread('text.empty')
    // What the hub asks for may be a sentence more or a new text: the least is of the whole. Behind the old one it stands already where she said so.
    if (returned !== undefined && old !== null && old.length > SHORT && !value.startsWith(old))
      return { type: 'continued', partial: value, reply: words.say('text.where', { count }), asks: true }
    const replaces = old !== null && !written && isMuchLess(count, old) ? [words.say('text.replaces')] : []
    const links = least > 0 && withoutLinks(added) !== added ? [words.say('text.links')] : []
    if (count < least) {
      const short = shortOf(value, least)
      const reply = words.say(none ? 'text.not_yet' : long ? 'text.more_long' : 'text.more', short)
      return { type: 'continued', partial: value, reply: [reply, ...links, ...replaces].join('\n') }
    }
    if (long && written && !none)
      return { type: 'continued', partial: value, reply: [words.say('text.enough', { count }), ...links].join('\n') }
    if (count <= SHORT && replaces.length === 0) return { type: 'answered', value }
    const first = long && number !== undefined && !written
    const note = words.say(first ? 'text.kept_long' : 'text.kept', { count, number: number ?? 0 })
    return { type: 'answered', value, note: [note, ...links, ...replaces].join('\n') }
  },
  objection({ feeds, label, options: { least } }, text): Problem | null {
    // A story may tell of what went wrong, but not in a few words.
    if (least > 0) {
      if (countCharacters(text) > SHORT) return null
      if (corrects(text)) return { code: 'text.corrects_story', values: { said: quote(text) } }
      const of = isTalk(text)
      if (of === 'papers') return { code: 'text.papers', values: { said: quote(text), label } }
      return of && ASKS.test(text.trim()) ? { code: 'text.talk', values: { said: quote(text), label } } : null
    }
    const names = NAMES.test(feeds ?? '')
    if (!names && corrects(text)) return { code: 'text.corrects', values: { said: quote(text) } }
    const remark = names ? remarkProblem(text, label) : null
    if (remark) return remark
    const talk = names && !isNothing(text) && !isDone(text) ? talkIn(text, label) : null
    if (talk) return talk
    if (names && TAKEN_OUT.test(text)) return { code: 'text.corrects', values: { said: quote(text) } }
    // 「现场点数」 is how people were counted, 「来的人不多」 how many they were.
    if (names && (saysCounting(bare(text)) || isVagueCount(bare(text))))
      return { code: 'text.talk', values: { said: quote(text), label } }
    const lone = names && /^\d{1,2}$/.test(bare(text))
    return lone ? { code: 'text.lone_number', values: { said: bare(text) } } : null
  },
  command({ options: { least } }, { type }, partial, old, { returned }) {
    if (returned !== undefined && old !== null && old.length > SHORT) return null
    const ends = type === 'submit' || (old === null && (type === 'skip' || type === 'keep'))
    return ends && typeof partial === 'string' && countCharacters(partial) >= least
      ? { type: 'answered', value: partial }
      : null
  },
  reopen: (value) => value,
  check: () => [],
  show(_field, value, words) {
    const line = quote(value, 60)
    return line.endsWith('…') ? words.say('text.shown', { text: line, count: countCharacters(value) }) : line
  },
  differ: (_field, before, after, words) => textDifferences(before, after, words),
  cell: (_field, value) => value,
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'string') throw new Error('a stored text answer is no text')
    return json
  },
}

const leastOf = ({ options: { least } }: Field<TextOptions>, words: Words): string =>
  least === 0 ? '' : words.say(least >= LONG ? 'text.least_long' : 'text.least', { least })

/** What there is of an answer that is not finished, and how it goes on. */
const soFar = ({ options: { least } }: Field<TextOptions>, written: string, words: Words): string => {
  const short = shortOf(written, least)
  return short.missing > 0 ? words.say('text.so_far', short) : words.say('text.enough', { count: short.count })
}

function shortOf(written: string, least: number): { count: number; missing: number } {
  const count = countCharacters(written)
  return { count, missing: least - count }
}
