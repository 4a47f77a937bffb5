import { openSession, step, type Input } from '../../src/engine/step.js'
import type { Asking } from '../../src/forms/field-kind.js'
import type { Form } from '../../src/forms/form.js'
import type { Said } from '../../src/kernel/message.js'
import type { Words } from '../../src/kernel/words.js'
import type { Talk } from '../replay-talks.js'

/** One conversation from opening a form to its end: what a person says, and what jobs and time bring. */
export interface Chat {
  form: Form
  inputs: Input[]
}

const NOW = '2014-12-31T02:00:00.000Z'
const TODAY = '2014-12-31'
const ALBUM: Input = { type: 'found', field: 'photos', found: { type: 'woken', why: 'album' } }
export const said = (text: string): Input => ({ type: 'said', said: { type: 'text', text } })
const picture = (id: string): Said => ({ type: 'media', kind: 'image', ref: { id } })

/** The conversations of talks, without what is said outside of a form. */
export function chatsOf(talks: Talk[], forms: Form[]): Chat[] {
  return talks.flatMap(({ lines }) => {
    const chats: Chat[] = []
    for (const { say, photos = 0 } of lines) {
      const form = forms.find(({ title }) => title === say)
      if (form) chats.push({ form, inputs: [{ type: 'opened' }] })
      else if (say !== undefined) chats.at(-1)?.inputs.push(said(say))
      else {
        const pictures = Array.from({ length: photos }, (_, i): Input => ({
          type: 'said',
          said: picture(`media-${i}`),
        }))
        chats.at(-1)?.inputs.push(...pictures, ALBUM)
      }
    }
    return chats
  })
}

export const askingOf = (words: Words, messageId: string): Asking => ({
  words,
  speaksLater: true,
  today: TODAY,
  now: NOW,
  messageId,
  sentAt: NOW,
})

/** One step of a conversation, with the session before it as the shell reads it from its store. */
export interface Moment {
  form: Form
  input: Input
  messageId: string
  stored: string
}

/** All steps of a conversation; it is filed at the end, or something of it was not understood. */
export function momentsOf({ form, inputs }: Chat, words: Words): Moment[] {
  let session = openSession(form, askingOf(words, ''))
  const moments = inputs.flatMap((said, i): Moment[] => {
    const messageId = `m${i}`
    const taken = (input: Input) => {
      const moment = { form, input, messageId, stored: JSON.stringify(session) }
      const { effects, ...next } = step(form, session, input, askingOf(words, messageId))
      session = next.session
      return { moment, looks: effects.some(({ type }) => type === 'look_for_twins') }
    }
    const { moment, looks } = taken(said)
    // The shell knows of no activity that may be the same.
    return looks ? [moment, taken({ type: 'twins', twins: [] }).moment] : [moment]
  })
  if (session.at.type !== 'filed') throw new Error(`a conversation about ${form.id} ends at ${session.at.type}`)
  return moments
}
