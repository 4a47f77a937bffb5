import { type Audience, EVERYBODY, isEverybody, readAudience } from '../../broadcasts/audience.js'
import { EMPTY, isEmpty, type Broadcast, type Content } from '../../broadcasts/broadcast.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later, type Instant } from '../../kernel/clock.js'
import type { Said } from '../../kernel/message.js'
import { localTime } from '../../records/local-time.js'
import { numberIn } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { dayBegins } from '../reach/morning.js'
import { momentOf } from '../salons/words.js'
import { saySalon } from '../salons/turn.js'
import { choosableBy, choosableShown } from './choosable.js'
import { draftFor, drop } from './drop.js'
import { previewText } from './preview.js'
import { pictureLater } from './picture-job.js'
import { broadcastLater } from './send-job.js'
import { momentMeant } from './when.js'

/** One message holds 2048 bytes; the line about 退订 goes into it, too. */
const MOST_BYTES = 1_800
/** Between 现在发 and the first one: time to say 停. */
export const GRACE_MS = 30_000
const SECOND = 1_000
const LATEST_MS = 90 * 24 * 3_600_000

export type Want = 'content' | 'audience' | 'send' | 'time' | 'change' | 'quiet'

const GIVES_UP = /^(?:取消|算了|(?:先|都)?(?:不|别)发了?|不要了?|删掉?|(?:先)?停(?:止|下|发)?|cancel|stop)$/i
const NOW = /^(?:现在发|马上发|发|发吧|发出去?|发送|send|now)$/i
const LATER = /^(?:定时|定时发|晚点发|later)$/i
const MORNING = /^(?:明早|明天早上|明天上午|早上|早上再?发|明早再?发|tomorrow)$/i
const CHANGE = /^(?:改|修改|change)$/i
const CONTENT = /^改?(?:内容|文字|正文)$/
const ALL =
  /^(?:改|换|改成|换成|还是)?(?:发)?给?(?:所有(?:人|机构|伙伴|单位)?|全部(?:人|机构)?|全体|大家|每个人|everybody|everyone|all)(?:都发)?吧?$/i
const WHOM = /^改?(?:对象|发给谁|人)$/
/** Said where it is asked whom it goes to: 「先改一下」, 「内容写错了」, 「加一句 …」. */
const OTHER_TEXT =
  /^(?:等等|等一下|算了)?[\s,，]*(?:先|我)?(?:(?:再|要|想)?(?:改|修改)(?:一下|一改|下)?(?:内容|文字|正文)?(?:$|[\s,，。了吧])|(?:内容|文字|正文)(?:写|打)?错了?|重新?写|change the text)/

export interface Writing {
  routing: Routing
  ports: TurnPorts
  person: Known
  asking: Asking
}

const ask = async ({ ports, person, asking }: Writing, want: Want): Promise<void> =>
  ports.people.setAsked(person.contact.id, { type: 'broadcast', want, at: asking.now })

export const say = ({ routing, ports, person, asking }: Writing, text: string, jobs = false): Promise<Turn> =>
  saySalon(routing, ports, person, text, asking, jobs)

/** What staff write, in place of what they were writing before. */
export async function startWriting(
  writing: Writing,
  content: Partial<Content>,
  audience: Audience | null = null,
): Promise<Turn> {
  const { routing, ports, person, asking } = writing
  const { contact } = person
  const started: Content = { ...EMPTY, ...content }
  const draft = await draftFor(writing, started)
  const changes = { content: started, ...(audience && { audience }) }
  if (draft) {
    if (isEmpty(started)) return goOn(writing, draft)
    // Another text is not for whom the one before was.
    const another = !isEmpty(draft.content) && draft.audience !== null && audience === null
    return changed(writing, draft, another ? { ...changes, audience: null } : changes)
  }
  const broadcast: Broadcast = {
    id: routing.newId(),
    hubId: contact.hubId,
    byContactId: contact.id,
    state: 'draft',
    content: EMPTY,
    audience: null,
    sendAt: null,
    createdAt: asking.now,
    listedTo: null,
    listedAt: null,
    endedAt: null,
  }
  await ports.broadcasts.add(broadcast)
  return changed(writing, broadcast, changes)
}

/** What is missing is asked, or it is shown. */
export async function changed(
  writing: Writing,
  draft: Broadcast,
  changes: Partial<Pick<Broadcast, 'content' | 'audience'>>,
): Promise<Turn> {
  const text = changes.content?.text ?? null
  if (text !== null && Buffer.byteLength(text) > MOST_BYTES) {
    await ask(writing, 'content')
    return say(writing, writing.asking.words.say('broadcast.too_long', { count: Array.from(text).length }))
  }
  await writing.ports.broadcasts.update(draft.id, changes)
  return goOn(writing, { ...draft, ...changes })
}

/** What is missing is asked; else it is shown as people will read it. */
export async function goOn(writing: Writing, draft: Broadcast, note: string | null = null): Promise<Turn> {
  const { routing, ports, person, asking } = writing
  const { words } = asking
  const head = note === null ? [] : [note]
  if (isEmpty(draft.content)) {
    await ask(writing, 'content')
    return say(writing, [...head, words.say('broadcast.want_content')].join('\n'))
  }
  if (draft.audience === null) {
    await ask(writing, 'audience')
    const bare = draft.content.picture && draft.content.text === null ? [words.say('broadcast.may_caption')] : []
    return say(writing, [...head, ...bare, await audienceAsked(writing)].join('\n'))
  }
  await ask(writing, 'send')
  const { text } = await previewText(routing, ports, person.contact, draft, asking)
  return say(writing, [...head, text, words.say('broadcast.send_or_not')].join('\n'))
}

/** Whom it may go to, as a question. */
async function audienceAsked(writing: Writing): Promise<string> {
  const { words } = writing.asking
  return [words.say('broadcast.want_audience'), ...choosableShown(await choosableBy(writing), words)].join('\n')
}

/** The next open salon of the hub as what people get. */
export async function startSalon(writing: Writing): Promise<Turn> {
  const { ports, person, asking } = writing
  const [salon] = (await ports.salons.inHub(person.contact.hubId, ['open'])).filter(
    ({ startsAt }) => startsAt > asking.now,
  )
  if (!salon) return say(writing, asking.words.say('broadcast.no_salon'))
  return startWriting(writing, { salonId: salon.id })
}

/** Her next message while she writes one; null where it is about something else. */
export async function writingAnswer(writing: Writing, want: Want, said: Said): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const { words } = asking
  const draft = await ports.broadcasts.draftOf(person.contact.id)
  if (!draft) return null
  if (said.type === 'media' && said.kind === 'image' && want !== 'time') {
    const text = want === 'content' ? null : draft.content.text
    await pictureLater(ports, draft.id, person.standing.address, said.ref, asking)
    const turn = await changed(writing, draft, {
      content: { text, picture: { blob: null }, salonId: null },
    })
    return { ...turn, jobs: true }
  }
  if (said.type === 'link' && want === 'content')
    return changed(writing, draft, { content: { ...EMPTY, text: `${said.title}\n${said.url}`.trim() } })
  if (said.type !== 'text') return null
  const { text } = said
  const short = bare(text)
  if (GIVES_UP.test(short) || ((want === 'send' || want === 'quiet') && numberIn(text, 4) === 4)) {
    await ports.people.setAsked(person.contact.id, null)
    return say(writing, await drop(writing, draft))
  }
  switch (want) {
    case 'content': {
      const picture = draft.content.picture
      return changed(writing, draft, { content: { ...EMPTY, picture, text: text.trim() } })
    }
    case 'audience':
      return audienceSaid(writing, draft, text)
    case 'send':
      return sendSaid(writing, draft, text)
    case 'time':
      return timeSaid(writing, draft, text, words.say('broadcast.want_time'))
    case 'quiet':
      return quietSaid(writing, draft, text)
    case 'change': {
      const number = numberIn(text, 2)
      if (number === 1 || CONTENT.test(short)) return goOn(writing, { ...draft, content: EMPTY })
      if (number === 2 || WHOM.test(short)) return goOn(writing, { ...draft, audience: null })
      await ask(writing, 'change')
      return say(writing, words.say('broadcast.want_change'))
    }
  }
}

async function audienceSaid(writing: Writing, draft: Broadcast, text: string): Promise<Turn> {
  const { words } = writing.asking
  if (OTHER_TEXT.test(text.trim())) return goOn(writing, { ...draft, content: EMPTY })
  const read = /^[1１]$/.test(bare(text))
    ? { audience: EVERYBODY, unclear: '' }
    : readAudience(text, await choosableBy(writing))
  const lags = read?.nobodyLags !== true
  if (read && read.unclear === '' && lags) return changed(writing, draft, { audience: read.audience })
  // Words that follow a picture and name nobody go with it.
  const { picture, text: before } = draft.content
  if (picture && before === null && read && lags && isEverybody(read.audience))
    return changed(writing, draft, { content: { ...draft.content, text: text.trim() } })
  await ask(writing, 'audience')
  const said = quote(read?.unclear || text)
  const why = words.say(lags ? 'broadcast.audience_unclear' : 'broadcast.nobody_lags', { said })
  return say(writing, `${why}\n${await audienceAsked(writing)}`)
}

async function sendSaid(writing: Writing, draft: Broadcast, text: string): Promise<Turn> {
  const { asking } = writing
  const { words } = asking
  const short = bare(text)
  const number = numberIn(text, 4)
  if (number === 1 || NOW.test(short)) return nowOrInTheMorning(writing, draft)
  if (number === 2 || LATER.test(short)) {
    await ask(writing, 'time')
    return say(writing, words.say('broadcast.want_time'))
  }
  if (number === 3 || CHANGE.test(short)) {
    await ask(writing, 'change')
    return say(writing, words.say('broadcast.want_change'))
  }
  if (CONTENT.test(short)) return goOn(writing, { ...draft, content: EMPTY })
  if (WHOM.test(short)) return goOn(writing, { ...draft, audience: null })
  if (ALL.test(short)) return changed(writing, draft, { audience: EVERYBODY })
  const read = readAudience(text, await choosableBy(writing))
  if (read && read.unclear === '' && !isEverybody(read.audience))
    return changed(writing, draft, { audience: read.audience })
  if (read?.audience.except || read?.nobodyLags) return audienceSaid(writing, draft, text)
  return timeSaid(writing, draft, text.replace(/(?:定时|再)?发$/, ''), words.say('broadcast.send_again'), 'send')
}

/** By day it goes; in the evening and at night the next morning is offered first. */
async function nowOrInTheMorning(writing: Writing, draft: Broadcast): Promise<Turn> {
  const { person, asking } = writing
  const { now } = asking
  if (dayBegins(now, person.contact.zone) === null) return schedule(writing, draft, later(now, GRACE_MS))
  await ask(writing, 'quiet')
  return say(writing, quietAsked(writing))
}

function quietAsked({ person: { contact }, asking: { words, now } }: Writing): string {
  const at = dayBegins(now, contact.zone) ?? now
  const when = momentOf({ startsAt: at, endsAt: null }, contact.zone, now, words)
  return words.say('broadcast.quiet_now', { clock: localTime(now, contact.zone).slice(11, 16), when })
}

async function quietSaid(writing: Writing, draft: Broadcast, text: string): Promise<Turn> {
  const { person, asking } = writing
  const { words, now } = asking
  const short = bare(text)
  const number = numberIn(text, 4)
  const soon = later(now, GRACE_MS)
  if (number === 1 || MORNING.test(short)) return schedule(writing, draft, dayBegins(now, person.contact.zone) ?? soon)
  if (number === 2 || NOW.test(short)) return schedule(writing, draft, soon)
  if (number === 3 || LATER.test(short)) {
    await ask(writing, 'time')
    return say(writing, words.say('broadcast.want_time'))
  }
  return timeSaid(writing, draft, text, quietAsked(writing), 'quiet')
}

async function timeSaid(
  writing: Writing,
  draft: Broadcast,
  text: string,
  otherwise: string,
  want: Want = 'time',
): Promise<Turn> {
  const { person, asking } = writing
  const { words, now } = asking
  const meant = momentMeant(text, person.contact.zone, now)
  if (meant === null || 'fault' in meant) {
    await ask(writing, want)
    return say(writing, meant === null ? otherwise : words.say(`broadcast.time_${meant.fault}`))
  }
  const { at } = meant
  if (at > later(now, LATEST_MS)) {
    await ask(writing, want)
    return say(writing, words.say('broadcast.time_far'))
  }
  return schedule(writing, draft, at)
}

/** From here on it goes out by itself; until then, and in the middle, 停 stops it. */
async function schedule(writing: Writing, draft: Broadcast, sendAt: Instant): Promise<Turn> {
  const { routing, ports, person, asking } = writing
  const { words, now } = asking
  const { contact } = person
  const { reached, text } = await previewText(routing, ports, contact, draft, asking)
  if (reached === 0) {
    await ask(writing, 'send')
    return say(writing, [text, words.say('broadcast.nobody')].join('\n'))
  }
  await ports.broadcasts.update(draft.id, { state: 'scheduled', sendAt })
  await broadcastLater(ports, draft.id, sendAt)
  await ports.people.setAsked(contact.id, null)
  const soon = sendAt <= later(now, GRACE_MS)
  const when = momentOf({ startsAt: sendAt, endsAt: null }, contact.zone, now, words)
  const late = !soon && dayBegins(sendAt, contact.zone) !== null ? [words.say('broadcast.quiet_then')] : []
  const goes = soon
    ? words.say('broadcast.goes_soon', { seconds: GRACE_MS / SECOND, count: reached })
    : words.say('broadcast.goes_then', { when, count: reached })
  return say(writing, [goes, ...late].join('\n'), true)
}
