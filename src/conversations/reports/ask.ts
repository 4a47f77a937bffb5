import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { meantBy } from '../../people/names.js'
import type { CompiledGap } from '../../records/compilations.js'
import { mayFrom } from '../../records/lives.js'
import type { Comment } from '../../records/decide.js'
import type { TurnPorts } from '../ports.js'
import { lifeOf, nameOf, type Life } from '../record/shown.js'
import type { Known, Routing } from '../route.js'
import { proposeReturn } from '../staff/returning.js'
import { tellOne } from '../tell-staff.js'
import { reportsOf } from './stale.js'

const NAME = 40

/**
 * 「问 麦田 缺的」: what the last report lacks of one grantee is asked for. What is not accepted is returned, with these words to these questions,
 * after staff have seen them; of what is accepted who filed it is asked for a correction at once. One record at a time: the next waits for
 * the same words again.
 */
export async function askText(
  routing: Routing,
  ports: TurnPorts,
  { contact }: Known,
  name: string,
  asking: Asking,
): Promise<string> {
  const { words } = asking
  const { hubId } = contact
  const [last] = await reportsOf(ports, hubId)
  const gaps = (last && (await ports.compilations.inputsOf(hubId, last.id))?.gaps) ?? []
  if (!last) return words.say('reports.none_yet')
  if (gaps.length === 0) return words.say('reports.complete', { name: quote(last.name, NAME) })
  const lacking = [...new Set(gaps.map(({ organisation }) => organisation))]
  const whom = lacking.map((each) => quote(each, NAME)).join(words.say('field.comma'))
  if (name === '') return words.say('reports.ask_whom', { names: whom, first: quote(lacking[0] ?? '', NAME) })
  const all = await ports.overview.organisations(hubId)
  const meant = meantBy(all, name)
  const names = new Set(meant.map((each) => each.name))
  const theirs = gaps.filter(({ organisation }) => names.has(organisation))
  if (theirs.length === 0) return words.say('reports.lacks_nothing', { said: quote(name, NAME), names: whom })
  if (new Set(theirs.map(({ organisation }) => organisation)).size > 1)
    return words.say('reports.ask_which', {
      names: [...names].map((each) => quote(each, NAME)).join(words.say('field.comma')),
    })

  const unfiled = theirs.filter(({ recordId }) => recordId === null).map(({ what }) => what)
  const corrections: string[] = []
  for (const recordId of new Set(theirs.flatMap((gap) => gap.recordId ?? []))) {
    const life = await lifeOf(routing, ports, hubId, recordId, words)
    if (!life?.record.current) continue
    const asked = theirs.filter((gap) => gap.recordId === recordId)
    if (mayFrom('return', life.record.state)) {
      const proposed = await proposeReturn(routing, ports, contact, recordId, commentsFor(asked), asking)
      if (proposed.asked) await ports.people.setAsked(contact.id, proposed.asked)
      return proposed.reply ?? ''
    }
    if (life.record.state === 'accepted' || life.record.state === 'corrected')
      corrections.push(await askCorrection(routing, ports, life, asked, asking))
  }
  const [first] = theirs
  const organisation = quote(first?.organisation ?? '', NAME)
  const lines = [
    ...corrections,
    ...(unfiled.length > 0
      ? [words.say('reports.unfiled', { organisation, what: unfiled.join(words.say('field.comma')) })]
      : []),
  ]
  return lines.length > 0 ? lines.join('\n') : words.say('reports.asked_already', { organisation })
}

/** One word to each question: what lacks in it. */
function commentsFor(gaps: readonly CompiledGap[]): Comment[] {
  const fields = [...new Set(gaps.flatMap(({ field }) => field ?? []))]
  return fields.map((field) => ({
    field,
    comment: [...new Set(gaps.filter((gap) => gap.field === field).map(({ what }) => what))].join('；').slice(0, 200),
  }))
}

/** Asks who filed an accepted record for a correction; what staff hear of it. */
async function askCorrection(
  routing: Routing,
  ports: TurnPorts,
  { listed, form, record }: Life,
  gaps: readonly CompiledGap[],
  asking: Asking,
): Promise<string> {
  const told = await tellOne(
    routing,
    ports,
    await ports.colleagues.find(record.hubId, record.contactId),
    (words, { contact }) =>
      Promise.resolve(
        contact && !contact.left
          ? [
              words.say('reports.please_correct', {
                hub: hubIn({ ...asking, words }),
                name: nameOf(form, listed, words),
              }),
              ...gaps.map(({ what }) => `· ${what}`),
              words.say('reports.how_to_correct'),
            ].join('\n')
          : null,
      ),
    asking.now,
  )
  const values = { name: `${listed.organisationName} · ${nameOf(form, listed, asking.words)}`, count: gaps.length }
  return asking.words.say(told === null ? 'reports.nobody_to_ask' : `reports.correction_asked_${told}`, values)
}
