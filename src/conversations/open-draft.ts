import type { Session } from '../engine/session.js'
import { cue, placed, placeOf, standing, turnOf } from '../engine/turn.js'
import { decodeAlbum } from '../forms/album.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn, type Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { askedFields } from '../forms/relevance.js'
import { bare } from '../forms/prompt.js'
import type { Said } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import type { OpenDraft, TurnPorts } from './ports.js'
import type { Routing } from './route.js'
import { titled } from './whom/title.js'

type Needs = Pick<Routing, 'forms'>
type Ports = Pick<TurnPorts, 'drafts'>

/** An open draft by its name and how far it is: 「工作简报」（填到第 3 题）; one that changes what was filed by that. */
export async function draftShown(
  { forms }: Needs,
  { drafts }: Ports,
  { session, whom = null }: { session: Session; whom?: OpenDraft['whom'] },
  words: Words,
): Promise<string> {
  const form = titled(await forms.find(drafts, session.form, session.formVersion), whom, words)
  const { title } = form
  const at = placeOf(session)
  const number = 'field' in at ? askedFields(form, session).findIndex(({ key }) => key === at.field) + 1 : 0
  if (session.revision) return words.say('draft.revising', { title })
  if (session.idle) return words.say('draft.idle', { title })
  return number > 0 ? words.say('draft.at_question', { title, number }) : words.say('draft.at_end', { title })
}

type Shown = Pick<OpenDraft, 'session' | 'whom'>

/** What is to be done in a draft now, as if it had just been asked: for who comes to it anew. */
export const draftAgain = async (routing: Needs, ports: Ports, draft: Shown, asking: Asking): Promise<string> =>
  standing(await turnAt(routing, ports, draft, asking))

/** The same in one line. */
export const draftCue = async (routing: Needs, ports: Ports, draft: Shown, asking: Asking): Promise<string> =>
  cue(await turnAt(routing, ports, draft, asking))

const turnAt = async ({ forms }: Needs, { drafts }: Ports, { session, whom }: Shown, asking: Asking) =>
  placed(
    turnOf(titled(await forms.find(drafts, session.form, session.formVersion), whom, asking.words), session, asking),
  )

/**
 * The form that she asks for in the middle of a draft: by its button of the menu, or by its title and nothing else. A number or a shorter
 * name is an answer there.
 */
export const formWanted = (forms: Form[], said: Said, { language }: Words): Form | null =>
  forms.find((form) => {
    if (said.type === 'choice') return form.id === said.key
    const titles = [form.title, formIn(form, language).title].map((title) => title.toLowerCase())
    return said.type === 'text' && titles.includes(bare(said.text).toLowerCase())
  }) ?? null

/** The numbers of the pictures that a draft holds. */
export async function picturesHeld({ forms }: Needs, { drafts }: Ports, session: Session): Promise<number[]> {
  const form = await forms.find(drafts, session.form, session.formVersion)
  const field = form.fields.find((one) => kindOf(one).hears === 'image')
  const held = field && (session.partials[field.key]?.value ?? session.answers[field.key]?.value ?? null)
  const photos = held ? decodeAlbum(held).photos : []
  return photos.flatMap(({ state }, i) => (state === 'out' ? [] : [i + 1]))
}
