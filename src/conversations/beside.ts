import type { Asking } from '../forms/field-kind.js'
import { handed } from './colleagues/hand.js'
import { comingByStaff } from './comings/by-staff.js'
import { staffInTalk } from './help/staff.js'
import { askForHelp } from './help/talk.js'
import { howToExtend, moreTimeWished } from './obligations/more-time.js'
import { myOwed } from './obligations/mine.js'
import { picturesOfDraft } from './own-pictures.js'
import type { TurnPorts, Utterance } from './ports.js'
import type { Known, Routing, Turn } from './route.js'
import { cameSaid, codeTyped } from './salons/door.js'
import { recapSaid } from './salons/recap.js'
import { replyNamed, replyUnasked } from './salons/reply.js'
import { salonByStaff } from './salons/staff.js'
import { fileSaid } from './understood/file-said.js'
import { voiceSaid } from './voice/said.js'
import { changeWhom } from './whom/change.js'

/** What is heard at any time, also where something was asked: a word of staff about people, a wish for one of them. Null when it is none. */
export async function anyTime(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  if (said.type !== 'text') return null
  return (
    (await salonByStaff(routing, ports, person, said.text, asking)) ??
    (await codeTyped(routing, ports, person, said.text, asking)) ??
    (await cameSaid(routing, ports, person, said.text, asking)) ??
    (await recapSaid(routing, ports, person, said.text, asking)) ??
    (await replyNamed(routing, ports, person, said.text, asking)) ??
    (await staffInTalk(routing, ports, person, said.text, asking)) ??
    (await howToExtend(routing, ports, person, said.text, asking)) ??
    (await comingByStaff(ports, person, said.text, asking)) ??
    (await askForHelp(routing, ports, person, said.text, asking))
  )
}

/** What she says that is no answer in her draft, if she has one, and no wish for a form; null when it is nothing of the kind. */
export async function beside(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { said } = message
  const { contact, draft } = person
  if (said.type === 'file') return fileSaid(routing, ports, person, message, asking)
  if (said.type !== 'text') return voiceSaid(routing, ports, person, message, asking)
  return (
    (await handed(routing, ports, person, said.text, asking)) ??
    (await changeWhom(routing, ports, person, said.text, asking)) ??
    (await picturesOfDraft(routing, ports, person, said.text, asking)) ??
    (await owedTold(said.text)) ??
    (await moreTimeWished(routing, ports, person, said.text, asking)) ??
    (await replyUnasked(routing, ports, person, said.text, asking))
  )

  async function owedTold(text: string): Promise<Turn | null> {
    const reply = await myOwed(routing, ports, contact, text, asking)
    const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft?.id ?? null, jobs: false }
    return reply === null ? null : { ...turn, reply }
  }
}
