import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import type { Json } from '../kernel/json.js'
import type { Offer } from './session.js'
import type { Turn } from './turn.js'

/** 「上次是：高安（一样就回复 同上）」 under a question that has no answer yet and may be answered so; else nothing. */
export function offered(turn: Turn, field: Field): string {
  const { session, asking } = turn
  const offer = session.offers?.[field.key]
  if (!offer || session.answers[field.key] || session.partials[field.key]) return ''
  const kind = kindOf(field)
  const value = kind.show(field, kind.decode(offer.value), asking.words)
  const sentence = offer.source === 'grant' ? 'grant' : field.feeds === 'period' ? 'next' : 'last'
  return `\n${asking.words.say(`offer.${sentence}`, { value })}`
}

/** What is offered for the columns of a table, by column. */
export function columnOffers(offers: Record<string, Offer>, { key }: Field): Record<string, Json> {
  const start = `${key}.`
  const own = Object.entries(offers).filter(([of]) => of.startsWith(start))
  return Object.fromEntries(own.map(([of, { value }]) => [of.slice(start.length), value]))
}
