import { decodeDays } from '../../forms/days-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import type { Days } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { ExportedGrant } from '../../records/export-ports.js'
import { type Round, roundOf } from '../obligations/round.js'
import type { Stated } from '../obligations/which.js'
import { owedTitle } from '../obligations/words.js'
import { pagesOf } from '../pages.js'
import { filedAbout, overlap, periodIn } from './figures.js'
import type { Filed, OpenDraft } from './ports.js'

/** Bytes of UTF-8 for the names; counts, the rule and how to go on take the rest of a message. */
const NAMES_BYTES = 1_100

/** What is known of a hub, as far as it says who is to hand in something. */
export interface Handing {
  filed: Filed[]
  grants: ExportedGrant[]
  drafts: OpenDraft[]
  forms: Form[]
  /** What its schedules ask, as it stands today; none where no programme has one. */
  owed?: Stated[]
}

const GROUPS = ['late', 'begun', 'untouched'] as const
type Group = (typeof GROUPS)[number]

/**
 * 「谁还没交」. Where any programme has a schedule it is asked by that, as 应交 is: what is to be handed in at present, or what is about the period
 * that was `said`; programmes without one are named and not counted. Where none has, these are the organisations with an active grant that filed
 * no form about a period which overlaps the one asked. Those that have begun are told apart. More names than one message holds go on further pages, counted from 1.
 */
export function missingText(hub: Handing, period: Days, page: number, words: Words, said = true): string {
  const active = hub.grants.filter(({ status }) => status === 'active')
  if (active.length === 0) return words.say('staff.missing_none_due')
  const scheduled = new Set((hub.owed ?? []).map(({ obligation }) => obligation.programmeId))
  const round =
    scheduled.size === 0 ? null : roundOf(hub.owed ?? [], said ? period : null, new Set(active.map(({ id }) => id)))
  const { due: all, missing: groupOf } = round ?? unscheduledOf({ ...hub, grants: active }, period, words)
  const nameOf = new Map(active.map(({ organisationId, organisationName }) => [organisationId, organisationName]))
  const due = all.size
  const about = {
    period: periodIn(period, words),
    title: titlesAsked(hub.forms, words),
    titles: round ? titlesOf(round, hub.forms, words) : '',
    due,
  }
  const unasked = round ? unscheduledShown(hub, words) : null
  const rule =
    words.say(round ? 'staff.missing_owed_rule' : 'staff.missing_rule', about) +
    withdrawnIn(hub, words) +
    (unasked === null ? '' : `\n${unasked}`)
  if (round && due === 0) {
    const none = words.say(round.notYet ? 'staff.missing_not_yet' : 'staff.missing_not_asked', about)
    return unasked === null ? none : `${none}\n${unasked}`
  }
  if (groupOf.size === 0)
    return `${words.say(round ? 'staff.missing_owed_nobody' : 'staff.missing_nobody', about)}\n${rule}`

  const groups = GROUPS.map((group) => ({
    group,
    names: [...nameOf].flatMap(([id, name]) => (groupOf.get(id) === group ? [name] : [])),
  }))
  const pages = pagesOf(
    groups.flatMap(({ group, names }) => names.map((name) => ({ group, name }))),
    ({ name }) => name,
    NAMES_BYTES,
  )
  const at = Math.min(page, pages.length)
  const rest = pages.slice(at).flat().length
  const head = { ...about, filed: due - groupOf.size, missing: groupOf.size }
  const more = said ? 'staff.missing_more' : 'staff.missing_more_now'
  return [
    words.say(round ? 'staff.missing_owed' : 'staff.missing', head),
    ...groups.flatMap(({ group, names }) => {
      if (names.length === 0) return []
      const here = pages[at - 1]!.flatMap((each) => (each.group === group ? [each.name] : []))
      const label = words.say(`staff.missing_${group}`, { count: names.length })
      return here.length === 0
        ? [label]
        : [words.say('engine.line', { label, value: here.join(words.say('field.comma')) })]
    }),
    ...(rest > 0 ? [words.say(more, { ...about, rest, page: at + 1 })] : []),
    rule,
  ].join('\n')
}

function withdrawnIn({ grants }: Handing, words: Words): string {
  const withdrawn = grants.filter(({ status }) => status === 'withdrawn').length
  return withdrawn > 0 ? words.say('staff.missing_withdrawn', { withdrawn }) : ''
}

/** The programmes of running grants that ask for nothing by a schedule; null where all do. */
export function unscheduledShown({ grants, owed = [] }: Pick<Handing, 'grants' | 'owed'>, words: Words): string | null {
  const scheduled = new Set(owed.map(({ obligation }) => obligation.programmeId))
  const without = grants.filter(({ status, programmeId }) => status === 'active' && !scheduled.has(programmeId))
  if (without.length === 0) return null
  const names = [...new Set(without.map(({ programmeName }) => quote(programmeName, 20)))]
  const more = names.length > TITLES ? [words.say('digest.more', { rest: names.length - TITLES })] : []
  const count = new Set(without.map(({ organisationId }) => organisationId)).size
  const shown = [...names.slice(0, TITLES), ...more].join(words.say('field.comma'))
  return words.say('staff.missing_unscheduled', { programmes: shown, count })
}

/** Whose reports nobody asked for by a schedule: all are due, and what was filed about the period tells who is missing. */
function unscheduledOf(
  { filed: all, grants, drafts, forms }: Handing,
  period: Days,
  words: Words,
): { due: Set<string>; missing: Map<string, Group> } {
  const briefs = briefsOf(forms, words)
  const filed = filedAbout(all, period)
  const begun = new Set(
    drafts.flatMap(({ organisationId, session }) => {
      const brief = briefs.find(({ id }) => id === session.form)
      const about = brief && session.answers[brief.key]?.value
      return brief && (!about || overlap(decodeDays(about), period)) ? [organisationId] : []
    }),
  )
  const due = new Set(grants.map(({ organisationId }) => organisationId))
  const missing = [...due].filter((id) => !filed.has(id))
  return { due, missing: new Map(missing.map((id) => [id, begun.has(id) ? 'begun' : 'untouched'])) }
}

/** Without a schedule: who has a running grant and filed nothing about these days. */
export function unfiled(hub: Handing, period: Days, words: Words): { id: string; name: string }[] {
  const grants = hub.grants.filter(({ status }) => status === 'active')
  const { missing } = unscheduledOf({ ...hub, grants }, period, words)
  const nameOf = new Map(grants.map(({ organisationId, organisationName }) => [organisationId, organisationName]))
  return [...nameOf].flatMap(([id, name]) => (missing.has(id) ? [{ id, name }] : []))
}

/** So many reports by name; a longer list is told by its length. */
const TITLES = 3

function titlesOf({ asked }: Round, forms: Form[], words: Words): string {
  const titles = asked.flatMap((obligation) => {
    const form = forms.find(({ id }) => id === obligation.form)
    return form ? [owedTitle({ obligation, form }, words)] : []
  })
  const shown = [...new Set(titles)]
  const more = shown.length > TITLES ? [words.say('digest.more', { rest: shown.length - TITLES })] : []
  return [...shown.slice(0, TITLES), ...more].join(words.say('field.comma'))
}

/** What a hub without a schedule asks for: where no form is about a period, any of its forms. */
function titlesAsked(forms: Form[], words: Words): string {
  const briefs = briefsOf(forms, words).map(({ title }) => title)
  const titles = briefs.length > 0 ? briefs : forms.map((form) => formIn(form, words.language).title)
  return titles.join(words.say('field.comma'))
}

/** The forms that are about a period, with the question that asks for it. */
export const briefsOf = (forms: Form[], { language }: Words): { id: string; title: string; key: string }[] =>
  forms.flatMap((form) => {
    const field = form.fields.find(({ feeds }) => feeds === 'period')
    return field ? [{ id: form.id, title: formIn(form, language).title, key: field.key }] : []
  })
