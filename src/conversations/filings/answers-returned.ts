import { commandOf, isSmallTalk } from '../../engine/commands.js'
import { isIdle } from '../../engine/idle-told.js'
import { withoutFault } from '../../engine/at-summary.js'
import { seesToIt } from '../../engine/note.js'
import { returnedAnswers } from '../../engine/returned-answers.js'
import { openRevision } from '../../engine/revision.js'
import { serviceQuestion } from '../../engine/service.js'
import type { Session } from '../../engine/session.js'
import { step } from '../../engine/step.js'
import { asksStory } from '../../engine/told.js'
import { turnOf } from '../../engine/turn.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { kindOf } from '../../forms/kinds.js'
import { isUnsure } from '../../forms/prompt.js'
import { draftCommandIn } from '../colleagues/commands.js'
import type { FilingNeeds } from '../file.js'
import { formAskedFor } from '../menu.js'
import { numberIn } from '../numbers.js'
import { wishesTime } from '../obligations/more-time.js'
import type { TurnPorts } from '../ports.js'
import { revisionOf } from '../revise.js'
import { asChange } from '../as-change.js'
import type { Known } from '../route.js'
import { readReply } from '../../salons/reply-words.js'
import { mayTell, TELLS } from '../understood/understand.js'
import { filingsCommandIn } from './commands.js'

/** The numbers of menus and lists. */
const LISTED = 9

/**
 * Her answer to what came back, said before she opened it: 「签到35人」 to the notice that the headcount was returned. As a change of the
 * question that it fits, for `reviseAtOnce`; of several questions the first that takes it, words of any kind only where one asks for words.
 * Null when it is anything else. `surely`: not what words alone would take.
 */
export async function answerToReturned(
  routing: FilingNeeds,
  ports: TurnPorts,
  { contact }: Known,
  recordId: string,
  written: string,
  asking: Asking,
  surely = false,
): Promise<string | null> {
  const text = plainly(written)
  if (isElsewhere(routing, text, asking)) return null
  const record = await ports.records.find(contact.hubId, recordId)
  if (!record || record.state !== 'returned' || !record.current) return null
  if (await ports.drafts.revising(record.chainId)) return null
  const { form: whole, revision } = await revisionOf(routing, ports, record)
  const opened = openRevision(whole, revision, asking)
  const form = formIn(whole, asking.words.language)
  if (returnedAnswers(turnOf(form, opened, asking), text)) return text
  const fields = form.fields.filter(({ key }) => opened.revision?.fields.includes(key))
  const [first] = fields
  const inWords = fields.filter((field) => kindOf(field).free)
  const tells = mayTell(text) && TELLS.test(text)
  for (const field of [...fields].sort(
    (one, other) => Number(inWords.includes(one)) - Number(inWords.includes(other)),
  )) {
    const free = inWords.includes(field)
    const here = kindOf(field).hears === 'location' && isName(text)
    if (free && ((surely && !here) || inWords.length > 1 || wishesTime(text) || (tells && !asksStory(field)))) continue
    if (tells && !free && !kindOf(field).columns) continue
    const change = field === first || text.startsWith(field.label) ? text : `${field.label}改成${text}`
    const said = asChange(form, change, first?.key ?? null)
    const heard = step(whole, opened, { type: 'said', said: { type: 'text', text: said } }, asking)
    if (takes(opened, heard.session, field.key, surely)) return change
  }
  if (surely) return null
  // 「第2条是30人」, 「第5题 …」 of another question than what came back is understood, or asked about, as anywhere in a draft.
  if (wishesTime(text)) return null
  const { session } = step(whole, opened, { type: 'said', said: { type: 'text', text } }, asking)
  const { at } = session
  const others = form.fields.filter((field) => !kindOf(field).free && !fields.includes(field))
  const named = (at.type === 'doubting' && at.row !== undefined) || text.trim().startsWith('第')
  return named && (at.type === 'doubting' || others.some(({ key }) => takes(opened, session, key))) ? text : null
}

/** 「南门大草坪」 may be a place, where one is asked for. */
const isName = (text: string): boolean => /^(?!.*[我你他她您咱])\p{L}{3,12}(?<![了吧啊呢呀的])$/u.test(text)

/** 「人数是68，我数错了」 without what is said along. */
export const plainly = (said: string): string =>
  withoutFault(said.trim().replace(/[，,。\s]+(?:真?不好意思|抱歉|对不起)[啊哈了]*$/u, ''))

const ASKS = /什么|怎么|咋|哪|为啥|[?？吗]$/u
const SAYS = /[\d零一二两三四五六七八九十百]|是|换|应该|改/u

/** 「人数68 第3张换这张」: whether it speaks of what the hub returned, though it is no answer as it stands. */
export async function ofReturnedQuestions(
  routing: Pick<FilingNeeds, 'forms'>,
  ports: TurnPorts,
  { contact }: Known,
  recordId: string,
  text: string,
  asking: Asking,
): Promise<boolean> {
  if (isElsewhere(routing, text, asking) || ASKS.test(text) || !SAYS.test(text)) return false
  const record = await ports.records.find(contact.hubId, recordId)
  if (!record || record.state !== 'returned' || (await ports.drafts.revising(record.chainId))) return false
  const { form, revision } = await revisionOf(routing, ports, record)
  return formIn(form, asking.words.language).fields.some(
    (field) =>
      field.key in revision.notes &&
      (text.includes(field.label) || (kindOf(field).hears === 'image' && /[张图]|照片/u.test(text))),
  )
}

/** Whether what she said went into this question and no other, or beside it to the hub. */
const takes = (before: Session, after: Session, key: string, surely = false): boolean => {
  const changed = Object.keys({ ...before.answers, ...after.answers, ...after.partials }).filter(
    (one) => after.answers[one] !== before.answers[one] || after.partials[one] !== before.partials[one],
  )
  const noted = after.revision?.reason !== before.revision?.reason
  return (noted && !surely) || (changed.length === 1 && changed[0] === key)
}

/** What means something else wherever it is said. */
const isElsewhere = ({ forms }: Pick<FilingNeeds, 'forms'>, text: string, { words }: Asking): boolean =>
  numberIn(text, LISTED) !== null ||
  commandOf(text.replace(/^我们/u, '我')) !== null ||
  seesToIt(text) ||
  filingsCommandIn(text) !== null ||
  draftCommandIn(text) !== null ||
  serviceQuestion(text) !== null ||
  isSmallTalk(text) ||
  isUnsure(text) ||
  isIdle(text) ||
  /^沙龙(?!(?:那[场次]?)?(?:是|来了|有))|[?？吗]$/u.test(text.trim()) ||
  (/[参报来去到]/u.test(text) && readReply(text) !== null) ||
  formAskedFor(forms.current, text, words) !== null
