import { isUnreadable } from '../forms/alike.js'
import type { Found } from '../forms/field-kind.js'
import { formIn } from '../forms/form.js'
import { textIn, type JobHandler } from '../kernel/job.js'
import { dayIn } from '../kernel/zone.js'
import type { OpenDraft, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { take } from './take.js'
import { sayLater } from './say-later.js'

/**
 * Tells a conversation what a job found out, inside the job's transaction and under the lock of the address it takes place at. What the
 * form has to say to it is delivered later; a conversation that is over hears only of a lost picture, which its person is asked to send again.
 */
export function tellWithin(shell: TurnShell) {
  const tell = async (
    ports: TurnPorts,
    addressId: string,
    sessionId: string,
    field: string,
    found: Found,
  ): Promise<void> => {
    const person = await ports.people.holdById(addressId)
    if (!person?.contact) return
    const { contact } = person
    let { draft } = person
    const now = shell.clock.now()
    const words = shell.wordsOf(contact.language)
    const speaksLater = shell.reach(person.standing, now).type === 'open'
    const asking = { words, speaksLater, today: dayIn(now, contact.zone), now, messageId: '', sentAt: now }
    const hears = (of: OpenDraft, what: Found) =>
      take(shell, ports, contact, of, { type: 'found', field, found: what }, asking, { addressId, message: null })
    if (draft?.id !== sessionId) {
      const over = await ports.drafts.find(sessionId)
      // Meanwhile somebody took it over: it is told there.
      if (over?.open && over.addressId !== addressId) return tell(ports, over.addressId, sessionId, field, found)
      if (found.type === 'picture_lost') {
        // Who is changing what it was filed with is asked for it there.
        const there = !over?.open && draft?.session.revision ? await hears(draft, found) : null
        if (there && there.session !== draft?.session) {
          if (there.reply) await sayLater(shell, ports, person, [there.reply], now, { twice: true, cue: there.cue })
          return
        }
        // Of one that she took out or replaced since nothing is wanted any more.
        const filed = await ports.photos.filedAs(found.photo)
        const form = filed && (await shell.forms.find(ports.drafts, filed.form, filed.formVersion))
        const values = form && { title: formIn(form, words.language).title, number: filed.position }
        const said = isUnreadable(found.code) ? 'menu.photo_unreadable' : 'menu.photo_lost'
        if (values) await sayLater(shell, ports, person, [words.say(said, values)], now)
      }
      if (!over?.open || over.heldBy !== null) return
      // She set it aside: it takes in what was found, and she sees it when she comes back to it.
      draft = { id: sessionId, whom: null, ...over }
    }
    const filedAt = found.type === 'picture_kept' ? await ports.photos.filedBefore(found.sha256, draft) : null
    const known = filedAt === null ? found : { ...found, filedOn: dayIn(filedAt, contact.zone) }
    const taken = await hears(draft, known)
    if (taken.reply !== null && draft.id === person.draft?.id)
      await sayLater(shell, ports, person, [taken.reply], now, { twice: true, cue: taken.cue })
  }
  return tell
}

/** The job `wake`: time passed that a question wanted to know of (the last of nine photos was a moment ago). */
export function wake(shell: TurnShell): JobHandler {
  const tell = tellWithin(shell)
  return {
    async run({ payload }) {
      const of = (key: string) => textIn(payload, key)
      const found: Found = { type: 'woken', why: of('why') }
      await shell.transact((ports) => tell(ports, of('addressId'), of('sessionId'), of('field'), found))
      shell.nudge()
      return { type: 'done' }
    },
  }
}
