import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import type { Json } from '../kernel/json.js'
import type { Answer, Offer } from './session.js'
import type { Turn } from './turn.js'

/** 「上次是：高安（一样就回复 同上）」 under a question that has no answer yet and may be answered so; else nothing. */
export function offered(turn: Turn, field: Field): string {
  const { form, session, asking } = turn
  const offer = session.offers?.[field.key]
  if (!offer || session.answers[field.key] || session.partials[field.key]) return ''
  const kind = kindOf(field)
  const value = kind.show(field, kind.decode(offer.value), asking.words)
  const sentence = offer.source === 'grant' ? 'grant' : field.feeds === 'period' ? 'next' : 'last'
  const next = form.fields[form.fields.indexOf(field) + 1]
  // A story cannot be taken for a period: who writes it takes what is offered.
  const story = next && kindOf(next).free && !session.answers[next.key] && !session.partials[next.key] ? next : null
  const moves = story && session.at.type === 'asking' && !kind.free && !session.revision
  const or = moves
    ? asking.words.say('offer.or_next', { number: form.fields.indexOf(story) + 1, ask: story.ask ?? '' })
    : ''
  return `\n${asking.words.say(`offer.${sentence}`, { value })}${or && `\n${or}`}`
}

/** What is offered for the columns of a table, by column. */
export function columnOffers(offers: Record<string, Offer>, { key }: Field): Record<string, Json> {
  const start = `${key}.`
  const own = Object.entries(offers).filter(([of]) => of.startsWith(start))
  return Object.fromEntries(own.map(([of, { value }]) => [of.slice(start.length), value]))
}

/** What is answered from the start as it was in the last report; what only the grant tells is asked. */
export function prefilled(form: Form, offers: Record<string, Offer>, messageId: string): Record<string, Answer> {
  const known = form.fields.flatMap(({ key, prefill }) => {
    const offer = offers[key]
    const sure = isOfPeriod(offer) || (prefill && offer?.source === 'last')
    const from = offer?.source === 'said' ? [messageId] : []
    return offer && sure ? [[key, { value: offer.value, from }] as const] : []
  })
  return Object.fromEntries(known)
}

/** What it is about was said before it was opened: by her, or by what is owed. */
const isOfPeriod = (offer: Offer | undefined): boolean => offer?.source === 'owed' || offer?.source === 'said'

/** 「这一份写的是…」, 「先照上次填好：…」, where something is. */
export function prefilledLine({ form, session, asking: { words } }: Turn): string[] {
  const shownOf = (field: Field): string => {
    const kind = kindOf(field)
    return kind.show(field, kind.decode(session.answers[field.key]?.value ?? null), words)
  }
  const filled = form.fields.filter(({ key }) => (session.answers[key]?.value ?? null) !== null)
  const [owed] = filled.filter(({ key }) => isOfPeriod(session.offers?.[key]))
  const fields = filled.filter((field) => field !== owed)
  const asked = owed ? [words.say('offer.owed', { value: shownOf(owed), number: form.fields.indexOf(owed) + 1 })] : []
  const [first] = fields
  if (!first) return asked
  const shown = fields.map((field) => words.say('engine.line', { label: field.label, value: shownOf(field) }))
  return [
    ...asked,
    words.say('offer.prefilled', {
      answers: shown.join(words.say('field.comma')),
      number: form.fields.indexOf(first) + 1,
    }),
  ]
}
