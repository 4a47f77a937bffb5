import { bare } from '../../forms/prompt.js'
import { called, calledInPart } from '../../people/names.js'
import type { Words } from '../../kernel/words.js'
import { numberIn } from '../numbers.js'
import type { Choice } from './ports.js'
import { choiceShown } from './title.js'

/** The one of these that a message means: by its number, by the name of the organisation or by what the grant is for. */
export function chosen(choices: Choice[], text: string, words: Words): Choice | null {
  const number = numberIn(text, choices.length)
  if (number) return choices[number - 1] ?? null
  const nameable = choices.map((choice) => ({
    id: `${choice.organisationId}/${choice.grantId ?? ''}`,
    name: choiceShown(choice, words),
    aliases: [choice.organisation, ...(choice.purpose === null ? [] : [choice.purpose])],
    choice,
  }))
  const exactly = called(nameable, bare(text))
  const found = exactly.length > 0 ? exactly : calledInPart(nameable, bare(text))
  return found.length === 1 ? found[0]!.choice : null
}
