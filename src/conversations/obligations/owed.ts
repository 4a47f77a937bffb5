import { askedFields } from '../../forms/relevance.js'
import type { Form } from '../../forms/form.js'
import type { Day } from '../../kernel/day.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import { deadlineOf, isOutstanding, type ObligationState, stateOn } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Choice } from '../whom/ports.js'

/** One report that somebody still owes, as it is told. */
export interface StillOwed {
  obligation: Obligation
  state: ObligationState
  deadline: Day
  form: Form
  /** How far its draft is, where one is open; `mine`: in the hands of who is told. */
  draft: { done: number; left: number; mine: boolean } | null
}

/** What the organisations of a contact still owe today, and which these are. */
export async function owedOf(
  shell: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview' | 'affiliations'>,
  { id, hubId }: { id: string; hubId: string },
  today: Day,
): Promise<{ owed: StillOwed[]; choices: Choice[]; organisationIds: string[] }> {
  const { choices } = await ports.affiliations.choicesOf(id)
  const organisationIds = [...new Set(choices.map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(shell, ports, hubId, organisationIds, today, id)
  return { owed, choices, organisationIds }
}

/** What is still owed by these organisations today, by deadline. A report whose form nobody has any more is not asked for. */
export async function stillOwed(
  { forms }: { forms: Forms },
  ports: Pick<TurnPorts, 'obligations' | 'overview'>,
  hubId: string,
  organisationIds: string[],
  today: Day,
  contactId: string | null = null,
): Promise<StillOwed[]> {
  const owed: StillOwed[] = []
  for (const organisationId of organisationIds) {
    const drafts = await ports.overview.openDrafts(hubId, organisationId)
    const all = (await ports.obligations.list(hubId, { organisationId })).filter((one) =>
      isOutstanding(stateOn(one, one.facts, today)),
    )
    for (const obligation of all) {
      const state = stateOn(obligation, obligation.facts, today)
      const form = forms.current.find(({ id }) => id === obligation.form)
      if (!form) continue
      // One that was opened for none of them can only be told where no other of its form is owed.
      const alone = all.every((one) => one === obligation || one.form !== obligation.form)
      const open = drafts.find(
        ({ session, obligationId }) =>
          session.form === form.id &&
          !session.revision &&
          (obligationId === obligation.id || (obligationId === null && alone)),
      )
      const asked = open ? askedFields(form, open.session) : []
      const done = asked.filter(({ key }) => open?.session.answers[key] !== undefined).length
      const draft = open && { done, left: asked.length - done, mine: open.contactId === contactId }
      owed.push({ obligation, state, deadline: deadlineOf(obligation, obligation.facts), form, draft: draft ?? null })
    }
  }
  return owed.sort((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0))
}
