import { saysBeside } from '../engine/beside.js'
import { yesOrNo } from '../engine/commands.js'
import { numberList } from '../forms/captions.js'
import type { Asking } from '../forms/field-kind.js'
import { bare, quote } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import type { FiledAlbum } from '../records/consents.js'
import { albumsMeant } from './album-meant.js'
import type { Asked } from './asked.js'
import { numbered, numberIn } from './numbers.js'
import { type ConsentAct, picturesNamed, type PicturesNamed, picturesObjected } from './pictures-named.js'
import type { OpenDraft, TurnPorts, Utterance } from './ports.js'
import type { Known, Routing } from './route.js'
import { stillWaiting } from './waiting.js'
import { aboutAlbum, namedAlbum, type NamedAlbum } from './withdrawal-words.js'

/** Her word answers the question this long; after that it means something else. */
export const ASKED_MS = 30 * 60_000
/** Numbers of one digit. */
const LISTED = 9
const NONE_OF_THEM = /^(?:0|零|都?不是|算了|none)$/iu

/** Whether a text can only be said of pictures that are in this draft. */
export async function isOfDraft(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts'>,
  { session }: OpenDraft,
  text: string,
  asking: Asking,
): Promise<boolean> {
  const form = await routing.forms.find(ports.drafts, session.form, session.formVersion)
  return saysBeside(form, session, text, asking)
}

const EVERY = /^(?:都|全都?|全部|所有)(?:的|照片|是|要)*$/u

/** A record with pictures is on her screen, or she was just asked of which. */
function seesPictures({ contact: { asked } }: Known, { now }: Asking): boolean {
  if (!asked || asked.at <= later(now, -ASKED_MS)) return false
  return asked.type === 'list' ? asked.shown !== undefined : SHOWN.includes(asked.type)
}
const SHOWN = ['filed', 'which_album', 'withdraw_photos', 'restore_photos']

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
    (act === 'withdraw' && !person.draft ? picturesObjected(text, seesPictures(person, asking)) : null),
): Promise<Pictures | { reply: string } | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const { asked } = contact
  const say = (key: string, values?: Record<string, string | number>) => ({
    reply: words.say(`withdrawal.${key}`, values),
  })
  const before =
    asked && 'before' in asked ? asked.before : asked?.type === 'list' || asked?.type === 'filed' ? asked : undefined
  const ask = (recordIds: string[], numbers: PicturesNamed['numbers']) =>
    ports.people.setAsked(contact.id, {
      type: 'which_album',
      act,
      recordIds,
      numbers,
      at: now,
      ...(before && { before }),
    })

  if (asked?.type === 'which_album' && asked.act === act) {
    await ports.people.setAsked(contact.id, asked.before ?? null)
    const answered = asked.at > later(now, -ASKED_MS) ? await answer(asked) : null
    if (answered) return answered
  }
  if (!said) return null
  const looksAt = asked?.type === 'list' && asked.shown !== undefined
  if (draft && !looksAt && said.of === '' && (await isOfDraft(routing, ports, draft, text, asking))) return null
  const meant = await albumsMeant(routing, ports, person, said.of, asking)
  const waiting = meant.type === 'none' ? stillWaiting(person.waiting, now).length : 0
  if (meant.type === 'none' && waiting > 0 && contact.role !== 'staff') return say('waiting', { count: waiting })
  if (meant.type === 'none')
    return say(meant.say, meant.values && { ...meant.values, name: quote(meant.values['name'] ?? '') })
  const [only, ...others] = meant.of
  if (only && others.length === 0 && meant.unheard === null) return picturesOf(only, said.numbers)
  const shown = meant.of.slice(0, LISTED)
  await ask(
    shown.map(({ record }) => record.id),
    said.numbers,
  )
  const lines = numbered(shown.map((one) => aboutAlbum(one, contact.zone, words).album))
  const lead = meant.unheard === null ? [] : [words.say('withdrawal.no_such_album', { said: quote(meant.unheard) })]
  const rest =
    meant.of.length > LISTED ? [words.say('withdrawal.which_older', { act: words.say(`withdrawal.act_${act}`) })] : []
  return {
    reply: [...lead, words.say('withdrawal.which'), lines, words.say('withdrawal.which_how'), ...rest].join('\n'),
  }

  async function answer(asked: Asked & { type: 'which_album' }) {
    const chosen = chosenOf(asked, text, said)
    if (chosen === null || chosen === 'none') return chosen && say('left')
    const named = await namedAlbum(routing, ports, contact.hubId, chosen.recordId)
    return named && picturesOf(named, chosen.numbers)
  }

  async function picturesOf(
    named: NamedAlbum,
    numbers: PicturesNamed['numbers'],
  ): Promise<Pictures | { reply: string }> {
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
    if (numbers.length === 0) {
      await ask([named.record.id], [])
      return say(`which_photos_${act}`, { ...about, count: there.length })
    }
    const photos = album.photos.filter(({ position }) => numbers === 'all' || numbers.includes(position))
    return { named, album, photos, before }
  }
}

/** What she answers where she was asked which pictures she means; null where it is no answer. */
function chosenOf(
  { recordIds, numbers }: Asked & { type: 'which_album' },
  text: string,
  said: PicturesNamed | null,
): { recordId: string; numbers: PicturesNamed['numbers'] } | 'none' | null {
  // 「2」 is a number here, and no no.
  if (NONE_OF_THEM.test(bare(text)) || (yesOrNo(text) === false && !/^[2二]/u.test(bare(text)))) return 'none'
  const listed = numberList(bare(text).replace(/[张\s]/g, ''))
  // 「第1张家长不同意公开了」 says the number, too.
  const all = said?.numbers === 'all' || EVERY.test(bare(text))
  const list = listed.length === 0 && said?.of === '' ? said.numbers : listed
  const only = recordIds.length === 1
  const asksPictures = only && numbers.length === 0
  const number = only && all ? 1 : numberIn(text, recordIds.length)
  const wanted = all ? 'all' : list
  if (asksPictures ? wanted.length === 0 : number === null) return null
  const recordId = recordIds[asksPictures ? 0 : (number ?? 0) - 1] ?? ''
  return { recordId, numbers: asksPictures || all ? wanted : numbers }
}

/** The line about pictures that she was asked of and went on without an answer: nothing is changed, and how she says it again. */
export function picturesUndecided({ contact: { asked } }: Known, { said }: Utterance, asking: Asking): string | null {
  if (said.type !== 'text' || !asked || asked.at <= later(asking.now, -ASKED_MS)) return null
  const again = picturesNamed(said.text, 'withdraw') ?? picturesNamed(said.text, 'restore')
  if (again ?? picturesObjected(said.text, true)) return null
  if (asked.type === 'restore_photos')
    return yesOrNo(said.text) === null ? asking.words.say('withdrawal.undecided_restore') : null
  if (asked.type !== 'which_album' || chosenOf(asked, said.text, null) !== null) return null
  return asking.words.say(`withdrawal.undecided_${asked.act}`)
}
