import { byHer } from '../obligations/by.js'
import { followed } from '../obligations/follow.js'
import { yesOrNot } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn } from '../../forms/form.js'
import { restore, withdraw } from '../../records/decide.js'
import { mayFrom } from '../../records/lives.js'
import { actorOf } from '../actor.js'
import { isOfRecords, isProposed, type Asked } from '../asked.js'
import { draftShown } from '../open-draft.js'
import type { Person, TurnPorts } from '../ports.js'
import { picturesAsked, picturesOfRecord } from '../own-pictures.js'
import { listShown, PAGE } from '../record/list.js'
import { lifeOf, nameOf } from '../record/shown.js'
import { wholeText } from '../record/whole.js'
import { returnedAsked, returnedTo, whyReturned } from '../returned.js'
import { returnedNews } from '../returned-news.js'
import { revise } from '../revise.js'
import { reviseAtOnce, reviseWithSaid } from '../revise-at-once.js'
import { hasPictures } from '../staff/closer-look.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import { mayTell, TELLS } from '../understood/understand.js'
import { isOfHub } from '../staff/help.js'
import { addsPictures } from './adds-pictures.js'
import { correctingAnswer, correctsFiled, correctsUnnamed } from './correcting.js'
import { correctsNamed } from './named.js'
import { returnedNoticeAnswer } from './notice-answer.js'
import {
  asksOfFiled,
  asksWhyReturned,
  asksIfFiled,
  changeWithoutNumber,
  corrects,
  filingsCommandIn,
  meansFiled,
  tellsAmiss,
} from './commands.js'

/** What was asked last leaves her words free. */
const JUST_DONE: Asked['type'][] = ['filed', 'late_photos']

type Known = Person & { contact: NonNullable<Person['contact']> }

/** An answer outside of the draft; `asked` is what her next word may answer, `sessionId` what the message belongs to. */
export interface Aside {
  /** Null where what waits to be said is all she is to hear. */
  reply: string | null
  asked?: Asked | null
  sessionId?: string | null
  jobs?: boolean
}

/**
 * What a contact gets who speaks of what her organisation filed: the list, one of it whole, changing it or taking it back. Null when her
 * message is about something else; while a draft is open only 「我的填报」 and what answers it is about that.
 */
export async function filingsAnswer(
  routing: ReviewNeeds,
  ports: TurnPorts,
  person: Known,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const proposed = isProposed(contact.asked)
  if (asked?.type === 'withdrawing' && yesOrNot(text) !== null)
    return yesOrNot(text) ? takeBack(asked.recordId) : { reply: words.say('filings.not_withdrawn') }
  const why = draft === null && !isOfHub(contact) ? asksWhyReturned(text) : null
  const told = why && (await whyReturned(routing, ports, person, why.sure, asking))
  if (told) return told
  const back =
    asked?.type === 'returned' ? await returnedNoticeAnswer(routing, ports, person, asked, text, asking) : null
  if (back) return back

  const correcting =
    asked?.type === 'correcting' && (await correctingAnswer(routing, ports, person, asked, text, asking))
  if (correcting) return correcting

  const list = asked?.type === 'list' && asked.of === 'mine' ? asked : null
  const seen = asked?.type === 'filed' ? asked.recordId : list?.shown
  const pictures = seen && !draft ? picturesAsked(text) : null
  if (asked && seen && pictures) {
    const told = await picturesOfRecord(routing, ports, person, seen, pictures, asking)
    return { ...told, asked: { ...asked, at: now } }
  }
  const command = filingsCommandIn(text)
  // 「地点写错了，是图书馆」「改成 第3条 45人」 is said of what was just said back to her.
  if (proposed && command?.type !== 'list' && command?.type !== 'restore') return null
  if (!command) {
    if (list?.shown && !isOfHub(contact) && corrects(text) && !(draft && draft.session.heardAt > list.at))
      return { ...(await reviseAtOnce(routing, ports, person, list.shown, text, asking)), jobs: true }
    // What waits for her word is what she corrects.
    const changing = draft !== null && (draft.about.revises !== null || draft.about.typedBy !== null)
    const free = !changing && !isOfHub(contact) && (asked === null || asked.type === 'filed' || isOfRecords(asked))
    const adds = free && !draft ? await addsPictures(routing, ports, person, asked, text, asking) : null
    if (adds) return adds
    const named = free ? await correctsNamed(routing, ports, person, text, asking) : null
    if (named === 'in_draft') return null
    const justFiled = asked?.type === 'filed' ? asked.recordId : null
    if (named && named.recordId !== justFiled) return named.aside
    const filed = isOfHub(contact) ? null : await correctsFiled(routing, ports, person, asked, text, asking)
    if (filed) return filed
    if (named) return named.aside
    // 「是刚交的那份的」 is where the pictures go.
    if (draft !== null || isOfHub(contact) || asked?.type === 'late_photos') return null
    const which =
      corrects(text) && asksOfFiled(text) ? await correctsUnnamed(routing, ports, person, text, asking) : null
    if (which) return which
    const amiss = tellsAmiss(text) && !(mayTell(text) && TELLS.test(text)) ? text : null
    const change = changeWithoutNumber(text) ?? amiss
    return change ? changeOfWhich(change) : asksOfFiled(text) || asksIfFiled(text) ? listed(1) : null
  }
  switch (command.type) {
    case 'list':
      return listed(1)
    case 'more':
      return list?.more ? listed(list.recordIds.length / PAGE + 1) : null
    default: {
      const { number, type } = command
      if (type === 'restore' && number === null && !list?.shown && !isOfHub(contact)) return restoreOnly()
      // Without the list a number or 改 is about something else, 撤销 of the hub's people about what they decided.
      const elsewhere =
        draft !== null || (asked !== null && !JUST_DONE.includes(asked.type) && !isOfRecords(asked)) || isOfHub(contact)
      if (list === null && type === 'edit' && number === null && meansFiled(draft, text)) return changeBack()
      if (list === null && elsewhere) return null
      if (list === null && type === 'edit' && command.change) return changeOf(number, command.change)
      if (list === null && type === 'edit' && number === null) return changeBack()
      // 「撤回」 of several: her number goes on with that.
      if (list === null && type === 'withdraw' && number === null) return withdrawWhich()
      if (list === null) return type === 'show' ? null : type === 'edit' ? changeOf(number, null) : listed(1)
      const [only, ...others] = list.recordIds
      const meant = list.shown ?? (others.length === 0 ? only : undefined)
      const recordId = number === null ? meant : list.recordIds[number - 1]
      // 「30人」 would be an answer, and so is 「30」.
      if (recordId === undefined && type === 'show' && draft) return null
      // 「改 6」 on one that is opened is of its sixth question.
      if (recordId === undefined && type === 'edit' && list.shown && number !== null)
        return { ...(await reviseAtOnce(routing, ports, person, list.shown, text, asking)), jobs: true }
      // 「改」 is what the line above the list says of what came back.
      const begins = recordId === undefined && type === 'edit' && number === null && !command.change && !draft
      const returned = begins ? await returnedTo(routing, ports, contact, asking) : []
      if (returned[0] && returned.length === 1)
        return reviseWithSaid(routing, ports, person, returned[0].record.id, asking)
      if (recordId === undefined)
        return {
          reply: words.say(others.length > 0 ? 'filings.which' : 'filings.which_one', { count: list.recordIds.length }),
          asked: type === 'withdraw' ? { ...list, doing: 'withdraw' } : list,
        }
      switch (type) {
        case 'show':
          return list.doing === 'withdraw' ? asksToWithdraw(recordId, list) : show(recordId, list)
        case 'edit': {
          const { reply, sessionId } = command.change
            ? await reviseAtOnce(routing, ports, person, recordId, command.change, asking)
            : await revise(routing, ports, person, recordId, asking)
          return { reply, sessionId, jobs: sessionId !== null, asked: sessionId === null ? list : null }
        }
        case 'withdraw':
          return asksToWithdraw(recordId, list)
        case 'restore':
          return putBack(recordId)
      }
    }
  }

  async function listed(page: number): Promise<Aside> {
    const { reply, asked: next } = await listShown(routing, ports, contact, 'mine', page, asking)
    const waits = draft && words.say('filings.draft_waits', { draft: await draftShown(routing, ports, draft, words) })
    // A number of the menu would be said to her draft.
    const said = (waits || proposed) && next === null ? words.say('record.none_filed') : reply
    const news = draft || page > 1 ? null : await returnedNews(routing, ports, person, asking)
    return { reply: [news, said, waits].filter(Boolean).join('\n'), asked: next }
  }

  /** 「改 1」, 「改 1 人数 50人」 without a list on the screen: of the only record there is, else she sees the list first. */
  async function changeOf(number: number | null, change: string | null): Promise<Aside> {
    const { reply, asked: next } = await listed(1)
    const only = next?.type === 'list' && next.recordIds.length === 1 && number === 1 ? next.recordIds[0] : undefined
    if (only !== undefined && change === null)
      return { ...(await revise(routing, ports, person, only, asking)), jobs: true }
    if (only === undefined || change === null)
      return {
        reply: next && change !== null ? `${words.say('review.list_first')}\n${reply}` : reply,
        asked: next ?? null,
      }
    return { ...(await reviseAtOnce(routing, ports, person, only, change, asking)), jobs: true }
  }

  /** 「我要改一下，人数是110人」: of the one she looks at or the only one there is, else she is asked of which. */
  async function changeOfWhich(change: string): Promise<Aside> {
    const { reply, asked: next } = await listed(1)
    const all = next?.type === 'list' ? next.recordIds : []
    const recordId = list?.shown ?? (all.length === 1 ? all[0] : undefined)
    if (recordId !== undefined)
      return { ...(await reviseAtOnce(routing, ports, person, recordId, change, asking)), jobs: true }
    const which = all.length > 0 ? [words.say('filings.change_which', { said: change })] : []
    return { reply: [...which, reply].join('\n'), asked: next ?? null }
  }

  /** 「改」 without a list on the screen: what came back, else which. */
  async function changeBack(): Promise<Aside> {
    const [only, ...others] = await returnedTo(routing, ports, contact, asking)
    return only && others.length === 0 ? reviseWithSaid(routing, ports, person, only.record.id, asking) : listed(1)
  }

  /** 「撤回」 alone: the one just filed, the only one, or her next number is of which. */
  async function withdrawWhich(): Promise<Aside> {
    if (asked?.type === 'filed') return asksToWithdraw(asked.recordId, asked)
    const { reply, asked: next } = await listed(1)
    if (next?.type !== 'list') return { reply, asked: next ?? null }
    const [only, ...others] = next.recordIds
    if (only !== undefined && others.length === 0) return asksToWithdraw(only, next)
    return {
      reply: `${words.say('filings.which', { count: next.recordIds.length })}\n${reply}`,
      asked: { ...next, doing: 'withdraw' },
    }
  }

  /** 「恢复」 alone: what was withdrawn, if it is one; else which. */
  async function restoreOnly(): Promise<Aside | null> {
    const all = await ports.records.ofContact(contact.hubId, contact.id)
    const [only, ...others] = all.filter(({ state }) => state === 'withdrawn')
    if (!only) return draft ? null : { reply: words.say('filings.none_withdrawn') }
    if (others.length === 0) return putBack(only.id)
    const { reply, asked: next } = await listed(1)
    return {
      reply: `${words.say('filings.restore_which', { count: others.length + 1 })}\n${reply}`,
      asked: next ?? null,
    }
  }

  async function show(recordId: string, from: Asked & { type: 'list' }): Promise<Aside> {
    const life = await lifeOf(routing, ports, contact.hubId, recordId, words)
    if (!life) return { reply: words.say('refused.unknown') }
    const see = hasPictures(life) ? [words.say('review.see_photos')] : []
    const foot = [...see, words.say(`filings.foot_${life.record.state}`)].join('\n')
    return {
      reply: `${wholeText(life, 'mine', contact.zone, asking)}\n${foot}`,
      asked: { ...from, shown: recordId, at: now },
    }
  }

  async function asksToWithdraw(recordId: string, from: Asked): Promise<Aside> {
    const life = await lifeOf(routing, ports, contact.hubId, recordId, words)
    if (!life) return { reply: words.say('refused.unknown') }
    const { record, form, listed: row } = life
    const name = nameOf(form, row, words)
    if (!mayFrom('withdraw', record.state))
      return { reply: words.say(`filings.no_withdrawing_${record.state}`, { name }), asked: from }
    const open = await ports.drafts.revising(record.chainId)
    const busy = open && open.heldBy !== contact.id ? [words.say('filings.being_changed', { name: open.holder })] : []
    const reply = [...busy, words.say('filings.withdraw', { name })].join('\n')
    return { reply, asked: { type: 'withdrawing', recordId, at: now } }
  }

  async function takeBack(recordId: string): Promise<Aside> {
    const taken = await withdraw(ports.records)(await actorOf(ports, contact, asking), recordId, now)
    const done = await followed(routing, ports, taken, byHer(contact, asking))
    if (done.type === 'not_done') return notDone(done)
    const reply = words.say('filings.withdrawn', { name: await named(recordId) })
    const [only, ...others] = draft ? [] : await returnedTo(routing, ports, contact, asking)
    // A number would be one of the menu, and what came back still waits.
    const waits =
      only && others.length === 0 ? await returnedAsked(routing, ports, person, only.record.id, asking, true) : null
    if (!only || waits === null) return { reply, sessionId: done.record.sessionId }
    return { reply: `${reply}\n${waits}`, asked: { type: 'returned', recordId: only.record.id, at: now } }
  }

  async function putBack(recordId: string): Promise<Aside> {
    const put = await restore(ports.records)(await actorOf(ports, contact, asking), recordId, now)
    const done = await followed(routing, ports, put, byHer(contact, asking))
    if (done.type === 'not_done') return notDone(done)
    const { sessionId, state } = done.record
    const reply = words.say('filings.restored', {
      name: await named(recordId),
      state: words.say(`record.state_${state}`),
    })
    return { reply, sessionId }
  }

  async function named(recordId: string): Promise<string> {
    const row = await ports.records.listedOne(contact.hubId, recordId)
    if (!row) throw new Error(`record ${recordId} is gone`)
    return nameOf(formIn(await routing.forms.find(ports.drafts, row.form, row.formVersion), words.language), row, words)
  }

  /** Somebody was quicker, or it is in another state than she thinks: she sees how the list is now. */
  async function notDone({ problem }: Extract<Awaited<ReturnType<ReturnType<typeof withdraw>>>, { type: 'not_done' }>) {
    const code = problem.code.replace('record.', '')
    const why = words.say(`refused.${code}`, {
      state: words.say(`record.state_${String(problem.values?.['state'] ?? 'submitted')}`),
    })
    const { reply, asked: next } = await listed(1)
    return { reply: `${why}\n${reply}`, asked: next ?? null }
  }
}
