import { decodeDays } from '../forms/days-kind.js'
import type { Field } from '../forms/form.js'
import { periodSaid } from '../forms/period-said.js'
import type { Days } from '../kernel/day.js'
import type { Turn } from './turn.js'

/** What the days of an answer count from; the period itself counts from today. */
export function periodAt({ form, session }: Pick<Turn, 'form' | 'session'>, field: Field): Days | null {
  const source = form.fields.find(({ feeds }) => feeds === 'period')
  const value = source && source !== field ? session.answers[source.key]?.value : null
  return value ? decodeDays(value) : null
}

/** The period that her first words name, where it is asked; see `periodSaid`. */
export function periodSaidAt({ session, asking }: Turn, field: Field, text: string, single = false): Days | null {
  const offer = session.offers?.[field.key]
  return periodSaid(text, asking.today, offer ? decodeDays(offer.value) : null, single)
}
