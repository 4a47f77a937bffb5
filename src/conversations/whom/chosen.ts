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
  const said = bare(text)
  // 「麦田的」, 「是给麦田的」
  const name = said
    .replace(/^(?:是|给|填|选|要)+(?=..)/u, '')
    .replace(/(?<=..)(?:那[个家笔份])?的?(?:那[个家笔份]|吧|呀|啊)*$/u, '')
  const found =
    [said, name]
      .flatMap((one) => {
        const exactly = called(nameable, one)
        return [exactly.length > 0 ? exactly : calledInPart(nameable, one)]
      })
      .find((all) => all.length > 0) ?? []
  return found.length === 1 ? found[0]!.choice : null
}
