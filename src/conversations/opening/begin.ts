import { openSession, step, type Step } from '../../engine/step.js'
import type { Told } from '../../engine/told.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import { kindOf } from '../../forms/kinds.js'
import { periodSaid } from '../../forms/period-said.js'
import { quote } from '../../forms/prompt.js'
import { askedFields } from '../../forms/relevance.js'
import { offersOf } from '../offers.js'
import { aboutOwn, type About, type OpenDraft, type TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { take } from '../take.js'
import { placeWaiting } from '../waiting.js'
import { draftOf, owedIn } from '../obligations/follow.js'
import { byHer } from '../obligations/by.js'
import { choiceNamedIn } from '../understood/short-names.js'
import { placed } from '../understood/unplaced.js'
import type { Choice } from '../whom/ports.js'
import { titled } from '../whom/title.js'
import type { Opening } from './opening.js'
import { openingAsked } from './words.js'

/** Goes on towards an open draft: asks the next thing that must be known, each once, or opens it and asks its first question. */
export async function begin(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  known: Opening,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const ask = (asked: Opening['asked']) => askFor(routing, ports, person, { ...known, asked }, asking)

  const { behalf } = known
  if (behalf && behalf.contactId === null) {
    const contacts = await ports.colleagues.of(contact.hubId, behalf.organisationId)
    if (behalf.spoke === null) {
      if (contacts.length === 0) return ask({ what: 'speaker_name' })
      return ask({ what: 'speaker', contacts: contacts.map(({ contactId: id, name }) => ({ id, name })) })
    }
    // Somebody spoke whom the hub's list does not know: one of the organisation's contacts answers for it, else who types.
    const responsible = contacts.find(({ addresses }) => addresses.length > 0) ?? contacts[0]
    const contactId = responsible?.contactId ?? contact.id
    return begin(routing, ports, person, { ...known, behalf: { ...behalf, contactId } }, asking)
  }

  const form = routing.forms.current.find(({ id }) => id === known.form)
  if (!form) return ask({ what: 'form', forms: routing.forms.current.map(({ id }) => id) })

  if (!known.whom) {
    const { choices, last } = behalf
      ? { choices: await ports.affiliations.choicesFor(contact.hubId, behalf.organisationId), last: false }
      : await ports.affiliations.choicesOf(contact.id)
    const named = known.told && choices.length > 1 ? await namedIn(choices, known.told.said) : null
    if (named) return begin(routing, ports, person, { ...known, whom: named }, asking)
    if (choices.length > 1) return ask({ what: 'whom', choices, last })
  }

  const about = aboutIn(person, known)
  // The hub's own people each report on their own work.
  if (!known.apart && (behalf || contact.role === 'grantee')) {
    const { organisationId, grantId } = about
    const held = await ports.heldDrafts.of(organisationId, contact.id)
    const theirs = held.find(
      (draft) =>
        draft.session.form === form.id &&
        draft.about.revises === null &&
        (grantId === null || draft.about.grantId === null || draft.about.grantId === grantId),
    )
    if (theirs) return ask({ what: 'colleague', organisationId, draftId: theirs.id, heldBy: theirs.heldBy })
  }
  const period = known.period ?? (known.told ? periodSaid(known.told.said, asking.today) : null)
  if (known.owed === undefined) {
    const all = await owedIn(ports, contact.hubId, about, form.id, asking.today)
    const meant = period ? all.filter(({ from, to }) => from === period.from && to === period.to) : []
    const owed = meant.length > 0 ? meant : all
    // What she named is perhaps not what is owed.
    if (owed.length > 1 || (period && owed.length > meant.length))
      return ask({ what: 'owed', obligationIds: owed.map(({ id }) => id) })
    return open(routing, ports, person, form, known, { ...about, obligationId: owed[0]?.id ?? null }, asking)
  }
  return open(routing, ports, person, form, known, { ...about, obligationId: known.owed }, asking)

  /** What she told may say of whom it is. */
  async function namedIn(choices: Choice[], said: string): Promise<Choice | null> {
    const ids = [...new Set(choices.map(({ organisationId }) => organisationId))]
    return choiceNamedIn(choices, await ports.learntNames.namesOf(contact.hubId, ids), said)
  }
}

/** Asks what stands in `asked`. */
export async function askFor(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  opening: Opening,
  asking: Asking,
): Promise<Turn> {
  const { id: contactId, hubId } = person.contact
  await ports.people.setAsked(contactId, { type: 'opening', at: asking.now, opening })
  const reply = await openingAsked(routing, ports, person, opening, asking)
  return { contactId, hubId, sessionId: null, reply, jobs: false }
}

function aboutIn({ contact }: Known, { whom, behalf }: Opening): About {
  const own = aboutOwn(whom?.organisationId ?? behalf?.organisationId ?? contact.organisationId)
  return {
    ...own,
    grantId: whom?.grantId ?? null,
    programmeId: whom?.programmeId ?? null,
    typedBy: behalf ? contact.id : null,
    spoke: behalf?.spoke ?? null,
  }
}

async function open(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  form: Form,
  { whom, behalf, idle, period, why, told: confirmed }: Opening,
  about: About,
  asking: Asking,
): Promise<Turn> {
  const { contact, addressId } = person
  const { words, now } = asking
  const id = routing.newId()
  const contactId = behalf?.contactId ?? contact.id
  await ports.people.setAsked(contact.id, null)
  await ports.drafts.keepForm(form, now)
  const offers = await offersOf(ports, form, { ...about, hubId: contact.hubId }, asking.today, period ?? null)
  await draftOf(routing, ports, contact.hubId, about.obligationId, true, byHer(contact, asking))
  const session = openSession(form, asking, { offers, idle: idle === true, ...(why !== undefined && { why }) })
  await ports.drafts.open(id, { contactId, hubId: contact.hubId, addressId, about }, session, now)
  const draft: OpenDraft = {
    id,
    session,
    addressId,
    contactId,
    about,
    whom: await namesOf(ports, person, whom, behalf),
  }
  const sought = { id, form, session, told: confirmed !== undefined }
  const own = behalf || idle ? null : await placed(ports, person, sought, asking)
  const told = confirmed ?? (own && 'told' in own ? own.told : undefined)
  const place = () => placeWaiting(routing, ports, person, draft, asking)
  // Who told of it is asked only for what lacks: the pictures she sent before are there then.
  const before = told ? await place() : null
  if (before) draft.session = before.session
  const opened = told ? await filled(told) : step(titled(form, draft.whom, words), session, { type: 'opened' }, asking)

  const { waiting } = before ?? (await place())
  const kept = own && 'kept' in own ? words.say('told.unplaced', { said: quote(own.kept) }) : null
  const reply = [opened.reply, kept].filter((part) => part !== null).join('\n')
  return { contactId: contact.id, hubId: contact.hubId, sessionId: id, reply, jobs: waiting > 0 }

  /** Opened with what she told already. */
  async function filled(told: Told): Promise<Step> {
    const { title } = titled(form, draft.whom, words)
    const taken = await take(routing, ports, contact, draft, { type: 'told', told }, asking, {
      addressId,
      message: null,
    })
    draft.session = taken.session
    // Where she is asked for pictures she reads how many are there: no more is to be said of that.
    const { at } = taken.session
    const asked = 'field' in at ? form.fields.find(({ key }) => key === at.field) : undefined
    if (before && before.waiting > 0 && asked && kindOf(asked).hears === 'image')
      await take(
        routing,
        ports,
        contact,
        draft,
        { type: 'found', field: asked.key, found: { type: 'woken', why: 'album' } },
        asking,
        { addressId, message: null },
      )
    const total = askedFields(form, taken.session).length
    return { ...taken, reply: `${words.say('engine.opening', { title, total })}\n${taken.reply ?? ''}` }
  }
}

async function namesOf(
  { colleagues }: Pick<TurnPorts, 'colleagues'>,
  { contact }: Known,
  whom: Opening['whom'],
  behalf: Opening['behalf'],
): Promise<OpenDraft['whom']> {
  if (!whom && !behalf) return null
  const speaker = behalf && (await colleagues.find(contact.hubId, behalf.contactId ?? ''))
  return {
    organisation: whom?.organisation ?? behalf?.organisation ?? '',
    purpose: whom?.purpose ?? null,
    speaker: behalf ? (behalf.spoke ?? speaker?.name ?? '') : null,
  }
}
