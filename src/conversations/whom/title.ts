import { formIn, type Form } from '../../forms/form.js'
import type { Words } from '../../kernel/words.js'
import type { OpenDraft } from '../ports.js'
import type { Choice } from './ports.js'

/** 「青云社·读书会」 */
export const choiceShown = (
  { organisation, purpose }: Pick<Choice, 'organisation' | 'purpose'>,
  words: Words,
): string => (purpose === null ? organisation : words.say('whom.grant', { organisation, purpose }))

/** The form as she reads it, under a title that says whom it is about where that is not plain: 「工作简报（替青云社小禾填）」. */
export function titled(form: Form, whom: OpenDraft['whom'], words: Words): Form {
  const known = formIn(form, words.language)
  if (!whom) return known
  const shown =
    whom.speaker === null
      ? choiceShown(whom, words)
      : words.say('whom.behalf', { organisation: choiceShown(whom, words), name: whom.speaker })
  return { ...known, title: words.say('whom.title', { title: known.title, whom: shown }) }
}
