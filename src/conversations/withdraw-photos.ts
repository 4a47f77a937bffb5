import { yesOrNot } from '../engine/commands.js'
import { hubIn } from '../engine/service.js'
import { closeNumbers, numberList } from '../forms/captions.js'
import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import type { Words } from '../kernel/words.js'
import type { Because } from '../records/because.js'
import type { FiledAlbum } from '../records/consents.js'
import { restoreConsent } from '../records/restore-consent.js'
import { withdrawConsent } from '../records/withdraw-consent.js'
import type { Ask } from './asked.js'
import { answersWhich, type Pictures, picturesMeant } from './pictures-meant.js'
import { picturesNamed, picturesObjected } from './pictures-named.js'
import type { TurnPorts, Utterance } from './ports.js'
import type { Known, Routing } from './route.js'
import { tellStaff } from './tell-staff.js'
import { aboutAlbum, compiledWith, dayOf, namedAlbum, photosNamed } from './withdrawal-words.js'

type Needs = Pick<Routing, 'forms' | 'newId' | 'reach' | 'split' | 'hubOf' | 'wordsOf'>
type Ports = Pick<
  TurnPorts,
  'consents' | 'compilations' | 'records' | 'people' | 'overview' | 'drafts' | 'staff' | 'outbox'
>
type Answer = { reply: string; jobs: boolean }
type Withdrawal = Extract<Ask, { type: 'withdrawal' }>

const openOf = ({ asks }: Known['contact']): Withdrawal | null => asks.find((ask) => ask.type === 'withdrawal') ?? null

/** 「等一下」, 「先不」, 「不是这张」: she is not sure of it. */
const UNSURE = /^(?:等|先|不|别|再|慢)/u
const UNSURE_LENGTH = 8

/**
 * 「照片 3 撤回同意」 of the record she has before her or names, by any of its organisation, and 「撤回照片 麦田 3」 by the hub's staff: from then on not
 * shown in anything that is made for the public, and asked once more whether it is right. Staff then hear what was made with them, to call it back.
 * While it is asked which she means all that it may be are not shown. Null when a message is none of it.
 */
export async function withdrawAnswer(
  routing: Needs,
  ports: Ports,
  person: Known,
  { said, id: messageId }: Utterance,
  asking: Asking,
): Promise<Answer | null> {
  const { contact } = person
  const text = said.type === 'text' ? bare(said.text) : null
  const say = (key: string): Answer => ({ reply: asking.words.say(`withdrawal.${key}`), jobs: false })

  const asked = contact.asked?.type === 'withdraw_photos' ? contact.asked : null
  const open = openOf(contact)
  if (asked && text !== null) {
    await ports.people.setAsked(contact.id, asked.before ?? null)
    const yes = yesOrNot(text)
    if (yes !== null) await settled(ports, contact, open)
    if (yes === false) await showAgain(open)
    if (yes === false) return say('left')
    const done = yes ? await withdraw(routing, ports, person, asked, messageId, asking) : null
    if (done) return done
  }
  const instead = asked && text !== null ? insteadOf(text) : []
  const meant =
    text === null || instead.length > 0 ? null : await picturesMeant(routing, ports, person, text, 'withdraw', asking)
  if (meant && 'reply' in meant) {
    if (meant.holds) await takeBack(meant.holds.album, meant.holds.photos, true)
    else if (meant.left && open) await settled(ports, contact, open).then(() => showAgain(open))
    return { reply: meant.reply, jobs: false }
  }
  if (meant) return ask(meant)
  if (!asked || text === null || !(isUnsure(text) || instead.length > 0)) return null
  const { recordId, photoIds, before } = asked
  const named = await namedAlbum(routing, ports, contact.hubId, recordId)
  const album = named && (await ports.consents.album(contact.hubId, recordId))
  const of = (is: (photo: FiledAlbum['photos'][number]) => boolean) => album?.photos.filter(is) ?? []
  const others = of(({ position }) => instead.includes(position))
  const photos = others.length > 0 ? others : of(({ id }) => photoIds.includes(id))
  return named && album && ask({ named, album, photos, before }, others.length > 0)

  /** What she takes back besides of the same record is one question; one of the pictures that were asked about is that one; `only` these where she means them instead. */
  async function ask({ named, album, photos: meant, before }: Pictures, only = false): Promise<Answer> {
    const recordId = named.record.id
    const same = !open?.which && open?.recordId === recordId ? open.photoIds : []
    const photos =
      only || meant.every(({ id }) => same.includes(id))
        ? meant
        : album.photos.filter((one) => meant.includes(one) || same.includes(one.id))
    const photoIds = photos.map(({ id }) => id)
    const other = await takeBack(album, photos)
    const at = asking.now
    await ports.people.setAsked(contact.id, {
      type: 'withdraw_photos',
      recordId,
      photoIds,
      at,
      ...(before && { before }),
    })
    const about = aboutAlbum(named, contact.zone, asking.words)
    const [first] = photos
    const question =
      first && photos.length > 1 && photos.length === album.photos.length
        ? asking.words.say('withdrawal.ask_all', { ...about, count: photos.length, number: first.position })
        : asking.words.say('withdrawal.ask', { ...about, photos: photosNamed(photos, asking.words) })
    return { reply: other ? `${other.reply}\n${question}` : question, jobs: other?.jobs === true }
  }

  /** These are shown no more; what she was asked of before is done where it is of another record, and shown again where it was only held until she said which. */
  async function takeBack(album: FiledAlbum, photos: FiledAlbum['photos'], which = false): Promise<Answer | null> {
    const { recordId } = album
    const replaced = open?.which === true || open?.recordId === recordId
    const other = open && !replaced ? await withdraw(routing, ports, person, open, messageId, asking) : null
    const photoIds = photos.map(({ id }) => id)
    const before = open?.held ?? []
    const held = photos.filter(({ id, withdrawnAt }) => withdrawnAt === null || before.includes(id)).map(({ id }) => id)
    await settled(ports, contact, open)
    if (replaced) await showAgain({ ...open, held: before.filter((id) => !held.includes(id)) })
    await withdrawConsent(ports)(contact.hubId, album, held, by(person, messageId, asking))
    await ports.people.addAsk(contact.id, { type: 'withdrawal', recordId, photoIds, held, ...(which && { which }) })
    return other
  }

  /** What was not shown for this question alone is as it was. */
  async function showAgain(asked: Withdrawal | null): Promise<void> {
    const album = asked?.held?.length ? await ports.consents.album(contact.hubId, asked.recordId) : null
    if (!asked?.held || !album) return
    const why: Because = 'consent_given_back'
    await restoreConsent(ports)(contact.hubId, album, asked.held, { ...by(person, messageId, asking), why })
  }
}

const by = ({ contact }: Known, messageId: string, { now: at }: Asking) => ({
  at,
  byContactId: contact.id,
  why: 'consent_taken_back' satisfies Because,
  messageId,
})

/**
 * What she took back and was asked about once more, where her word is about something else, or something else was asked meanwhile: it is done, for
 * it is about people's faces, and she hears so and how it is undone. `person`: she as she is then. Null where nothing is open.
 */
export async function withdrawalLeft(
  routing: Needs,
  ports: Ports,
  person: Known,
  { said, id: messageId }: Utterance,
  asking: Asking,
): Promise<{ person: Known; done: { reply: string | null; jobs: boolean } | null } | null> {
  const { contact } = person
  const text = said.type === 'text' ? bare(said.text) : said.type === 'choice' ? said.key : null
  const open = openOf(contact)
  if (!open || text === null) return null
  const asked = contact.asked?.type === 'withdraw_photos' ? contact.asked : null
  if (asked && (yesOrNot(text) !== null || isUnsure(text) || insteadOf(text).length > 0)) return null
  if (open.which && answersWhich(contact.asked, text, asking)) return null
  if (picturesNamed(text, 'withdraw') ?? picturesObjected(text, true)) return null
  const asks = await settled(ports, contact, open)
  const after = asked ? (asked.before ?? null) : contact.asked
  if (asked) await ports.people.setAsked(contact.id, after)
  const told = await withdraw(routing, ports, person, open, messageId, asking)
  // 「恢复公开」 is that she wants it no more: she hears of that alone.
  const done = told && picturesNamed(text, 'restore') ? { ...told, reply: null } : told
  return { person: { ...person, contact: { ...contact, asks, asked: after } }, done }
}

const INSTEAD =
  /^(?:不是?|不对|错了)?[，,\s]*(?:应该|而|我说的|说的)*是?\s*(?<list>第?[\d一二三四五六七八九十、,，和到~-]+张|第[\d一二三四五六七八九十、,，和到~-]+)(?:照片)?$/u

/** 「第3张」, 「不是，是第3张」: which she means instead of those that she was asked about; empty where she says something else. */
const insteadOf = (text: string): number[] => numberList(INSTEAD.exec(closeNumbers(text))?.groups?.['list'] ?? '')

const isUnsure = (text: string): boolean => Array.from(text).length <= UNSURE_LENGTH && UNSURE.test(text)

async function settled({ people }: Ports, { id, asks }: Known['contact'], open: Withdrawal | null): Promise<Ask[]> {
  const left = asks.filter((ask) => ask !== open)
  if (open) await people.setAsks(id, left)
  return left
}

/** Null where the record is gone. */
async function withdraw(
  routing: Needs,
  ports: Ports,
  person: Known,
  { recordId, photoIds }: { recordId: string; photoIds: string[] },
  messageId: string,
  asking: Asking,
): Promise<Answer | null> {
  const { contact } = person
  const { words, now } = asking
  const album = await ports.consents.album(contact.hubId, recordId)
  if (!album) return null
  const made = await withdrawConsent(ports)(contact.hubId, album, photoIds, by(person, messageId, asking))
  const withdrawn = album.photos.filter(({ id }) => photoIds.includes(id))
  const photos = photosNamed(withdrawn, words)
  if (contact.role === 'staff') {
    const values = { photos, made: compiledWith(made, contact.zone, words) }
    return { reply: words.say('withdrawal.done_staff', values), jobs: false }
  }
  const named = await namedAlbum(routing, ports, contact.hubId, album.recordId)
  const news = (to: Words) =>
    to.say('withdrawal.news', {
      ...(named && aboutAlbum(named, contact.zone, to)),
      name: contact.name,
      photos: photosNamed(withdrawn, to),
      made: compiledWith(made, contact.zone, to),
    })
  await tellStaff(routing, ports, person.standing.address.account, news, now)
  const days = new Set(made.flatMap((one) => (one.public ? [dayOf(one.madeAt, contact.zone, words)] : [])))
  const values = { photos, hub: hubIn(asking), days: [...days].join(words.say('field.comma')) }
  return { reply: words.say(days.size > 0 ? 'withdrawal.done_shown' : 'withdrawal.done', values), jobs: true }
}
