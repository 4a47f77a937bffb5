import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { heldShown } from '../colleagues/words.js'
import { shown } from '../../forms/days-kind.js'
import { deadlineOf } from '../../programmes/obligation.js'
import { numbered } from '../numbers.js'
import { whenDue } from '../obligations/words.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing } from '../route.js'
import { choiceShown } from '../whom/title.js'
import type { Choice } from '../whom/ports.js'
import type { Opening } from './opening.js'

/** 「1 青云社·读书会（上次）」, a line each. */
export const choiceLines = (choices: Choice[], last: boolean, { words }: Pick<Asking, 'words'>): string =>
  numbered(
    choices.map((choice, i) => {
      const whom = choiceShown(choice, words)
      return last && i === 0 ? words.say('whom.last', { whom }) : whom
    }),
  )

/** What was asked before a draft is opened; null when that is no question any more. */
export async function openingAsked(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'heldDrafts' | 'drafts' | 'obligations'>,
  { contact }: Known,
  { asked, behalf, form }: Opening,
  asking: Asking,
): Promise<string | null> {
  const { words } = asking
  const titleOf = (id: string | null) => {
    const known = routing.forms.current.find((each) => each.id === id)
    return known ? formIn(known, words.language).title : ''
  }
  const organisation = behalf?.organisation ?? ''
  switch (asked?.what) {
    case 'speaker': {
      const names = [...asked.contacts.map(({ name }) => name), words.say('phone.somebody')]
      return words.say('phone.who', { organisation, contacts: numbered(names) })
    }
    case 'speaker_name':
      return words.say('phone.name')
    case 'form':
      return words.say('phone.form', { organisation, forms: numbered(asked.forms.map(titleOf)) })
    case 'whom':
      return words.say('whom.which', { title: titleOf(form), choices: choiceLines(asked.choices, asked.last, asking) })
    case 'owed': {
      const lines: string[] = []
      for (const id of asked.obligationIds) {
        const one = await ports.obligations.hold(contact.hubId, id)
        if (!one) return null
        const period = shown({ from: one.from, to: one.to }, words)
        lines.push(words.say('owed.one', { period, when: whenDue(deadlineOf(one, one.facts), asking.today, words) }))
      }
      const all = [...lines, words.say('owed.other')]
      return words.say('owed.which_one', { title: titleOf(form), count: lines.length, lines: numbered(all) })
    }
    case 'colleague': {
      const theirs = (await ports.heldDrafts.of(asked.organisationId, contact.id)).find(
        ({ id }) => id === asked.draftId,
      )
      return theirs
        ? words.say('colleagues.has_it', await heldShown(routing, ports, theirs, contact.zone, asking))
        : null
    }
    default:
      return null
  }
}
