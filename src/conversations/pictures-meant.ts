import { saysBeside } from '../engine/beside.js'
import { yesOrNo } from '../engine/commands.js'
import { numberList } from '../forms/captions.js'
import type { Asking } from '../forms/field-kind.js'
import { kindOf } from '../forms/kinds.js'
import { readShown } from '../forms/not-shown.js'
import { bare, quote } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import type { FiledAlbum } from '../records/consents.js'
import { albumsMeant, isCaptioned, openOf } from './album-meant.js'
import type { Asked } from './asked.js'
import { picturesHeld } from './open-draft.js'
import { numbered, numberIn } from './numbers.js'
import { type ConsentAct, picturesNamed, type PicturesNamed, picturesObjected } from './pictures-named.js'
import type { OpenDraft, TurnPorts, Utterance } from './ports.js'
import type { Known, Routing } from './route.js'
import { stillWaiting } from './waiting.js'
import { aboutAlbum, namedAlbum, type NamedAlbum, photosNamed } from './withdrawal-words.js'

/** Her word answers the question this long; after that it means something else. */
export const ASKED_MS = 30 * 60_000
/** Numbers of one digit. */
const LISTED = 9
const NONE_OF_THEM = /^(?:0|零|都?不是|算了|none)$/iu

/** What is taken back, and no wish for what is to come. */
const NO_MORE = /[了再]|反悔/u

/** Whether a text can only be said of pictures that are in this draft, or that it asks for and that are to come. */
export async function isOfDraft(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts'>,
  { session }: OpenDraft,
  text: string,
  asking: Asking,
): Promise<boolean> {
  const form = await routing.forms.find(ports.drafts, session.form, session.formVersion)
  if (saysBeside(form, session, text, asking)) return true
  const { at } = session
  const field = at.type === 'asking' ? form.fields.find(({ key }) => key === at.field) : undefined
  return field !== undefined && kindOf(field).hears === 'image' && !NO_MORE.test(text) && readShown(text) !== null
}

/** Whether pictures are asked for in the draft. */
async function wantsPictures(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts'>,
  { session }: OpenDraft,
): Promise<boolean> {
  const { fields } = await routing.forms.find(ports.drafts, session.form, session.formVersion)
  return fields.some((field) => kindOf(field).hears === 'image')
}

const EVERY = /^(?:都|全都?|全部|所有)(?:的|照片|是|要)*$/u

/** A record with pictures is on her screen, or she was just asked of which. */
export function seesPictures({ contact: { asked } }: Known, { now }: Asking): boolean {
  if (!asked || asked.at <= later(now, -ASKED_MS)) return false
  return asked.type === 'list' ? asked.shown !== undefined : SHOWN.includes(asked.type)
}
const SHOWN = ['filed', 'which_album', 'which_photos', 'withdraw_photos', 'restore_photos']

/** What she is asked or told instead; `holds`: what she may mean, not shown until she says which; `left`: she means none of them. */
interface Instead {
  reply: string
  holds?: Pick<Pictures, 'album' | 'photos'>
  left?: boolean
}

/** Filed pictures; `before` is what she was asked until then. */
export interface Pictures {
  named: NamedAlbum
  album: FiledAlbum
  photos: FiledAlbum['photos']
  before: Asked | undefined
}

/**
 * The filed pictures that she takes her consent back for or gives it again, by her words or by her answer to which she means; a reply where she is
 * asked, or there are none. Null when her message is none of it. The record she looks at comes before her open draft, and that before the others.
 */
export async function picturesMeant(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'consents' | 'records' | 'people' | 'overview' | 'drafts'>,
  person: Known,
  text: string,
  act: ConsentAct,
  asking: Asking,
  said: PicturesNamed | null = picturesNamed(text, act) ??
    (act === 'withdraw' ? picturesObjected(text, seesPictures(person, asking), person.draft !== null) : null),
): Promise<Pictures | Instead | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const { asked } = contact
  const say = (key: string, values?: Record<string, string | number>): Instead => ({
    reply: words.say(`withdrawal.${key}`, values),
  })
  const before =
    asked && 'before' in asked ? asked.before : asked?.type === 'list' || asked?.type === 'filed' ? asked : undefined

  if ((asked?.type === 'which_album' || asked?.type === 'which_photos') && asked.act === act) {
    await ports.people.setAsked(contact.id, asked.before ?? null)
    const answered = asked.at > later(now, -ASKED_MS) ? await answer(asked) : null
    if (answered) return answered
  }
  if (!said) return null
  const looksAt = asked?.type === 'list' && asked.shown !== undefined
  if (draft && !looksAt && (await isOfDraft(routing, ports, draft, text, asking))) return null
  if (
    draft &&
    said.later &&
    !looksAt &&
    said.of === '' &&
    (await picturesHeld(routing, ports, draft.session)).length > 0
  )
    return null
  const here = stillWaiting(person.waiting, now).length
  // Of those she is just asked about.
  if (act === 'withdraw' && here > 0 && asked?.type === 'late_photos' && said.of === '') return null
  // 「这张不要公开」 of the one that she has just sent, and not of those that are filed.
  if (act === 'withdraw' && here > 0 && contact.role !== 'staff' && /这[一几\d]?张/u.test(text))
    return say('waiting', { count: here })
  const called = await albumsMeant(routing, ports, person, said.of, asking)
  const nothing = called.type === 'none' ? called.say !== 'none_of' : called.unheard !== null
  if (said.called && nothing) return null
  const meant = said.guess && nothing ? await albumsMeant(routing, ports, person, '', asking) : called
  // 「园长说不行」 is said of the pictures that she was just told of, where there are any.
  const open = openOf(asked, now) ?? (asked?.type === 'which_photos' ? asked.recordId : null)
  if (said.later === 'weak' && (meant.type === 'none' || meant.of[0]?.record.id !== open)) return null
  if (meant.type === 'none' && here > 0 && contact.role !== 'staff') return say('waiting', { count: here })
  // None is filed that it may be said of: it is of those that she will send.
  if (
    meant.type === 'none' &&
    draft &&
    said.of === '' &&
    act === 'withdraw' &&
    (await wantsPictures(routing, ports, draft))
  )
    return null
  if (meant.type === 'none')
    return say(meant.say, meant.values && { ...meant.values, name: quote(meant.values['name'] ?? '') })
  const { of, unheard, caption } = meant
  const [only, ...others] = of
  if (only && others.length === 0 && unheard === null) return picturesOf(only, { numbers: said.numbers, caption })
  // Where what she named is not there, the pictures of another are not all meant.
  const numbers = unheard !== null && said.numbers === 'all' ? [] : said.numbers
  const lead = unheard === null ? [] : [words.say('withdrawal.no_such_album', { said: quote(unheard) })]
  return askWhich(of, { numbers, caption }, lead)

  async function askWhich(of: NamedAlbum[], { numbers, caption }: Which, lead: string[]): Promise<Instead> {
    const shown = of.slice(0, LISTED)
    await ports.people.setAsked(contact.id, {
      type: 'which_album',
      act,
      recordIds: shown.map(({ record }) => record.id),
      numbers,
      at: now,
      ...(caption !== undefined && { caption }),
      ...(before && { before }),
    })
    const lines = numbered(shown.map((one) => aboutAlbum(one, contact.zone, words).album))
    const rest =
      of.length > LISTED ? [words.say('withdrawal.which_older', { act: words.say(`withdrawal.act_${act}`) })] : []
    const holds = act === 'withdraw' ? await heldOf(shown, { numbers, caption }) : null
    const values = holds && {
      ...aboutAlbum(holds.named, contact.zone, words),
      photos: photosNamed(holds.photos, words),
    }
    const held = values ? [words.say('withdrawal.held', values)] : []
    const which = words.say('withdrawal.which')
    return {
      reply: [...lead, ...held, which, lines, words.say('withdrawal.which_how'), ...rest].join('\n'),
      ...(holds && { holds }),
    }
  }

  /** The pictures of the one filed last that has such: they are not shown while she is asked. */
  async function heldOf(of: NamedAlbum[], { numbers, caption }: Which) {
    for (const named of of) {
      const album = await ports.consents.album(contact.hubId, named.record.id)
      const photos = (album?.photos ?? []).filter((one) =>
        numbers !== 'all' && numbers.length > 0
          ? numbers.includes(one.position)
          : caption === undefined || isCaptioned(one.caption, caption),
      )
      if (album && photos.length > 0) return { named, album, photos }
    }
    return null
  }

  async function answer(asked: AskedWhich): Promise<Pictures | Instead | null> {
    const chosen = chosenOf(asked, text, said)
    if (chosen === null || chosen === 'none') return chosen && { ...say('left'), left: true }
    if (chosen !== 'not_listed') {
      const named = await namedAlbum(routing, ports, contact.hubId, chosen.recordId)
      return named && picturesOf(named, chosen)
    }
    if (asked.type === 'which_photos') return null
    const of: NamedAlbum[] = []
    for (const id of asked.recordIds) {
      const named = await namedAlbum(routing, ports, contact.hubId, id)
      if (named) of.push(named)
    }
    return askWhich(of, asked, [words.say('withdrawal.not_listed', { said: quote(bare(text)) })])
  }

  async function picturesOf(named: NamedAlbum, { numbers, caption }: Which): Promise<Pictures | Instead> {
    const album = await ports.consents.album(contact.hubId, named.record.id)
    const about = aboutAlbum(named, contact.zone, words)
    if (!album || album.photos.length === 0) return say('none_in', about)
    const there = album.photos.map(({ position }) => position)
    const wrong = numbers === 'all' ? undefined : numbers.find((number) => !there.includes(number))
    if (wrong !== undefined)
      return say('no_such', {
        ...about,
        number: wrong,
        there: there.join('、'),
        act: words.say(`withdrawal.act_${act}`),
      })
    const byNumber = numbers !== 'all' && numbers.length > 0
    if (!byNumber && caption !== undefined) {
      const photos = album.photos.filter((one) => isCaptioned(one.caption, caption))
      if (photos.length > 0) return { named, album, photos, before }
    }
    if (numbers.length === 0) {
      const { id: recordId } = named.record
      await ports.people.setAsked(contact.id, {
        type: 'which_photos',
        act,
        recordId,
        at: now,
        ...(before && { before }),
      })
      const asks = say(`which_photos_${act}`, { ...about, count: there.length })
      return act === 'withdraw' ? { ...asks, holds: { album, photos: album.photos } } : asks
    }
    const photos = album.photos.filter(({ position }) => numbers === 'all' || numbers.includes(position))
    return { named, album, photos, before }
  }
}

type AskedWhich = Extract<Asked, { type: 'which_album' | 'which_photos' }>
/** Which pictures of a record: by their numbers, or by what is in their caption. */
interface Which {
  numbers: PicturesNamed['numbers']
  caption?: string | undefined
}

/** What she answers where she was asked which record or which pictures she means; null where it is no answer. */
function chosenOf(
  asked: AskedWhich,
  text: string,
  said: PicturesNamed | null,
): (Which & { recordId: string }) | 'none' | 'not_listed' | null {
  // 「2」 is a number here, and no no.
  if (NONE_OF_THEM.test(bare(text)) || (yesOrNo(text) === false && !/^[2二]/u.test(bare(text)))) return 'none'
  // 「第1张家长不同意公开了」 says the number, too.
  const all = said?.numbers === 'all' || EVERY.test(bare(text))
  const listed = numberList(bare(text).replace(/[张\s]/g, ''))
  if (asked.type === 'which_photos') {
    const wanted = all ? 'all' : listed.length === 0 && said?.of === '' ? said.numbers : listed
    return wanted.length === 0 ? null : { recordId: asked.recordId, numbers: wanted }
  }
  const { recordIds, numbers, caption } = asked
  const number = all && recordIds.length === 1 ? 1 : numberIn(text, recordIds.length)
  const recordId = recordIds[(number ?? 0) - 1]
  if (recordId === undefined) return said === null && listed.length > 0 ? 'not_listed' : null
  return { recordId, ...(all ? { numbers: 'all' as const } : { numbers, caption }) }
}

/** Whether this says which pictures she takes back, where she is asked so. */
export const answersWhich = (asked: Asked | null, text: string, { now }: Asking): boolean =>
  (asked?.type === 'which_album' || asked?.type === 'which_photos') &&
  asked.act === 'withdraw' &&
  asked.at > later(now, -ASKED_MS) &&
  chosenOf(asked, text, null) !== null

/** The line about pictures that she was asked of and went on without an answer: nothing is changed, and how she says it again. */
export function picturesUndecided({ contact: { asked } }: Known, { said }: Utterance, asking: Asking): string | null {
  if (said.type !== 'text' || !asked || asked.at <= later(asking.now, -ASKED_MS)) return null
  const again = picturesNamed(said.text, 'withdraw') ?? picturesNamed(said.text, 'restore')
  if (again ?? picturesObjected(said.text, true)) return null
  if (asked.type === 'restore_photos')
    return yesOrNo(said.text) === null ? asking.words.say('withdrawal.undecided_restore') : null
  // What she takes back is not shown, and she hears so.
  if ((asked.type !== 'which_album' && asked.type !== 'which_photos') || asked.act === 'withdraw') return null
  return chosenOf(asked, said.text, null) === null ? asking.words.say('withdrawal.undecided_restore') : null
}
