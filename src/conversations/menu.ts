import { commandOf, isSmallTalk } from '../engine/commands.js'
import { idleTold } from '../engine/idle-told.js'
import { hubIn, serviceQuestion } from '../engine/service.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn, type Form } from '../forms/form.js'
import { swaps } from '../forms/reorder.js'
import { periodIn } from '../forms/period-said.js'
import { bare, isUnsure, quote } from '../forms/prompt.js'
import { later } from '../kernel/clock.js'
import { normaliseText } from '../kernel/numeral.js'
import type { Words } from '../kernel/words.js'
import { isProposed } from './asked.js'
import { fetchJob } from './fetch-job.js'
import { asksOfFiled } from './filings/commands.js'
import type { Person, TurnPorts, Utterance } from './ports.js'
import { type Said, saidIdle } from './opening/opening.js'
import { guessed } from './staff/guess.js'
import { halfSaid } from './staff/half-said.js'
import { isOfHub } from './staff/help.js'
import { mayTell, TELLS } from './understood/understand.js'
import { mayBeReport } from './understood/unplaced.js'
import { letWait, stillWaiting } from './waiting.js'

type Contact = NonNullable<Person['contact']>
/**
 * `shows`: the forms by number, or such a list as answers something else she asked or sent.
 */
type Chosen =
  | { type: 'say'; reply: string | null; jobs: boolean; shows: 'menu' | 'forms' | 'nothing' }
  | { type: 'open'; form: Form; said: Said }

/** The numbered forms in this language, one a line: 「1 工作简报」. */
export const menuLines = (forms: Form[], { language }: Words): string =>
  forms.map((form, i) => `${i + 1} ${formIn(form, language).title}`).join('\n')

/** So long a picture may be the one she was asked to send again; later it is a new one, and must not slip into an old record. */
export const ASKED_AGAIN_MS = 3 * 24 * 3_600_000

/** What a known person without a draft gets: the form she names, or what she can do. */
export async function menu(
  forms: Form[],
  ports: Pick<TurnPorts, 'photos' | 'outbox' | 'people'>,
  person: Pick<Person, 'addressId' | 'standing' | 'waiting'> & { contact: Contact },
  message: Utterance,
  asking: Asking,
): Promise<Chosen> {
  const { words, now } = asking
  const { said } = message
  const { contact } = person
  const say = (reply: string | null, shows: 'menu' | 'forms' | 'nothing', more = {}): Chosen => ({
    type: 'say',
    reply,
    shows,
    jobs: false,
    ...more,
  })
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  if (text !== null) {
    // 「本期无活动」 names an activity, and means the report without any.
    const none = idleTold(text, 'undated')
    const [idle, other] = none ? forms.filter((one) => one.idle) : []
    if (none && idle && !other) return { type: 'open', form: idle, said: saidIdle(none, text, asking) }
    const asked = formWithPeriod(forms, text, words, isOfHub(contact), asking)
    if (asked) return { type: 'open', ...asked }
  }
  if (said.type === 'media' && said.kind === 'image') {
    const lost = await ports.photos.lostOf(contact.id, later(now, -ASKED_AGAIN_MS))
    if (!lost) {
      // The numbers of what waits for her word stay what they are.
      const kept = isProposed(contact.asked)
        ? words.say('told.photo_waits')
        : words.say('menu.photo_without_draft', { forms: menuLines(forms, words) })
      const before = stillWaiting(person.waiting, now)
      // Its numbers take the place of those of a list.
      if (contact.asked?.type === 'list') await ports.people.setAsked(contact.id, null)
      const { reply, jobs } = await letWait(ports, person, before, { ...message, said }, kept, asking)
      return say(reply, 'forms', { jobs })
    }
    await ports.photos.replace(lost.id, {
      messageId: message.id,
      mediaId: said.ref.id,
      mediaUrl: said.ref.url ?? null,
      channel: message.from.channel,
      account: message.from.account,
      sentAt: message.sentAt,
    })
    await ports.outbox.add(fetchJob(lost.id, message.from.account, now))
    return say(words.say('menu.photo_replaced'), 'nothing', { jobs: true })
  }
  const parked = text === null || !swaps(text) ? 0 : stillWaiting(person.waiting, now).length
  if (parked > 0)
    return say(words.say('menu.photos_in_order', { count: parked, forms: menuLines(forms, words) }), 'forms')
  if (text !== null && text.length < 24 && THANKS.test(bare(text))) return say(words.say('menu.thanks'), 'nothing')
  const values = { name: contact.name, hub: hubIn(asking), forms: menuLines(forms, words) }
  if (text === null) return say(words.say('menu.choose', values), 'menu')
  if (isUnsure(text) && !isOfHub(contact)) return say(words.say('menu.unsure', values), 'forms')
  const asked = serviceQuestion(text)
  if (asked === 'human') return say(words.say('service.human', values), 'nothing')
  if (asked === 'who') return say(`${words.say('service.who', values)}\n${words.say('menu.choose', values)}`, 'forms')
  if (asked || commandOf(text)?.type === 'help') return say(words.say('menu.help', values), 'forms')
  const nothing = commandOf(text)?.type === 'cancel' ? [words.say('menu.nothing_open')] : []
  if (isOfHub(contact)) {
    const titles = forms.map((form) => formIn(form, words.language).title).join(words.say('field.comma'))
    // Numbers go on to mean the list she has on the screen.
    const hello = contact.asked?.type === 'list' ? 'staff.hello_list' : 'staff.hello'
    const lead =
      nothing[0] ??
      halfSaid(text, words) ??
      (mayTell(text) && TELLS.test(text) ? words.say('staff.told') : isSmallTalk(text) ? null : guessed(text, words)) ??
      words.say(isSmallTalk(text) ? hello : 'staff.lost', { ...values, titles })
    return say(lead, 'menu')
  }
  const key = mayBeReport(text) ? 'menu.kept' : Array.from(text.trim()).length > LONG ? 'menu.long' : 'menu.choose'
  return say([...nothing, words.say(key, { ...values, said: quote(text, LONG) })].join('\n'), 'menu')
}

/** So long a text is not a greeting: it is what she came to report. */
const LONG = 20

/** 「好的 谢谢」「嗯嗯」, also as a sign: she is done. */
const THANKS =
  /^(?:(?:谢谢|多谢|感谢|好的?|好滴|好嘞|okay|ok|收到|知道了?|明白了?|[嗯恩]|辛苦|再见|拜拜|thanks?|thank you|bye|[👍👌🙏🌹😊]️?|\[(?:强|OK|玫瑰|合十|抱拳|微笑|愉快|握手)\])(?:你们?|您|老师|大家|[啦了啊呀哈呢哦\p{Emoji_Modifier}\s，,。.！!~～])*)+$/iu

/**
 * The form that she wishes to fill in; null when she says something else. Staff speak of other people's reports: with them the form is named by
 * nothing but words of a wish (`plainly`).
 */
export const formAskedFor = (forms: Form[], text: string, words: Words, plainly = false): Form | null =>
  formNamed(forms, text, words) ?? (asksOfFiled(text) ? null : formMeant(forms, text, words, plainly))

/** The same with the period that she names: 「简报 4-6月」, 「交二季度简报」. */
function formWithPeriod(
  forms: Form[],
  text: string,
  words: Words,
  plainly: boolean,
  { today }: Asking,
): { form: Form; said: Said } | null {
  const plain = normaliseText(text)
  const period = plain.length <= LONG_WISH ? periodIn(plain, today, { single: true }) : null
  const rest =
    period && `${plain.slice(0, period.start)} ${plain.slice(period.end)}`.replace(/^[\s的]+|\s+的?(?=\p{L})/gu, '')
  const named = rest === null ? null : formAskedFor(forms, rest, words, plainly)
  if (period && named?.fields.some(({ feeds }) => feeds === 'period'))
    return { form: named, said: { period: period.days } }
  const form = formAskedFor(forms, text, words, plainly)
  return form && { form, said: {} }
}

/** So long a wish may be with a period in it: 「我要交2014年4月到6月的工作简报」. */
const LONG_WISH = 30

/** 「1」, 「１」, 「工作简报」, 「写简报」. */
function formNamed(forms: Form[], text: string, { language }: Words): Form | null {
  const said = bare(text).toLowerCase()
  return (
    forms.find((form, i) =>
      [String(i + 1), form.title, formIn(form, language).title, form.id, ...form.aliases].some(
        (name) => name.toLowerCase() === said,
      ),
    ) ?? null
  )
}

/** Short enough to be only a wish: 「我要交简报」, 「记录一次活动」. */
const WISH = 12

/** What stands round the name of a form in a wish for it. */
const WISHES =
  /^(?:我们?|自己|要|想|来|再|新|先|开始|去|帮|请|填写?|写|交|报|做|开|补|记录?|录|一|[份个次篇条]|下|表|的|吧|了|啊|fill|in|write|new|a|an|my|the|i|want|to|\s)*$/u

/** 「写活动」, 「记录」: the only form that a short wish speaks of. */
function formMeant(forms: Form[], text: string, { language }: Words, plainly: boolean): Form | null {
  const said = bare(text).toLowerCase()
  if (said.length < 2 || said.length > WISH || /[不没别吗?]|什么|怎么|多少|哪|几[次场个]|[给发][你您]/.test(said))
    return null
  const meant = forms.filter((form) => {
    const titles = [form.title, formIn(form, language).title].map((title) => title.toLowerCase())
    const names = [...titles, ...form.aliases.map((name) => name.toLowerCase())].filter((name) => said.includes(name))
    const wished = names.some((name) => !plainly || WISHES.test(said.replace(name, '')))
    return wished || titles.some((title) => title.includes(said))
  })
  return meant.length === 1 ? (meant[0] ?? null) : null
}
