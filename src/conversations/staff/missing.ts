import { decodeDays } from '../../forms/days-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import type { Days } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { ExportedGrant } from '../../records/export-ports.js'
import { filedAbout, overlap, periodIn } from './figures.js'
import type { Filed, OpenDraft } from './ports.js'

/** Bytes of UTF-8 for the names; counts, the rule and how to go on take the rest of a message. */
const NAMES_BYTES = 1_100

/**
 * 「谁还没交」: the organisations with an active grant that filed no form about a period which overlaps the one asked. Those that have such
 * a form open are told apart, unless it is about another period. More names than one message holds go on further pages, counted from 1.
 */
export function missingText(
  hub: { filed: Filed[]; grants: ExportedGrant[]; drafts: OpenDraft[]; forms: Form[] },
  period: Days,
  page: number,
  words: Words,
): string {
  const briefs = briefsOf(hub.forms, words)
  const due = new Map(
    hub.grants
      .filter(({ status }) => status === 'active')
      .map(({ organisationId, organisationName }) => [organisationId, organisationName]),
  )
  const said = {
    period: periodIn(period, words),
    title: briefs.map(({ title }) => title).join(words.say('field.comma')),
    due: due.size,
  }
  if (due.size === 0) return words.say('staff.missing_none_due')

  const filed = filedAbout(hub.filed, period)
  const begun = new Set(
    hub.drafts.flatMap(({ organisationId, session }) => {
      const brief = briefs.find(({ id }) => id === session.form)
      const about = brief && session.answers[brief.key]?.value
      return brief && (!about || overlap(decodeDays(about), period)) ? [organisationId] : []
    }),
  )
  const missing = [...due].filter(([id]) => !filed.has(id))
  const withdrawn = hub.grants.filter(({ status }) => status === 'withdrawn').length
  const rule =
    words.say('staff.missing_rule', said) + (withdrawn > 0 ? words.say('staff.missing_withdrawn', { withdrawn }) : '')
  if (missing.length === 0) return `${words.say('staff.missing_nobody', said)}\n${rule}`

  const groups = (['begun', 'untouched'] as const).map((group) => ({
    group,
    names: missing.filter(([id]) => begun.has(id) === (group === 'begun')).map(([, name]) => name),
  }))
  const pages = pagesOf(groups.flatMap(({ group, names }) => names.map((name) => ({ group, name }))))
  const at = Math.min(page, pages.length)
  const rest = pages.slice(at).flat().length
  const head = { ...said, filed: due.size - missing.length, missing: missing.length }
  return [
    words.say('staff.missing', head),
    ...groups.flatMap(({ group, names }) => {
      const here = pages[at - 1]!.flatMap((each) => (each.group === group ? [each.name] : []))
      const label = words.say(`staff.missing_${group}`, { count: names.length })
      if (here.length === 0) return names.length > 0 ? [label] : []
      return [words.say('engine.line', { label, value: here.join(words.say('field.comma')) })]
    }),
    ...(rest > 0 ? [words.say('staff.missing_more', { ...said, rest, page: at + 1 })] : []),
    rule,
  ].join('\n')
}

/** The forms that are about a period, with the question that asks for it. */
export const briefsOf = (forms: Form[], { language }: Words): { id: string; title: string; key: string }[] =>
  forms.flatMap((form) => {
    const field = form.fields.find(({ feeds }) => feeds === 'period')
    return field ? [{ id: form.id, title: formIn(form, language).title, key: field.key }] : []
  })

/** As many names a page as it has bytes for, one at least. */
function pagesOf<T extends { name: string }>(all: T[]): T[][] {
  const pages: T[][] = [[]]
  let left = NAMES_BYTES
  for (const each of all) {
    left -= Buffer.byteLength(each.name) + 3
    if (left < 0 && pages.at(-1)!.length > 0) {
      pages.push([])
      left = NAMES_BYTES
    }
    pages.at(-1)!.push(each)
  }
  return pages
}
