import { kindOf } from '../../src/forms/kinds.js'
import type { Words } from '../../src/kernel/words.js'
import { askingOf, type Chat } from './chats.js'

interface Notes {
  at: number
  answers: Record<string, string[]>
}

/**
 * The least that a conversation can do: it writes down what is said under the question it is at, understands nothing but 完 and 跳过, and asks
 * the next question in full. What the engine does besides is what its time is spent on.
 */
export function noteDown({ form, inputs }: Chat, words: Words): Notes {
  let notes: Notes = { at: 0, answers: {} }
  for (const input of inputs) {
    const field = form.fields[notes.at % form.fields.length]
    if (!field) break
    const text = input.type === 'said' && input.said.type === 'text' ? input.said.text.trim() : ''
    const goesOn = text === '完' || text === '跳过' || field.kind !== 'table'
    const said = [...(notes.answers[field.key] ?? []), text]
    notes = { at: notes.at + (goesOn ? 1 : 0), answers: { ...notes.answers, [field.key]: said } }
    const next = form.fields[notes.at % form.fields.length]
    if (next) kindOf(next).ask(next, null, null, askingOf(words, ''))
  }
  return notes
}
