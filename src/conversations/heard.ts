import { commandOf, isSmallTalk } from '../engine/commands.js'
import { hubIn } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import { aboutLastList, listStands } from './about-records.js'
import type { Answered } from './asked-answer.js'
import { nextAsk } from './asks.js'
import { beside } from './beside.js'
import { takenFrom } from './colleagues/take-over.js'
import { converse } from './converse.js'
import { disputes } from './dispute-correction.js'
import { correctsUnnamed } from './filings/correcting.js'
import { waitsForWord } from './help/staff.js'
import { latePhoto, waitingTaken } from './late-photos.js'
import { menu } from './menu.js'
import { idleSaid, owedNamed } from './obligations/reminded.js'
import { ofNobody } from './obligations/staff.js'
import { draftAgain, draftCue } from './open-draft.js'
import { begin } from './opening/begin.js'
import { openedWith } from './opening/named-with.js'
import { openingOf } from './opening/opening.js'
import type { TurnPorts, Utterance } from './ports.js'
import { permissionWished } from './reach/permission.js'
import { returnedWaits } from './returned.js'
import { returnedMeant } from './returned-meant.js'
import type { Known, Routing, Turn } from './route.js'
import { replyHint, replyUnasked } from './salons/reply.js'
import { sameOrNot } from './same-or-not.js'
import { sentInDraft, serviceAsked } from './service-asked.js'
import { isOfHub, staffHelp } from './staff/help.js'
import { secondTap, strayWord } from './stray-word.js'
import { anotherBeside, anotherKept } from './understood/another.js'
import { foundShown } from './understood/answer.js'
import { freeMessage } from './understood/propose.js'
import { unreadLater } from './understood/read-again.js'
import { keepUnplaced, mayBeReport } from './understood/unplaced.js'

/** Longer words may be what she came to report. */
const BRIEF = 40

/** What is no answer to what she was asked outside of her draft, or is heard `instead`: her draft, else the menu. */
export async function heardThere(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  heard: Utterance,
  answered: Extract<Answered, { instead: Utterance }> | null,
  asking: Asking,
  noted: boolean,
): Promise<Turn & { lost?: boolean }> {
  const { contact } = person
  const { words } = asking
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs: false }
  const message = answered?.instead ?? heard
  const meant = { ...asking, messageId: message.id, sentAt: message.sentAt, serial: message.serial }
  // What was heard in her voice and is no answer in a draft may be about coming to a salon.
  const besides = answered
    ? message.said.type === 'text' && !person.draft
      ? await replyUnasked(routing, ports, person, message.said.text, meant)
      : null
    : await beside(routing, ports, person, message, meant)
  if (besides) return besides

  const { said } = message
  const asksHelp = said.type === 'text' && commandOf(said.text)?.type === 'help'
  const helped = (reply: string | null) =>
    asksHelp ? [reply, staffHelp(contact, words)].filter((part) => part !== null).join('\n\n') : reply
  const tapped = person.draft ? await secondTap(ports, contact, said, meant) : null
  if (person.draft && tapped !== null) {
    const reply = `${tapped}\n${await draftAgain(routing, ports, person.draft, meant)}`
    return { ...turn, sessionId: person.draft.id, reply }
  }
  const plainly = answered !== null && answered.plainly === true
  if (person.draft) {
    const understood = plainly
      ? null
      : ((await freeMessage(routing, ports, person, message, meant)) ??
        (await anotherBeside(routing, ports, person, message, meant)))
    if (understood) return understood
    const may = said.type === 'text' && !plainly ? await sentInDraft(routing, ports, person, said.text, meant) : null
    if (may !== null) {
      const reply = joinedBy('\n', may, await draftCue(routing, ports, person.draft, meant))
      return { ...turn, sessionId: person.draft.id, reply }
    }
    const done = await converse(routing, ports, person.addressId, contact, person.draft, message, meant)
    const pictures = done.over ? null : await waitingTaken(routing, ports, person, meant)
    // What became of her words stands before the question, which the pictures change.
    const [became] = done.reply?.startsWith('【') ? [] : (done.reply?.split('\n【') ?? [])
    const taken = pictures === null ? done : { ...done, reply: joinedBy('\n', became ?? null, pictures), jobs: true }
    const hers = taken.filed && person.draft.contactId === contact.id
    const wished = hers ? await permissionWished(routing, ports, person, meant) : person
    const next = taken.over ? await nextAsk(routing, ports, wished, meant) : null
    const ask = next ?? (await anotherKept(routing, ports, person, taken.over, meant))
    const { about } = person.draft
    const typed = about.typedBy !== null && about.revises === null
    const confirms = taken.filed && typed && person.draft.contactId !== contact.id
    const told = confirms ? `${taken.reply}\n${words.say('phone.filed')}` : helped(taken.reply)
    const hint = said.type === 'text' ? await replyHint(ports, person, said.text, meant) : null
    return { ...taken, reply: joined(told === null ? hint : withLine(told, hint), ask) }
  }
  const apart = said.type === 'text' ? await sameOrNot(ports, contact, said.text, meant) : null
  if (apart !== null) return { ...turn, reply: apart }
  const late = await latePhoto(routing, ports, person, message, meant)
  if (late) return late
  const listed = await aboutLastList(routing, ports, person, message, meant)
  if (listed) return { ...turn, ...listed }
  const stray = await strayWord(routing, ports, person, said, meant)
  if (stray !== null) return { ...turn, reply: stray }
  const idle = said.type === 'text' ? await idleSaid(routing, ports, person, said.text, meant) : null
  if (idle) return idle
  const owed = said.type === 'text' ? await owedNamed(routing, ports, person, said.text, meant) : null
  if (owed) return owed
  const understood =
    (await returnedMeant(routing, ports, person, message, meant)) ??
    (await freeMessage(routing, ports, person, message, meant))
  if (understood) return understood
  const found = await foundShown(routing, ports, person, message, meant)
  if (found) return found
  const about =
    said.type === 'text' && !isOfHub(contact) ? await serviceAsked(routing, ports, person, said.text, meant) : null
  if (about !== null) return { ...turn, reply: about }
  const chosen = await menu(routing.forms.current, ports, person, message, meant)
  if (chosen.type === 'open') return begin(routing, ports, person, openingOf(chosen.form.id, null, chosen.said), meant)
  const told =
    chosen.shows === 'menu' && !isOfHub(contact) ? await openedWith(routing, ports, person, message, meant) : null
  if (told) return told
  const astray = chosen.shows === 'menu' && said.type === 'text' && !isSmallTalk(said.text) ? said.text : null
  // What nobody understood is nothing said: the list she looks at, and the record of it, are as they were.
  if (astray !== null && listStands(person, meant)) await ports.people.setAsked(contact.id, contact.asked)
  const waits = astray === null ? null : await waitsForWord(ports, person, astray, meant)
  if (waits !== null) return { ...turn, reply: waits, jobs: chosen.jobs }
  const nobody = astray === null ? null : await ofNobody(ports, contact, astray, meant)
  if (nobody !== null) return { ...turn, reply: nobody, jobs: chosen.jobs, lost: true }
  const taken = astray === null ? null : await takenFrom(routing, ports, person, astray, meant)
  const ofHers = astray !== null && taken === null && !noted && !isOfHub(contact)
  const disputed = ofHers ? await disputes(routing, ports, person, astray, meant) : null
  if (disputed !== null) return { ...turn, reply: disputed, jobs: true }
  const corrected = ofHers ? await correctsUnnamed(routing, ports, person, astray, meant) : null
  if (corrected) {
    await ports.people.setAsked(contact.id, corrected.asked ?? null)
    return { ...turn, reply: corrected.reply }
  }
  // An answer to a broadcast wants nothing of us.
  const brief = said.type !== 'text' || Array.from(said.text.trim()).length <= BRIEF
  const answers = noted && brief && chosen.shows === 'menu'
  // Two lists with numbers in one message would be one too many.
  const ask = chosen.shows === 'forms' ? null : await nextAsk(routing, ports, person, meant, chosen.shows === 'menu')
  const keeps = astray !== null && !answers && !isOfHub(contact) && mayBeReport(astray)
  if (keeps) await keepUnplaced(ports, person, message, astray)
  // Without the menu that says so she would not know that it is kept.
  const kept = keeps ? words.say('menu.kept_first', { said: quote(astray) }) : null
  if (ask && chosen.shows === 'menu') return { ...turn, reply: joined(taken, joined(kept, ask)), jobs: chosen.jobs }
  if (answers) return { ...turn, reply: words.say('broadcast.noted', { hub: hubIn(asking) }), jobs: chosen.jobs }
  const returned = chosen.shows === 'nothing' ? null : await returnedWaits(routing, ports, person, meant)
  const menuText = chosen.reply === null ? null : joined(taken, joined(returned, chosen.reply))
  const reply = joined(helped(menuText), ask)
  const unread = chosen.shows === 'menu' && (await unreadLater(routing, ports, person, message, meant))
  return { ...turn, reply, jobs: chosen.jobs || unread, lost: astray !== null }
}

const withLine = (reply: string, line: string | null): string => (line === null ? reply : `${reply}\n${line}`)

/** Both, or the one that is there. */
export const joinedBy = (between: string, reply: string | null, more: string | null): string | null =>
  reply === null || more === null ? (reply ?? more) : `${reply}${between}${more}`

const joined = (reply: string | null, more: string | null): string | null => joinedBy('\n\n', reply, more)
