import { kindOf } from '../forms/kinds.js'
import { readNumber } from '../kernel/numeral.js'
import { hasPart } from './named.js'
import { ofPartKey, onlyPart, partKey, withPartOpen } from './parts-in-turn.js'
import { cue, goTo, hasSeen, type Step, type Turn } from './turn.js'

const N = '[\\d０-９]{1,2}'
const ONE = `第?\\s*${N}\\s*(?:题|(?:[.．]|题?的?第)\\s*${N}\\s*[条行项笔场次个张]?)?`
const SEVERAL = new RegExp(
  `^(?:请|帮我|我要)*(?:改|修改|更改|edit|change)\\s*(?<all>${ONE}(?:\\s*(?:[、,，;；和及]|and)\\s*(?:改\\s*)?${ONE})+)\\s*[。.!！]?$`,
  'iu',
)
/** A row among them: questions alone are a command. */
const OF_ROW = /[.．第]/u
const PIECE = new RegExp(`(?<n>${N})\\s*题?(?:\\s*(?:[.．]|的?第)\\s*(?<row>${N}))?`, 'gu')

/** 「改 1、4.2」: questions and rows of theirs, one after another. Null when it is not that; rows of one question alone are for that. */
export function severalNamed(turn: Turn, text: string): Step | null {
  if (text.length > 40 || !OF_ROW.test(text)) return null
  const { all } = SEVERAL.exec(text.trim())?.groups ?? {}
  if (all === undefined) return null
  const { form, session, asking } = turn
  const named = [...all.matchAll(PIECE)].map(({ groups = {} }) => ({
    number: readNumber(groups['n'] ?? '') ?? 0,
    row: groups['row'] === undefined ? null : readNumber(groups['row']),
  }))
  const isRow = named.map(({ row }) => row !== null)
  if (!isRow.includes(true) || (!isRow.includes(false) && new Set(named.map(({ number }) => number)).size === 1))
    return null
  const say = (lead: string): Step => ({ session, reply: `${lead}\n${cue(turn)}`, effects: [] })
  for (const { number, row } of named) {
    const field = form.fields[number - 1]
    if (!field) return say(asking.words.say('engine.no_such_question', { number, total: form.fields.length }))
    if (row !== null && !(kindOf(field).part && hasPart(turn, field, row)))
      return say(asking.words.say('late.no_part', { number, label: field.label, row }))
  }
  const keys = named.map(({ number, row }) => partKey(form.fields[number - 1]?.key ?? '', row))
  const [first = '', ...others] = [...new Set(keys)]
  const at = {
    type: 'changing' as const,
    field: ofPartKey(first).key,
    others,
    ...onlyPart(turn, first),
    ...(hasSeen(turn) && { seen: true as const }),
  }
  return goTo(turn, at, null, { partials: withPartOpen(turn, first, session.partials) })
}
