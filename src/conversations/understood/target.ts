import type { Session } from '../../engine/session.js'
import { storyField } from '../../engine/told.js'
import type { Field, Form } from '../../forms/form.js'
import { kindOf } from '../../forms/kinds.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Facts } from './facts.js'

/** The questions or columns of a form that an activity is told to, in their order, with the one for what it cost. */
export interface Target {
  /** It is about one activity, not a table of them. */
  one: boolean
  roles: Field[]
  amount: Field | null
  /** The table that what was spent goes to, item by item, by its name. */
  spending: string | null
  /** The question for difficulties and plans, by its name, while it has no answer. */
  plans: string | null
  /** The question that the whole text may answer, too. */
  story: { label: string; least: number; most: number } | null
}

/** What the question for difficulties and plans feeds. */
export const PLANS = 'section.plans'

const ROLES = ['activity.date', 'activity.title', 'activity.place', 'activity.headcount']

const columnsOf = (fields: Field[], feeds: string): Field[] =>
  fields
    .filter((field) => field.feeds === feeds)
    .flatMap((field) => (kindOf(field).columns?.(field) ?? []).map((column) => column.field))

/** Where activities go in this form; null where it asks for none. With a session only what is still open for a story counts. */
export function targetOf(form: Form, session: Pick<Session, 'answers' | 'partials'> | null): Target | null {
  const { fields } = form
  const own = fields.filter(({ feeds = '' }) => ROLES.includes(feeds))
  const one = own.some(({ feeds }) => feeds === 'activity.title')
  const roles = one ? own : columnsOf(fields, 'activities').filter(({ feeds = '' }) => ROLES.includes(feeds))
  if (roles.length === 0) return null
  const amount = columnsOf(fields, 'expenses').find(({ feeds }) => feeds === 'expense.amount') ?? null
  const asks = storyField(form, session ?? { answers: {}, partials: {} })
  const { least = 0, most = Infinity } = (asks?.options ?? {}) as { least?: number; most?: number }
  const spending = amount && fields.find(({ feeds }) => feeds === 'expenses')
  const plans = fields.find(
    ({ key, feeds }) => feeds === PLANS && !(session && (key in session.answers || key in session.partials)),
  )
  return {
    one,
    roles,
    amount,
    spending: spending?.label ?? null,
    plans: plans?.label ?? null,
    story: asks ? { label: asks.label, least, most } : null,
  }
}

/** How a fact will be kept, as its question shows it; null where its question would refuse it. */
export function shownFact(field: Field, text: string, asking: Asking): string | null {
  const kind = kindOf(field)
  const reading = kind.read(field, { type: 'text', text }, null, null, asking)
  if (reading.type === 'answered')
    return kind.check(field, reading.value, asking).length === 0 ? kind.show(field, reading.value, asking.words) : null
  return reading.type === 'continued' ? (kind.showPartial?.(field, reading.partial, asking.words) ?? null) : null
}

/** 「7月1日 · 读书会 · 鸡鸣山社区 · 32人」. */
export const shownFacts = ({ roles, amount }: Target, facts: Facts, asking: Asking): string =>
  [...roles, ...(amount ? [amount] : [])]
    .flatMap((field) => {
      const text = facts[field.feeds ?? '']
      return text === undefined ? [] : (shownFact(field, text, asking) ?? [])
    })
    .join(' · ')
