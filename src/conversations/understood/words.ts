import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import type { Pending } from './pending.js'
import { shownFact, shownFacts, type Target } from './target.js'

/** More are not read through on a phone. */
const MOST_ROWS = 12
const MOST_NAMES = 3

/** What was understood, numbered, what is missing, and what to answer; where she `changed` it only how it is now. */
export function proposal(form: Form, target: Target, pending: Pending, asking: Asking, changed = false): string {
  const { words } = asking
  if (changed) return `${words.say('told.changed')}\n${asItStands(form, target, pending, asking)}`
  const count = pending.activities.length
  const taken = target.one ? 1 : count
  return [
    ...(taken > 0 || !pending.offered
      ? [words.say(pending.offered ? 'told.offered' : 'told.heard', { count: taken })]
      : []),
    ...rowsOf(target, pending, asking),
    ...besides(target, pending, asking),
    ...(pending.story && target.story
      ? [words.say(pending.prose === undefined ? 'told.story' : 'told.story_beside', { label: target.story.label })]
      : []),
    ...lacking(target, pending, asking),
    ...doubtful(target, pending, asking),
    ...notTaken(pending, words),
    ...some(target.one && pending.draftId ? 'told.undated_later' : 'told.undated', pending.undated ?? [], words),
    ...(count > taken ? [words.say('told.one_only', { title: form.title, count: count - taken })] : []),
    ...unspent(form, target, pending, asking),
    howToAnswer(form, target, pending, words),
  ].join('\n')
}

/** What waits for her word, numbered, and what to answer. */
export const asItStands = (form: Form, target: Target, pending: Pending, asking: Asking): string =>
  [...rowsOf(target, pending, asking), howToAnswer(form, target, pending, asking.words)].join('\n')

function rowsOf(target: Target, { activities }: Pending, asking: Asking): string[] {
  const taken = target.one ? 1 : activities.length
  const rows = activities
    .slice(0, Math.min(taken, MOST_ROWS))
    .map(({ facts }, i) => `${i + 1}. ${shownFacts(target, facts, asking)}`)
  return taken > MOST_ROWS ? [...rows, asking.words.say('told.more', { count: taken })] : rows
}

/** The same, with what was found when it was read once more. */
export const readAgain = (said: string, { words }: Asking): string => `${words.say('told.read_again')}\n${said}`

/** What can be said to it. */
export function howToAnswer(form: Form, target: Target, pending: Pending, words: Words): string {
  if (pending.offered) return words.say('told.answers_offered')
  const many = !target.one && pending.activities.length > 1
  return words.say(many ? 'told.answers_many' : 'told.answers', { title: form.title })
}

/** What is still to come or did not take place is not put down, and that is said. */
export const notTaken = ({ planned, cancelled }: Pick<Pending, 'planned' | 'cancelled'>, words: Words): string[] => [
  ...some('told.planned', planned, words),
  ...some('told.cancelled', cancelled, words),
]

function some(sentence: string, said: string[], words: Words): string[] {
  if (said.length === 0) return []
  const names = said.slice(0, MOST_NAMES).map((one) => quote(one, 20))
  return [words.say(sentence, { said: names.join(words.say('field.comma')) })]
}

/** What its questions still lack: of the one activity, or of some. */
function lacking({ one, roles }: Target, { activities }: Pending, asking: Asking): string[] {
  const { words } = asking
  const told = one ? activities.slice(0, 1) : activities
  const labels = roles.flatMap((field) => {
    const numbers = told.flatMap(({ facts, doubtful }, i) => {
      const text = facts[field.feeds ?? '']
      const lacks = text === undefined ? !((field.feeds ?? '') in doubtful) : shownFact(field, text, asking) === null
      return lacks ? [i + 1] : []
    })
    if (numbers.length === 0) return []
    const all = numbers.length === told.length || numbers.length > MOST_NAMES
    return all ? field.label : words.say('told.lacks_of', { label: field.label, numbers: numbers.join('、') })
  })
  return labels.length > 0 ? [words.say('told.lacks', { labels: labels.join(words.say('field.comma')) })] : []
}

/** 「地点「高安」？」: what may be meant, once for all it is said of, and how to have it put down. */
function doubtful(target: Target, { activities }: Pending, asking: Asking): string[] {
  const { words } = asking
  const { one, roles, amount } = target
  const fields = [...roles, ...(amount ? [amount] : [])]
  const told = one ? activities.slice(0, 1) : activities
  const lines = told.flatMap(({ doubtful, others = {} }) =>
    fields.flatMap((field) => {
      const { feeds = '', label } = field
      const said = doubtful[feeds]
      if (said === undefined) return []
      const other = others[feeds]
      const numbers = told.flatMap((each, i) =>
        each.doubtful[feeds] === said && each.others?.[feeds] === other ? [i + 1] : [],
      )
      const number = told.length > 1 ? `${numbers.join('、')} ` : ''
      if (other !== undefined) return words.say('told.either', { said: quote(said, 20), other, label, number })
      const vague = shownFact(field, said, asking) === null
      return words.say(vague ? 'told.vague' : 'told.doubtful', { said: quote(said, 20), label, number })
    }),
  )
  return [...new Set(lines)]
}

/** What goes to the table of spending and to the question for plans. */
function besides({ amount, spending: table, plans: label }: Target, pending: Pending, asking: Asking): string[] {
  const { words } = asking
  const { spending = [], differs, plans } = pending
  const comma = words.say('field.comma')
  const shown = spending
    .slice(0, MOST_ROWS)
    .map((one) => `${one.item}${amount ? (shownFact(amount, one.amount, asking) ?? '') : ''}`)
  return [
    ...(table !== null && spending.length > 0
      ? [words.say('told.spending', { label: table, count: spending.length, items: shown.join(comma) })]
      : []),
    ...(table !== null && differs ? [words.say('told.total_differs', { ...differs })] : []),
    ...(label !== null && plans !== undefined ? [words.say('told.section', { label, said: quote(plans, 30) })] : []),
  ]
}

/** The form asks for no money. */
function unspent({ title }: Form, { one, amount }: Target, pending: Pending, { words }: Asking): string[] {
  const { activities, elsewhere, spending = [] } = pending
  const spent = [
    ...(one ? activities.slice(0, 1) : activities).flatMap(({ facts }) => facts['expense.amount'] ?? []),
    ...spending.map((each) => each.item + each.amount),
  ]
  return amount || spent.length === 0
    ? []
    : [
        words.say(elsewhere ? 'told.spent_elsewhere' : 'told.unspent', {
          title,
          said: spent.join('、'),
          ...(elsewhere && { form: elsewhere }),
        }),
      ]
}
