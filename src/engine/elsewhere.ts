import { escaped } from '../kernel/escaped.js'
import { corrects } from '../forms/corrects.js'
import { isWholeConsent, noMinorsOnly, showsOnly } from '../forms/consent.js'
import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { saysConsent } from '../forms/consent-in-words.js'
import { bare, quote } from '../forms/prompt.js'
import { tellsPlans } from '../forms/remark.js'
import { takeAfar } from './afar.js'
import { miss, readAt } from './answer.js'
import { correctsNothing } from './correct.js'
import { doubt } from './doubt-about.js'
import { asksStory } from './told.js'
import { cue, currentField, goTo, heldOf, numberOf, type Step, type Turn } from './turn.js'

/** Longer says more than that. */
const SHORT = 20
/** 「内容应该叫防溺水宣传」 is about no picture. */
const SHOULD_BE = /不是\S+[，,\s]+是|错了|不对|应该|改成|改为|换成/u

/**
 * A few words that are of another question whatever is being asked: that it has nothing (「没花钱」, 「暂时没有地点」), whom pictures show (「里面有小孩」),
 * how many activities there were (「就这两场」, 「还有一场…」). Null where they may be the answer here.
 */
export function elsewhere(turn: Turn, here: Field, text: string, reading: Reading<unknown>): Step | null {
  const misread = reading.type === 'misread' && reading.partial === undefined
  if (reading.type === 'nothing' || (!misread && !kindOf(here).free)) return null
  const said = bare(text).replace(/[…\s]+$/u, '')
  // Whom pictures show is said in more words.
  if (said.length > SHORT && !saysConsent(text)) return null
  const ofPhotos = kindOf(here).hears === 'image' && reading.type === 'misread'
  if (ofPhotos && (corrects(text) || SHOULD_BE.test(text)))
    return miss(turn, here, { code: 'text.corrects', values: { said: quote(text) } })
  if (kindOf(here).free && correctsNothing(turn, text))
    return miss(turn, here, {
      code: asksStory(here) ? 'text.corrects_story' : 'text.corrects',
      values: { said: quote(text) },
    })
  // 「没花钱，场地是社区给的」: what there is none of, and why.
  const [first = '', why] = said.split(/[，,。；;\s]+/u)
  const none = noneOf(turn, here, said) ?? (why && !/\d/u.test(said) ? noneOf(turn, here, first) : null)
  return none ?? ofPictures(turn, here, text, said) ?? ofRows(turn, here, text, said)
}

/** How people call what a question is for, besides its label. */
const CALLED: Record<string, string[]> = {
  'activity.place': ['地点', '地方', '场地'],
  'activity.headcount': ['人数'],
  people: ['人数'],
  photos: ['照片', '图片', '相片', '图'],
  expenses: ['支出', '花费', '开支', '费用', '花钱'],
}
const NOW = '(?:暂时|目前|现在|这次|本次|活动|我们?|还|也|就|都|先)*'
const NO = '(?:没有?|无|不(?:用|需要|要|想|打算|准备)?|别)'
const DOES = '(?:填|写|发|传|上传|放|交|拍|记|报|统计|定|有|花)*'

export const saysNone = ({ label, feeds = '' }: Field, said: string): boolean => {
  const names = [label, ...(CALLED[feeds] ?? [])]
  if (!names.some((one) => said.includes(one))) return false
  const name = `(?:${names.map(escaped).join('|')})`
  return new RegExp(
    `^${NOW}${NO}${DOES}(?:什么|啥|固定|具体|任何)?(?:的)?${name}[了吧呢啊的]*$|^${name}${NOW}(?:${NO}${DOES}|空着|跳过)[了吧呢啊的过]*$`,
    'u',
  ).test(said)
}

/** 「没花钱」, 「暂时没有地点」: a question that may be left empty is; where something stands there she is asked first. */
function noneOf(turn: Turn, here: Field, said: string): Step | null {
  if (!/[没无不别空跳]/u.test(said)) return null
  const field = turn.form.fields.find(
    (one) =>
      one !== here &&
      !one.required &&
      (saysNone(one, said) ||
        kindOf(one)
          .columns?.(one)
          .some(({ kind }) => kind.none?.(said) === true)),
  )
  if (!field) return notAsked(turn, here, said)
  const { partial, old } = heldOf(turn, field)
  if (partial === null && old === null) return takeAfar(turn, field, { type: 'nothing' })
  return goTo(turn, { type: 'confirming_clear', field: field.key, back: turn.session.at }, null)
}

const ELSE = new RegExp(
  `^${NOW}${NO}${DOES}(?:什么|啥|任何)?(?:的)?(?:${Object.values(CALLED).flat().join('|')}|钱)[了吧呢啊的]*$`,
  'u',
)

/** 「没花钱」 in a form that asks of no spending: no title, and no place. */
function notAsked(turn: Turn, here: Field, said: string): Step | null {
  const { session, asking } = turn
  const own = saysNone(here, said)
  if (own || asksStory(here) || !kindOf(here).free || !ELSE.test(said)) return null
  const lead = asking.words.say('late.not_asked', { said: quote(said), label: here.label })
  return { session, reply: `${lead}\n${cue(turn)}`, effects: [] }
}

const SHOWS = /里面|照片|图|孩|未成年|儿童|小朋友/u

/** 「里面有小孩」, 「都没有小孩」: of the pictures, where there are some; of a story it may be a sentence. */
function ofPictures(turn: Turn, here: Field, text: string, said: string): Step | null {
  const album = turn.form.fields.find((one) => one !== here && kindOf(one).hears === 'image')
  const seen = SHOWS.test(said) && (showsOnly(text) !== null || noMinorsOnly(text))
  if (!album || !(seen || isWholeConsent(text) || (!asksStory(here) && saysConsent(text)))) return null
  const { partial, old } = heldOf(turn, album)
  const { words } = turn.asking
  const none = partial === null && old === null
  const reading = none ? null : readAt(turn, album, { type: 'text', text })
  const taken = reading?.type === 'continued' || reading?.type === 'answered' ? reading : null
  // What goes on with a story may be a sentence of it.
  if (asksStory(here) && (taken || heldOf(turn, here).partial !== null))
    return doubt(turn, text, { older: album.key, text })
  if (taken) return takeAfar(turn, album, taken)
  const values = { said: quote(text), number: numberOf(turn.form, album), label: album.label }
  return { session: turn.session, reply: `${words.say('late.pictures_first', values)}\n${cue(turn)}`, effects: [] }
}

/** What is difficult and what is next, said where activities are listed: for its own question, where that has no answer yet. */
export function plansBeside(turn: Turn, text: string): Step | null {
  const here = currentField(turn)
  if (here?.feeds !== 'activities' || turn.session.revision || !tellsPlans(text)) return null
  const field = turn.form.fields.find(({ feeds }) => feeds === 'section.plans')
  if (!field || heldOf(turn, field).old !== null || heldOf(turn, field).partial !== null) return null
  return takeAfar(turn, field, readAt(turn, field, { type: 'text', text }))
}

const MORE =
  /^(?:对了|哦|那|另外)*(?:还有|另有|又有|还|又|另外有?)(?:办了|做了|搞了|有)?[一两几][场次](?:活动)?(?:没有?[写填记报])?了?$/u
const ALL =
  /^(?:就|只|只有|总共|一共)+(?:办了|做了|搞了|有)?(?:这|那)?[一二两三四五六七八九十几\d]+[场次](?:活动)?[了啊吧哦]?$/u

/** 「还有一场…」, 「就这两场」: of the list of activities, and nothing of any of them. */
function ofRows(turn: Turn, here: Field, text: string, said: string): Step | null {
  if (kindOf(here).columns || !(MORE.test(said) || ALL.test(said))) return null
  const { form, session, asking } = turn
  const rows = form.fields.find(({ feeds }) => feeds === 'activities')
  const one = form.fields.some(({ feeds }) => feeds === 'activity.title')
  if (!rows && !one) return null
  const values = { said: quote(text), number: rows ? numberOf(form, rows) : 0, title: form.title, label: here.label }
  const lead = asking.words.say(rows ? 'late.rows_there' : 'late.one_here', values)
  return { session, reply: `${lead}\n${cue(turn)}`, effects: [] }
}
