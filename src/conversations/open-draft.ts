import type { Session } from '../engine/session.js'
import { placeOf } from '../engine/turn.js'
import { formIn, type Form } from '../forms/form.js'
import { askedFields } from '../forms/relevance.js'
import { bare } from '../forms/prompt.js'
import type { Said } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import type { TurnPorts } from './ports.js'
import type { Routing } from './route.js'

/** An open draft by its name and how far it is: 「工作简报」（填到第 3 题）. */
export async function draftShown(
  { forms }: Pick<Routing, 'forms'>,
  { drafts }: Pick<TurnPorts, 'drafts'>,
  { session }: { session: Session },
  words: Words,
): Promise<string> {
  const form = formIn(await forms.find(drafts, session.form, session.formVersion), words.language)
  const { title } = form
  const at = placeOf(session)
  const number = 'field' in at ? askedFields(form, session).findIndex(({ key }) => key === at.field) + 1 : 0
  return number > 0 ? words.say('draft.at_question', { title, number }) : words.say('draft.at_end', { title })
}

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
