import type { Session } from '../engine/session.js'
import { decodeAlbum } from '../forms/album.js'
import type { Asking } from '../forms/field-kind.js'
import type { Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { seeing } from '../forms/relevance.js'
import type { Json } from '../kernel/json.js'
import { readDays } from '../kernel/day-words.js'
import { plain } from '../people/names.js'
import { isCaptioned } from './album-meant.js'
import { picturesNamed, type PicturesNamed } from './pictures-named.js'
import { isOfDraft } from './pictures-meant.js'
import type { TurnPorts, Utterance } from './ports.js'
import type { Known, Routing } from './route.js'

/**
 * 「手工课的照片家长不同意公开了」 while what she is filling in is called so, is of that day, or has a picture captioned so: said as of the draft's own
 * pictures, which come before all that is filed. Null where the draft is not what she names.
 */
export async function ofDraftByName(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts'>,
  { contact: { asked }, draft }: Known,
  heard: Utterance,
  asking: Asking,
): Promise<Utterance | null> {
  if (!draft || heard.said.type !== 'text' || (asked?.type === 'list' && asked.shown !== undefined)) return null
  const { said } = heard
  const taken = picturesNamed(said.text, 'withdraw')
  const named = taken ?? picturesNamed(said.text, 'restore')
  const [, of = '', rest = ''] = (named ? null : NAMED_FIRST.exec(said.text)) ?? []
  if ((named?.of ?? of) === '') return null
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  const numbers = numbersIn(form, draft.session, named ?? { of, numbers: 'all' }, asking)
  if (numbers === null) return null
  const which = numbers === 'all' ? '照片都' : `第${numbers.join('、')}张`
  const text = named ? `${which}${taken ? '不公开' : '可以公开'}` : rest
  return (await isOfDraft(routing, ports, draft, text, asking)) ? { ...heard, said: { ...said, text } } : null
}

/** 「手工课的第 3 张可以公开」. */
const NAMED_FIRST = /^(.{2,20}?)(?:里|中)?的\s*((?:照片|图片|第).{2,})$/u

function numbersIn(
  form: Form,
  session: Session,
  { of, numbers }: PicturesNamed,
  asking: Asking,
): PicturesNamed['numbers'] | null {
  const called = form.fields.some((field) => {
    const value = session.answers[field.key]?.value ?? null
    return value !== null && names(field, value)
  })
  if (called) return numbers.length === 0 ? 'all' : numbers
  const captioned = form.fields.flatMap((field) => {
    const held = session.partials[field.key]?.value ?? session.answers[field.key]?.value ?? null
    if (kindOf(field).hears !== 'image' || held === null) return []
    const { photos } = decodeAlbum(held)
    return photos.flatMap(({ state, caption }, i) => (state !== 'out' && isCaptioned(caption, of) ? [i + 1] : []))
  })
  return captioned.length > 0 ? captioned : null

  /** A title is what she calls it by, in full or in part. */
  function names(field: Form['fields'][number], value: Json): boolean {
    if (field.feeds === 'activity.title' && typeof value === 'string') {
      const title = plain(value)
      return plain(of).length > 1 && (title.includes(plain(of)) || plain(of).includes(title))
    }
    const seen = seeing(field, value)
    const days = seen.as === 'days' ? readDays(of, asking.today) : null
    return seen.as === 'days' && days !== null && days.from === seen.from && days.to === seen.to
  }
}
