import { commandOf, yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { bare, quote } from '../../forms/prompt.js'
import type { Because } from '../../records/because.js'
import { event } from '../../records/decide.js'
import { mayFrom } from '../../records/lives.js'
import { menuLines } from '../menu.js'
import { numberIn } from '../numbers.js'
import type { TurnPorts, Utterance } from '../ports.js'
import { nameOf } from '../record/shown.js'
import { reviseAtOnce } from '../revise-at-once.js'
import { revise } from '../revise.js'
import type { Known, Routing, Turn } from '../route.js'
import { NOT_AT_ALL, object } from './dispute.js'
import { unconfirmed } from './to-confirm.js'

const CONFIRMED: Because = 'confirmed_by_speaker'

/** 「3 没有这回事」 */
const NEVER = 3
/** 「不对，人数是35人」, 「这场不是我们办的」: what is wrong, said at once. */
const WRONG = /不对|不是|不符|有误|错|应该|多了|少了|漏了?|没有|改|但是?|不过|可是|只是|就是/u
/** 「人数是28 别的对」: but for what she said, all is right. */
const REST_RIGHT = /(?:别的|其[他它余]的?|剩下的?|另外的?)(?:\S{0,3})(?:对|没错|没问题|可以)/u

/** 「哦我记错了，」: her own memory was wrong, not what staff typed. */
const MISREMEMBERED =
  /^(?:[哦噢啊嗯哎]|哎呀|不好意思|对不起|抱歉|[，,。！!\s])*(?:是|那是)?我(?:自己)?(?:[记看想]|搞|弄)错了?[啊呀哈]*[，,。！!\s]*/u
/** 「这份是对的」, 「有这回事」. */
const IS_SO =
  /^(?:这|那|[这那][份个次条]|上面|你们?|[写填]|的|都|全|是|就|确实|真)*(?:对|没错|没问题|有(?:过)?(?:这回事|这件事|这[一]?[场次份])|有的)[的了吧啊呀]*$/u

/** What is to be changed, without what she says is right. */
const changeIn = (said: string): string =>
  said
    .replace(/^\S{1,12}是?对的?[，,\s]*(?:但是?|不过|可是|只是)[，,\s]*/u, '')
    .replace(new RegExp(`[，,；;。\\s]+${REST_RIGHT.source}\\S{0,2}$`, 'u'), '')

/** Her answer: that it is right, that it is not, and then she changes it, or that there is nothing in it, and she is asked whether it is taken back; null where it is none. */
export async function confirmAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  recordId: string,
  message: Utterance,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words, now } = asking
  const after = text.trim().replace(MISREMEMBERED, '')
  // 「我记错了」 by itself does not say which of the two is right: she is asked again.
  if (after === '') return null
  const yes = yesOrNo(text) ?? (IS_SO.test(bare(after)) ? true : null)
  const never = numberIn(text, NEVER) === NEVER || (yes === null && NOT_AT_ALL.test(text))
  const wrong =
    yes === null && !never && (WRONG.test(text) || REST_RIGHT.test(text)) && commandOf(text) === null
      ? text.trim()
      : null
  if (yes === null && wrong === null && !never) return null
  const record = await unconfirmed(ports, contact.hubId, recordId)
  const turn: Turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, reply: null, jobs: false }
  const menu = words.say('menu.choose', { name: contact.name, forms: menuLines(routing.forms.current, words) })
  await ports.people.setAsked(contact.id, null)
  if (!record) return { ...turn, reply: menu }
  if (yes) {
    await ports.records.confirm(recordId, now)
    const by = { contactId: contact.id, messageId: message.id }
    const confirmed = event(record, { type: 'confirmed', field: null, from: null, to: null, why: CONFIRMED }, by, now)
    await ports.records.addEvents(contact.hubId, [confirmed])
    return { ...turn, reply: `${words.say('phone.confirmed')}\n${menu}` }
  }
  if (never) {
    const said = numberIn(text, NEVER) === null ? text.trim() : words.say('phone.never')
    await object(routing, ports, contact, record, said, asking)
    const passed = words.say('phone.passed_on', { said: quote(said, 40) })
    if (!mayFrom('withdraw', record.state)) return { ...turn, reply: `${passed}\n${menu}`, jobs: true }
    await ports.people.setAsked(contact.id, { type: 'withdrawing', recordId, at: now })
    const listed = await ports.records.listedOne(contact.hubId, recordId)
    const form = formIn(await routing.forms.find(ports.drafts, record.form, record.formVersion), words.language)
    const name = listed ? nameOf(form, listed, words) : form.title
    return { ...turn, reply: `${passed}\n${words.say('filings.withdraw', { name })}`, jobs: true }
  }
  // Until she has changed it, it is not confirmed, and she is asked again.
  await object(routing, ports, contact, record, wrong, asking)
  const { reply, sessionId } =
    wrong === null
      ? await revise(routing, ports, person, recordId, asking)
      : await reviseAtOnce(routing, ports, person, recordId, changeIn(wrong), asking)
  const lead = words.say(wrong === null ? 'phone.change_it' : 'phone.passed_on', { said: quote(wrong ?? '', 40) })
  return { ...turn, sessionId, reply: `${lead}\n${reply}`, jobs: true }
}
