import { commandOf, isSmallTalk } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { called, calledInPart } from '../../people/names.js'
import { draftCommandIn } from '../colleagues/commands.js'
import { idleInto, takeOver } from '../colleagues/take-over.js'
import { allOf } from '../colleagues/words.js'
import { formWanted } from '../open-draft.js'
import { numberIn } from '../numbers.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { keepVoice } from '../voice/keep.js'
import { letWait, stillWaiting } from '../waiting.js'
import { heardIn } from '../understood/heard-in.js'
import { chooseForm } from '../understood/choose-form.js'
import { keepTold } from '../understood/keep-told.js'
import { toldInto } from '../understood/propose.js'
import { mayTell, mostTold, TELLS } from '../understood/understand.js'
import { keepUnplaced } from '../understood/unplaced.js'
import { shortNameIn } from '../understood/short-names.js'
import { chosen } from '../whom/chosen.js'
import { askFor, begin } from './begin.js'
import type { Opening } from './opening.js'
import { openingAsked } from './words.js'

/** Less tells nothing. */
const LEAST = 6
/** More is no name of who spoke. */
const NAME = 20
/** 「小麦电话里说的」, 「是王姐打电话来的」: how she spoke is no part of her name. */
const SPOKE =
  /(?:(?:在|从)?(?:电话|微信|语音)[里上中]?|打来?的?电话)来?(?:跟我|和我|亲口)?(?:(?:说|讲|打|告诉)(?:我|过?来)?)?的?$|(?:跟我|和我|亲口)?(?:说|讲)(?:过?来)?的$/u

/**
 * Her answer to what was asked before a draft is opened. What is none is asked again; whoever wants something else, or out, gets null: the
 * question is over then.
 */
export async function openingAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  opening: Opening,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { words } = asking
  const { said } = message
  const { asked } = opening
  const turn = { contactId: person.contact.id, hubId: person.contact.hubId, sessionId: null, jobs: false }
  if (!asked) return null
  // A colleague's draft may be over by now: what she chose of it is answered by that.
  const question = (await openingAsked(routing, ports, person, opening, asking)) ?? words.say('colleagues.gone')
  const again = (lead?: string): Turn => ({ ...turn, reply: lead ? `${lead}\n${question}` : question })
  const unclear = async (): Promise<Turn> =>
    (await keptMeanwhile(routing, ports, person, opening, message, asking)) ?? again(words.say('whom.unclear'))
  const goOn = (more: Partial<Opening>) => begin(routing, ports, person, { ...opening, ...more, asked: null }, asking)

  if (said.type === 'media' && said.kind === 'image') {
    const kept = words.say('whom.photo_kept')
    const before = stillWaiting(person.waiting, asking.now)
    const waited = await letWait(ports, person, before, { ...message, said }, `${kept}\n${question}`, asking)
    return { ...turn, ...waited }
  }
  if (said.type === 'media' && said.kind === 'voice') {
    await keepVoice(routing, ports, person, message, said, asking.now)
    return { ...again(words.say('whom.voice_kept')), jobs: true }
  }
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  if (text === null) return again()
  const command = commandOf(text)
  if (command) return ['cancel', 'pause', 'back'].includes(command.type) ? null : again()
  if (asked.what !== 'form' && formWanted(routing.forms.current, said, words)) return null
  const number = (count: number) => numberIn(text, count)

  switch (asked.what) {
    case 'speaker': {
      const { contacts } = asked
      const name = speakerIn(text)
      const picked = number(contacts.length + 1)
      if (picked === contacts.length + 1 || bare(text) === words.say('phone.somebody_short')) {
        return askFor(routing, ports, person, { ...opening, asked: { what: 'speaker_name' } }, asking)
      }
      const [named, ...others] = picked ? [contacts[picked - 1]!] : meant(contacts, name)
      if (named && others.length === 0) return goOn({ behalf: { ...opening.behalf!, contactId: named.id } })
      return spokenBy(name)
    }
    case 'speaker_name':
      return spokenBy(speakerIn(text))
    case 'form': {
      const picked = number(asked.forms.length)
      const form = picked ? asked.forms[picked - 1]! : formWanted(routing.forms.current, said, words)?.id
      if (form) return goOn({ form })
      const told = await toldAtOnce(routing, ports, person, opening, message.id, text, asking)
      return told ? goOn(told) : again(words.say('whom.unclear'))
    }
    case 'whom': {
      const whom = chosen(asked.choices, text, words)
      if (!whom) return unclear()
      if (!opening.behalf) await ports.affiliations.remember(person.contact.id, whom)
      const short = opening.told && shortNameIn(asked.choices, whom, opening.told.said)
      if (short) {
        const name = { kind: 'organisation' as const, said: short, means: whom.organisationId }
        await ports.learntNames.learn(person.contact.hubId, name, { contactId: person.contact.id, at: asking.now })
      }
      return goOn({ whom })
    }
    case 'owed': {
      const { obligationIds } = asked
      const picked = number(obligationIds.length + 1) ?? (OTHER.test(bare(text)) ? obligationIds.length + 1 : null)
      return picked === null ? unclear() : goOn({ owed: obligationIds[picked - 1] ?? null })
    }
    case 'colleague': {
      const held = (await ports.heldDrafts.of(asked.organisationId, person.contact.id)).find(
        ({ id }) => id === asked.draftId,
      )
      const picked = number(3) ?? wordFor(text)
      if (!held && picked === null) return null
      switch (picked) {
        case 1: {
          const seen = { id: asked.draftId, heldBy: asked.heldBy }
          const turn = await takeOver(routing, ports, person, seen, opening.behalf, asking)
          if (turn.sessionId === null) return turn
          if (opening.idle) return idleInto(routing, ports, person, turn, asking)
          return opening.told ? toldInto(routing, ports, person, turn, opening.told, asking) : turn
        }
        case 2:
          return goOn({ apart: true })
        case 3:
          if (!held) await ports.people.setAsked(person.contact.id, null)
          return again(held && (await allOf(routing, ports, held, asking)))
        default:
          return (await keptMeanwhile(routing, ports, person, opening, message, asking)) ?? keptFor(text)
      }
    }
  }

  /** Where she told of something that is of no activity by itself, it goes where she goes. */
  async function keptFor(text: string): Promise<Turn> {
    if (Array.from(text.trim()).length < LEAST || isSmallTalk(text) || /[?？吗呢]\s*$/u.test(text))
      return again(words.say('whom.unclear'))
    await keepUnplaced(ports, person, message, text)
    return again(words.say('menu.kept_first', { said: quote(text) }))
  }

  /** By a name she goes on; what somebody told is kept, and her name asked again. */
  async function spokenBy(name: string): Promise<Turn> {
    if (isName(name)) return goOn({ behalf: { ...opening.behalf!, spoke: name } })
    const told = await toldAtOnce(routing, ports, person, opening, message.id, text ?? '', asking)
    if (!told) return again(words.say('whom.unclear'))
    const more = { ...told, form: opening.form ?? told.form }
    const next = await askFor(routing, ports, person, { ...opening, ...more }, asking)
    return { ...next, reply: `${words.say('phone.told_kept')}\n${next.reply}` }
  }
}

/**
 * An activity told where a draft is about to be opened is kept, and goes into it as soon as it is known which; another one waits until that is
 * filed. Null where it tells of none.
 */
async function keptMeanwhile(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  opening: Opening,
  { id: from, said, sentAt }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  if (said.type !== 'text') return null
  const told = await toldAtOnce(routing, ports, person, opening, from, said.text, asking)
  if (!told) return null
  if (opening.told) await keepTold(ports, person.contact.id, { said: said.text, from, sentAt })
  const next = await askFor(routing, ports, person, { told: told.told, ...opening }, asking)
  return { ...next, reply: `${asking.words.say('phone.told_kept')}\n${next.reply}` }
}

/** An activity told where it is asked which form: the form for it, and what it tells. Null where it is none. */
export async function toldAtOnce(
  routing: Routing,
  ports: TurnPorts,
  { contact }: Known,
  { behalf }: Opening,
  from: string,
  said: string,
  asking: Asking,
): Promise<Pick<Opening, 'form' | 'told'> | null> {
  if (!mayTell(said)) return null
  const whose = { hubId: contact.hubId, organisationId: behalf?.organisationId ?? contact.organisationId }
  const heard = await heardIn(ports, whose, said, asking)
  if (!heard || mostTold(heard) < (TELLS.test(said) ? 2 : 3)) return null
  const form = chooseForm(routing.forms.current, heard, false)?.form.id
  const activities = heard.activities.map(({ facts }) => facts)
  return form === undefined ? null : { form, told: { activities, said, story: false, from: [from] } }
}

/** 「别的时间段」, 「都不是」. */
const OTHER = /^(?:别的|其他|都不是|另外)(?:的?(?:时间|时段|时间段))?$/

/** 1 接过来 2 另开一份 3 看看, in words. */
const wordFor = (text: string): number | null =>
  draftCommandIn(text)?.type === 'take'
    ? 1
    : /^(?:我?要?另开|新开|重新填)/.test(text)
      ? 2
      : text.startsWith('看')
        ? 3
        : null

const speakerIn = (text: string): string =>
  bare(text)
    .replace(/^(?:电话[里上]?的?)?(?:就?是)?/u, '')
    .replace(SPOKE, '')
    .trim()

const isName = (text: string): boolean => {
  const { length } = Array.from(bare(text))
  return (
    length > 0 &&
    length <= NAME &&
    !/^\d+$/.test(bare(text)) &&
    !isSmallTalk(text) &&
    !TELLS.test(text) &&
    !OF_ACTIVITY.test(text)
  )
}

/** 「昨天读书会32人」: a name has no such figures. */
const OF_ACTIVITY = /\d\s*(?:多|余|来)?(?:人|位|名|家|场|次|元|块|月|日|号|点)/u

function meant(contacts: { id: string; name: string }[], text: string) {
  const exactly = called(contacts, bare(text))
  return exactly.length > 0 ? exactly : calledInPart(contacts, bare(text))
}
