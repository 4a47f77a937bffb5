import type { Instant } from '../../kernel/clock.js'
import { textIn, type Job, type JobHandler } from '../../kernel/job.js'
import { draftShown } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { tellOne, tellStaffOf } from '../tell-staff.js'

/** What is to be done once the hub took a contact out of its list. */
export const leftJob = (contactId: string, hubId: string, at: Instant): Job => ({
  kind: 'contact_left',
  key: `contact_left:${contactId}:${at}`,
  payload: { contactId, hubId },
  dueAt: at,
})

/**
 * The job `contact_left`: her unused codes end, and the draft in her hands is offered to the others who file for its organisation; staff hear
 * who they are, or that there is nobody. Her records stay as they are.
 */
export function contactLeft(shell: TurnShell): JobHandler {
  const { transact, clock } = shell

  const work = async (ports: TurnPorts, hubId: string, contactId: string): Promise<void> => {
    const now = clock.now()
    await ports.invitations.endUnused(contactId, now)
    const gone = await ports.colleagues.find(hubId, contactId)
    const [address] = gone?.addresses ?? []
    const person = address && (await ports.people.holdById(address.addressId))
    // She may be back already; who has no address has no draft.
    if (!gone || !person?.contact?.left || !person.draft) return
    const { draft } = person
    const { organisation, name } = gone
    const asked: string[] = []
    for (const colleague of await ports.colleagues.of(hubId, draft.about.organisationId)) {
      if (draft.about.typedBy !== null || colleague.addresses.length === 0) continue
      await ports.people.addAsk(colleague.contactId, { type: 'take_over', draftId: draft.id, heldBy: contactId })
      await tellOne(
        shell,
        ports,
        colleague,
        async (words) => words.say('left.offer', { name, draft: await draftShown(shell, ports, draft, words) }),
        now,
      )
      asked.push(colleague.name)
    }
    const shown = await draftShown(shell, ports, draft, shell.wordsOf(person.contact.language))
    await tellStaffOf(
      shell,
      ports,
      hubId,
      (words) =>
        asked.length > 0
          ? words.say('left.news', { name, organisation, draft: shown, names: asked.join(words.say('field.comma')) })
          : words.say('left.news_nobody', { name, organisation, draft: shown }),
      now,
    )
  }

  return {
    async run({ payload }) {
      const [hubId, contactId] = [textIn(payload, 'hubId'), textIn(payload, 'contactId')]
      await transact((ports) => work(ports, hubId, contactId))
      shell.nudge()
      return { type: 'done' }
    },
  }
}
