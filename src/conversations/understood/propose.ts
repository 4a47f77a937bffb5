import { chooseForm, formWithAmount, isStory, STORY } from './choose-form.js'
import { readAt } from '../../engine/answer.js'
import { currentField, numberOf, turnOf } from '../../engine/turn.js'
import { asksStory, type Told } from '../../engine/told.js'
import { leavesRest } from '../../engine/title-and-more.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { countCharacters } from '../../forms/kinds/text.js'
import { kindOf } from '../../forms/kinds.js'
import { leadIn } from '../../forms/lead-in.js'
import { quote } from '../../forms/prompt.js'
import { draftCue } from '../open-draft.js'
import { menuLines } from '../menu.js'
import type { OpenDraft, TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { isOfHub } from '../staff/help.js'
import { take } from '../take.js'
import { titled } from '../whom/title.js'
import { heardIn } from './heard-in.js'
import { keepTold } from './keep-told.js'
import { withLastPlace } from './last-place.js'
import { type Pending, toldOf } from './pending.js'
import { shownFact, type Target, targetOf } from './target.js'
import { readAgainLater } from './read-again.js'
import { asRow, isSure, leavesOpen, mayTell, mostTold, TELLS, tellsOfOne, type Understood } from './understand.js'
import { notTaken, proposal } from './words.js'
import { turnSaying } from './turn-saying.js'

/** What is said back of a text, or what she hears where nothing of it is to be put down. */
type Found = { form: Form; target: Target; pending: Pending; sure?: boolean } | { turn: Turn }
/** `whole`: it is all of a file, and no answer to what is asked. `heard`: what it tells, where that was found out before. */
interface How {
  whole?: boolean
  heard?: Understood
}

/**
 * What she told in her own words, where it says several things of an activity and is no plain answer to what is asked: it is said back, and
 * taken when she confirms it. Null when it is nothing of the kind.
 */
export async function freeMessage(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { said } = message
  return said.type === 'text' ? told(routing, ports, person, message.id, said.text, asking) : null
}

/** The same of any text; `whole`: it is all of a file. */
export async function told(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  from: string,
  text: string,
  asking: Asking,
  whole = false,
): Promise<Turn | null> {
  const found = await foundIn(routing, ports, person, from, text, asking, { whole })
  return found && sayBack(routing, ports, person, found, asking, whole)
}

/** What there is to say back of a text, before anything is said or kept. */
export async function foundIn(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  from: string,
  text: string,
  asking: Asking,
  how: How,
): Promise<Found | null> {
  const { draft } = person
  if (!how.whole && !mayTell(text) && !(draft && tellsOfOne(text))) return null
  return draft
    ? inDraft(routing, ports, person, draft, from, text, asking, how)
    : anew(routing, ports, person, from, text, asking, how)
}

/** Says it back and keeps it; what it leaves open is read once more where there is a model. */
async function sayBack(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  found: Found,
  asking: Asking,
  whole: boolean,
): Promise<Turn> {
  const { draft } = person
  // What is not put down is no whole draft yet: a word of politeness behind it does not file.
  if (draft) await hereAgain(ports, draft, asking, 'turn' in found ? 1 : 0)
  if ('turn' in found) return found.turn
  if (draft && found.sure) {
    const { told } = await withLastPlace(ports, person, found.form, found.target, found.pending, asking)
    const input = { type: 'told' as const, told: toldOf(told) }
    const where = { addressId: person.addressId, message: null }
    const taken = await take(routing, ports, person.contact, draft, input, asking, where)
    return { ...turnSaying(person, draft.id, [taken.reply ?? '']), jobs: taken.effects.length > 0 }
  }
  const turn = await ask(ports, person, found.form, found.target, found.pending, asking)
  const [from = asking.messageId] = found.pending.from
  const jobs = leavesOpen(found.pending) && (await readAgainLater(routing, ports, person, from, asking, whole))
  return { ...turn, jobs }
}

/** Without a draft: the form for one activity, or for several. */
async function anew(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  from: string,
  text: string,
  asking: Asking,
  { heard }: How,
): Promise<Found | null> {
  const { words } = asking
  if (isOfHub(person.contact)) return null
  const understood = heard ?? (await heardIn(ports, person.contact, text, asking))
  if (!understood) return null
  if (understood.activities.length === 0) {
    const forms = menuLines(routing.forms.current, words)
    return { turn: turnSaying(person, null, [...notTaken(understood, words), words.say('told.menu', { forms })]) }
  }
  if (mostTold(understood) < (TELLS.test(text) ? 2 : 3)) return null
  const chosen = chooseForm(routing.forms.current, understood, countCharacters(understood.prose ?? text) >= STORY)
  if (!chosen) return null
  const { form, target } = chosen
  const elsewhere = target.amount ? null : formWithAmount(routing.forms.current)
  const pending: Pending = {
    ...understood,
    ...(elsewhere && { elsewhere: formIn(elsewhere, words.language).title }),
    form: form.id,
    draftId: null,
    story: isStory(text, target, understood),
    said: text,
    from: [from],
  }
  return { form: formIn(form, words.language), target, pending }
}

async function inDraft(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  draft: OpenDraft,
  from: string,
  text: string,
  asking: Asking,
  { whole = false, heard }: How,
): Promise<Found | null> {
  const { session } = draft
  if (session.idle || !['asking', 'changing', 'summary'].includes(session.at.type)) return null
  const another = leadIn(text) !== null && !session.revision
  const form = titled(
    await routing.forms.find(ports.drafts, session.form, session.formVersion),
    draft.whom,
    asking.words,
  )
  const turn = turnOf(form, session, asking)
  const field = currentField(turn)
  // A story is told at its own question, and sums at theirs.
  if (!whole && field && (asksStory(field) || field.feeds === 'expenses')) return null
  const target = targetOf(turn.form, session)
  if (!target) return null
  const begins = target.one && ['activity.date', 'activity.title'].includes(field?.feeds ?? '')
  const tells =
    whole ||
    another ||
    TELLS.test(text) ||
    (begins && !session.revision && field !== null && leavesRest(turn, field, text))
  if (!tells) return null
  if (!whole && !begins && !mayTell(text)) return null
  // What is changed is of what was filed: only where any words would be the answer she is asked whether these are.
  if (session.revision && (whole || !field || !kindOf(field).free)) return null
  const keeps = another && !whole && target.one && known() ? await kept() : null
  if (keeps) return keeps
  const understood = heard ?? (await heardIn(ports, person.contact, text, asking))
  if (!understood) return null
  const { words } = asking
  if (session.revision) {
    if (!field || mostTold(understood) < 3) return null
    // What the question would refuse is no answer to it, but a place may stand within it.
    const refused = readAt(turn, field, { type: 'text', text }).type === 'misread'
    const answer = refused ? understood.activities[0]?.facts[field.feeds ?? ''] : undefined
    if (refused && answer === undefined) return kept()
    const { sentAt, now: at } = asking
    const asked = { type: 'answer_or_told' as const, said: text, from, sentAt, at, ...(answer && { answer }) }
    await ports.people.setAsked(person.contact.id, asked)
    const values = { said: quote(text), label: field.label, number: numberOf(turn.form, field) }
    return { turn: turnSaying(person, draft.id, [words.say('told.or_answer', values)]) }
  }
  const cue = () => draftCue(routing, ports, draft, asking)
  if (understood.activities.length === 0) {
    if (!whole && field && kindOf(field).free) return null
    return { turn: turnSaying(person, draft.id, [...notTaken(understood, words), await cue()]) }
  }
  const enough = mostTold(understood) >= (field?.feeds === 'activities' ? 4 : 3)
  const spent = understood.activities.some(({ facts }) => facts['expense.amount'])
  if (!whole && (!enough || (field?.feeds === 'activities' && !spent))) return null
  if (target.one && isAnother(understood)) {
    if (whole) return null
    const same = ['activity.date', 'activity.title'].map((feeds) => isAsKnown(understood, feeds))
    // At a question it may be the answer to that, by another name; by the same it is told once more, with what is lacking.
    if (field && same[0] && !same[1]) return null
    if (!field || !same[0]) return kept()
  }
  const row = field?.feeds === 'activities' && !whole ? asRow(text, understood) : null
  const pending: Pending = {
    ...(row ?? understood),
    form: form.id,
    draftId: draft.id,
    story: isStory(text, target, understood),
    said: text,
    from: [from],
  }
  return { form, target, pending, sure: row !== null || (another && !target.one && !whole && isSure(understood)) }

  /** It waits until this draft is filed. */
  async function kept(): Promise<Found> {
    await keepTold(ports, person.contact.id, { said: text, from, sentAt: asking.sentAt })
    const lines = [
      asking.words.say('told.another', { title: form.title }),
      await draftCue(routing, ports, draft, asking),
    ]
    return { turn: turnSaying(person, draft.id, lines) }
  }

  /** The draft has its day and its title. */
  function known(): boolean {
    return ['activity.date', 'activity.title'].every((feeds) => {
      const own = turn.form.fields.find((one) => one.feeds === feeds)
      return own !== undefined && (session.answers[own.key]?.value ?? null) !== null
    })
  }

  /** The draft is about an activity that has its day and its title: this is not it. */
  function isAnother({ activities }: Understood): boolean {
    const first = activities[0]?.facts ?? {}
    return known() && ['activity.date', 'activity.title'].every((feeds) => feeds in first)
  }

  /** Whether it says the same of this as the draft. */
  function isAsKnown({ activities }: Understood, feeds: string): boolean {
    const own = turn.form.fields.find((one) => one.feeds === feeds)
    const value = own && session.answers[own.key]?.value
    if (!own || value === undefined || value === null) return false
    return (
      shownFact(own, activities[0]?.facts[feeds] ?? '', asking) ===
      kindOf(own).show(own, kindOf(own).decode(value), words)
    )
  }
}

/** What she told for a form of her own, asked about anew in the colleague's that she took instead: it may be of something else. */
export async function toldInto(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  taken: Turn,
  { said: text, from }: Told,
  asking: Asking,
): Promise<Turn> {
  const draft = (await ports.people.holdById(person.addressId))?.draft
  if (!draft) return taken
  const [id = asking.messageId] = from
  const found = await inDraft(routing, ports, person, draft, id, text, asking, {})
  if (!found) {
    await keepTold(ports, person.contact.id, { said: text, from: id, sentAt: asking.sentAt })
    return { ...taken, reply: `${asking.words.say('told.kept_for_after')}\n${taken.reply ?? ''}`.trimEnd() }
  }
  const asked = await sayBack(routing, ports, { ...person, draft }, found, asking, false)
  return { ...taken, jobs: taken.jobs || asked.jobs, reply: `${taken.reply ?? ''}\n${asked.reply ?? ''}`.trimStart() }
}

/** She is here: what she confirms is an answer, not the first word after a long silence. */
export const hereAgain = (
  ports: Pick<TurnPorts, 'drafts'>,
  { id, session }: OpenDraft,
  { now }: Asking,
  misses = session.misses,
): Promise<void> => ports.drafts.save(id, { ...session, paused: false, heardAt: now, misses }, now)

/** Says back what was understood and keeps it until she answers. */
export async function ask(
  ports: Pick<TurnPorts, 'people' | 'records' | 'grants' | 'obligations'>,
  person: Known,
  form: Form,
  target: Target,
  heard: Pending,
  asking: Asking,
  changed = false,
): Promise<Turn> {
  const { told: pending, label } = await withLastPlace(ports, person, form, target, heard, asking)
  await ports.people.setAsked(person.contact.id, { type: 'understood', at: asking.now, pending })
  const none = label === null ? [] : [asking.words.say('problem.again.nothing', { label })]
  return turnSaying(person, pending.draftId, [...none, proposal(form, target, pending, asking, changed)])
}
