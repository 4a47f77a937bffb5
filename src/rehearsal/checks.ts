import { owedTitle } from '../conversations/obligations/words.js'
import { formIn, type Form } from '../forms/form.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import { localTime } from '../records/local-time.js'
import { type Calendar, isWorkingDay } from '../programmes/calendar.js'
import { callDay } from '../programmes/ladder.js'
import { deadlineOf, isOutstanding } from '../programmes/obligation.js'
import type { Obligation } from '../programmes/obligations.js'
import type { Sent } from './journal.js'
import type { Outcome } from './outcome.js'

export interface Judged {
  sent: Sent[]
  outcome: Outcome
  calendar: Calendar
  zone: string
  words: Words
  forms: Form[]
}

/** Nobody is written to earlier or later, by the clock of the hub. */
const HOURS = { from: '09:00', until: '20:00' }

/** What was promised and not kept in a season, each as a sentence; nothing when all was. */
export const broken = (judged: Judged): string[] => [
  ...tooMany(judged),
  ...afterFiling(judged),
  ...atWrongTime(judged),
  ...notCalled(judged),
]

export const titleOf = (obligation: Obligation, { forms, words }: Pick<Judged, 'forms' | 'words'>): string => {
  const form = forms.find(({ id }) => id === obligation.form)
  return form ? owedTitle({ obligation, form: formIn(form, words.language) }, words) : obligation.form
}

const whom = ({ to }: Sent): string => `${to.organisation}（${to.name}）`

/** For one deadline nobody gets more than the ladder's budget, and never two reminders on a day. */
function tooMany(judged: Judged): string[] {
  const { sent, outcome, zone } = judged
  const faults: string[] = []
  const perDay = new Set<string>()
  for (const one of sent) {
    if (one.kind !== 'reminder' || one.by === 'with_answer') continue
    const key = `${one.to.contactId} ${dayIn(one.at, zone)}`
    if (perDay.has(key)) faults.push(`${whom(one)} 在 ${dayIn(one.at, zone)} 被提醒了不止一次`)
    perDay.add(key)
  }
  for (const obligation of outcome.obligations) {
    const most = outcome.schedules.find(({ id }) => id === obligation.scheduleId)?.schedule.ladder.most ?? 0
    const said = outcome.said.filter(({ obligationId }) => obligationId === obligation.id)
    for (const { contactId, deadline } of said) {
      const count = said.filter((one) => one.contactId === contactId && one.deadline === deadline).length
      const name = sent.find(({ to }) => to.contactId === contactId)?.to.name ?? contactId
      const fault = `${name} 为${titleOf(obligation, judged)}收到 ${count} 次提醒，最多 ${most} 次`
      if (count > most && !faults.includes(fault)) faults.push(fault)
    }
  }
  return faults
}

/** Who has filed hears no more of that report: as many lines of a reminder begin with a title as are still owed under it. */
function afterFiling(judged: Judged): string[] {
  const { sent, outcome } = judged
  const faults: string[] = []
  for (const one of sent.filter(({ kind }) => kind === 'reminder')) {
    const hers = outcome.obligations.filter(({ organisationId }) => one.to.organisationIds.includes(organisationId))
    const isOwed = ({ id }: Obligation) => isOutstanding(outcome.stateAt(id, one.at) ?? 'upcoming')
    for (const title of new Set(hers.map((each) => titleOf(each, judged)))) {
      const owed = hers.filter((each) => titleOf(each, judged) === title).filter(isOwed)
      const said = one.text.split('\n').filter((line) => line.startsWith(title)).length
      if (said > owed.length) faults.push(`${whom(one)} 交了${title}，${one.at} 还收到提醒`)
    }
  }
  return faults
}

/** Nobody is reminded at night or on a day off. */
function atWrongTime({ sent, zone, calendar }: Judged): string[] {
  return sent
    .filter(({ kind, by }) => kind === 'reminder' && by !== 'with_answer' && by !== 'call')
    .filter(({ at }) => {
      const time = localTime(at, zone).slice(11, 16)
      return time < HOURS.from || time >= HOURS.until || !isWorkingDay(calendar, dayIn(at, zone))
    })
    .map((one) => `${whom(one)} 在 ${localTime(one.at, zone)} 被提醒：休息时间`)
}

/** What is missing for so long that somebody should call stands in the last digest of the season, counted. */
function notCalled({ sent, outcome, calendar, zone, words }: Judged): string[] {
  const last = sent.findLast(({ kind }) => kind === 'digest')
  const on = last && dayIn(last.at, zone)
  const toCall = outcome.obligations.filter((one) => {
    const ladder = outcome.schedules.find(({ id }) => id === one.scheduleId)?.schedule.ladder
    const state = last && outcome.stateAt(one.id, last.at)
    const due = ladder && callDay(ladder, deadlineOf(one, one.facts), calendar)
    return on !== undefined && due !== undefined && due <= on && state === 'overdue'
  })
  if (!last || toCall.length === 0) return []
  if (last.text.includes(words.say('digest.standing_call', { count: toCall.length }))) return []
  return [`${on} 的早报里，该打电话的应当是 ${toCall.length} 份：\n${last.text}`]
}
