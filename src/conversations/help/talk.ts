import { commandOf } from '../../engine/commands.js'
import { hubIn, serviceQuestion } from '../../engine/service.js'
import { type Form, formIn } from '../../forms/form.js'
import { together } from '../../forms/album.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { later, type Instant } from '../../kernel/clock.js'
import type { Job } from '../../kernel/job.js'
import type { Said } from '../../kernel/message.js'
import type { Words } from '../../kernel/words.js'
import { formAskedFor } from '../menu.js'
import { begin } from '../opening/begin.js'
import { openingOf } from '../opening/opening.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { tellStaffOf } from '../tell-staff.js'
import { keepVoice } from '../voice/keep.js'
import { letWait } from '../waiting.js'
import { commandInTalk } from './commands-in-talk.js'
import { forwardJob } from './forward-job.js'
import { leadBack } from './lead-back.js'

/** After so long a silence of both a talk is over. */
export const TALK_MS = 24 * 3_600_000

/** More names would be a crowd: then it is the hub that answers. */
const NAMES = 2

/** 「不用了」 and 「没事了，谢谢」 are no answer to staff, unless they just asked something: then she says more. */
const END =
  /^(?:(?:人工|聊天|对话)?\s*结束\s*(?:了|人工|聊天|对话)?|聊完了|退出\s*(?:人工|聊天|对话)?|(?:(?:那|好的?|嗯|哦|行|谢谢|算了|我?(?:自己)?(?:知道|明白|会|懂)了)[，,。\s]*)*(?:没事[了啦]|不用(?:人工)?[了啦]|不(?:找|问|需要|要)(?:人工?|你们)?了|没问题了|解决了)(?:[，,。\s]*(?:谢谢|多谢|感谢|麻烦|打扰|辛苦)(?:你们?|您|大家|老师)?[了啦啊哈]*)*|end|exit|quit)$/iu

/** 「算了，继续填吧」: back to the form, in words of her own. */
const BACK =
  /^(?:算了|不用了?|没事了?|好了?|行了?|知道了|明白了|那)?[，,。\s]*(?:那|我|先|就|还是|自己)*(?:继续|接着)(?:填|写)(?:吧|了|表|简报)*$/u

/** 「结束 活动记录」: out of the talk and into that form. */
const ENDS_TO = /^(?:结束|聊完了|end)[，,。\s]+(?:我?(?:来|去|要|想)?(?:填|写)(?=\S{2}))?(\S.*)$/isu

/** When it is looked at whether a talk is over; each word of it moves the moment. */
export const overJob = (talkId: string, at: Instant): Job => ({
  kind: 'help_over',
  key: `help_over:${talkId}`,
  payload: { talkId },
  dueAt: later(at, TALK_MS),
})

/** 「人工」 of a grantee: from now on what she says goes to the hub's staff; null when her message is something else. */
export async function askForHelp(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, addressId } = person
  const { words, now } = asking
  if (contact.role !== 'grantee' || serviceQuestion(text) !== 'human') return null
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null }
  const hub = hubIn(asking)
  const who = { name: contact.name, organisation: contact.organisationName }
  const { names, atOnce } = await tellStaffOf(
    routing,
    ports,
    contact.hubId,
    (theirs) => theirs.say('human.news', who),
    now,
  )
  if (names.length === 0) return { ...turn, reply: words.say('human.nobody', { hub }), jobs: false }
  const id = routing.newId()
  await ports.people.setAsked(contact.id, null)
  await ports.helpTalks.open({ id, hubId: contact.hubId, contactId: contact.id, addressId, at: now })
  await ports.outbox.add(overJob(id, now))
  const staff = names.length <= NAMES ? names.join(words.say('field.comma')) : words.say('human.staff', { hub })
  return { ...turn, reply: words.say(atOnce > 0 ? 'human.opened' : 'human.opened_late', { staff, hub }), jobs: true }
}

/** What she says while a talk is open: it goes to staff, and her draft waits untouched. Null for what is no word of hers. */
export async function saidInTalk(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, help, addressId } = person
  const { said } = message
  const { words, now } = asking
  if (!help || said.type === 'event' || said.type === 'choice') return null
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null }
  const who = { name: contact.name, organisation: contact.organisationName }
  const relay = (text: (theirs: Words) => string) =>
    tellStaffOf(
      routing,
      ports,
      contact.hubId,
      (theirs) => theirs.say('human.relay', { ...who, text: text(theirs) }),
      now,
    )

  const end = async () => {
    await ports.helpTalks.close(help.id, now)
    await tellStaffOf(routing, ports, contact.hubId, (theirs) => theirs.say('human.ended_by_her', who), now)
  }
  const ends = (text: string) => END.test(text) || BACK.test(text) || commandOf(text)?.type === 'go_on'
  if (said.type === 'text' && ends(bare(said.text))) {
    await end()
    return { ...(await leadBack(routing, ports, person, help.openedAt, words.say('human.ended'), asking)), jobs: true }
  }
  const wish = said.type === 'text' ? formWished(routing, said.text, words) : null
  if (wish?.ends) {
    await end()
    if (!person.draft) return { ...(await begin(routing, ports, person, openingOf(wish.form.id), asking)), jobs: true }
    return { ...(await leadBack(routing, ports, person, help.openedAt, words.say('human.ended'), asking)), jobs: true }
  }
  const command = await commandInTalk(routing, ports, person, message, asking)
  if (command) {
    if (command.leaves) await end()
    const reply = command.leaves ? `${words.say('human.ended')}\n${command.reply}` : command.reply
    return { ...turn, sessionId: command.sessionId, reply, jobs: true }
  }
  // A list from before she went on talking: a number is said to staff, too.
  if (contact.asked?.type === 'list') await ports.people.setAsked(contact.id, null)
  await ports.helpTalks.spoken(help.id, { addressId }, now)
  await ports.outbox.add(overJob(help.id, now))
  if (said.type === 'media' && said.kind !== 'video')
    await ports.outbox.add(forwardJob(person, message, { kind: said.kind, ref: said.ref }, now))
  if (said.type === 'media' && said.kind === 'image') {
    const before = person.waiting.filter(({ sentAt }) => sentAt >= help.openedAt)
    // Nine pictures are one piece of news.
    if (!before.some(({ sentAt }) => together(sentAt, message.sentAt)))
      await relay((theirs) => theirs.say('human.photo_kept_news'))
    const waited = await letWait(ports, person, before, { ...message, said }, words.say('human.photo_kept'), asking)
    return { ...turn, ...waited, jobs: true }
  }
  // It is said to staff, not to the question that waits.
  if (said.type === 'media' && said.kind === 'voice')
    await keepVoice(routing, ports, { ...person, draft: null }, message, said, now)
  await relay((theirs) => shownOf(said, theirs))
  if (!wish) return { ...turn, reply: words.say('human.relayed'), jobs: true }
  const { title } = formIn(wish.form, words.language)
  return { ...turn, reply: words.say('human.relayed_wish', { title }), jobs: true }
}

/** 「那我填简报吧」 may be said to staff, and 「结束，填简报」 ends the talk. */
function formWished({ forms }: Routing, written: string, words: Words): { form: Form; ends: boolean } | null {
  const [ended = '', rest = written] = ENDS_TO.exec(written.trim()) ?? []
  const wish = ended === '' ? rest.replace(/^(?:好的?|行|嗯|哦|那|[，,\s])+/u, '') : rest
  // A bare number is said to staff.
  const form = /^\d+$/u.test(bare(wish)) ? null : formAskedFor(forms.current, wish, words, true)
  return form && { form, ends: ended !== '' }
}

/** What she said as staff read it. */
function shownOf(said: Exclude<Said, { type: 'event' | 'choice' }>, words: Words): string {
  switch (said.type) {
    case 'text':
      return said.text
    case 'media':
      if (said.kind === 'voice' && said.transcript) return words.say('human.voice_heard', { text: said.transcript })
      if (said.kind === 'voice') return words.say('human.voice')
      return words.say(said.kind === 'video' ? 'human.video' : 'human.photo')
    case 'file':
      return words.say('human.file')
    case 'location':
      return words.say('human.location', { label: said.label })
    case 'link':
      return `${said.title} ${said.url}`.trim()
  }
}
