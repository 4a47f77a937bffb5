import {
  isText,
  placeOfRow,
  sentencesOf,
  type Heading,
  type Paragraph,
  type Report,
  type Sentence,
} from '../document.js'
import { categoriesOf, type Category } from './categories.js'
import { isChronicle } from './chronicle.js'
import { granteesOf, type Grantees } from './grantees.js'
import { headerOf, type Header } from './header.js'
import { allSentences, listingsOf, numberedLists, type Item, type Listing } from './lists.js'
import { eventRows, tableFacts, type EventRow, type TableFacts } from './tables.js'

/** All that the rules compare, read once. */
export interface Facts {
  report: Report
  header: Header
  texts: (Heading | Paragraph)[]
  sentences: Sentence[]
  /** What cells of words tell, goals and plans left out. */
  cells: Sentence[]
  tables: TableFacts[]
  events: EventRow[]
  /** Rows of a list of main days, which tell again what is among `events`. */
  chronicle: EventRow[]
  categories: Category[]
  listings: Listing[]
  numbered: Item[][]
  grantees: Grantees[]
  leads: Map<TableFacts, (Heading | Paragraph)[]>
}

export function factsOf(report: Report): Facts {
  const header = headerOf(report)
  const tables = report.blocks.flatMap((block) => (block.type === 'table' ? (tableFacts(block) ?? []) : []))
  const listings = listingsOf(report)
  const told = tables
    .map((facts) => ({ facts, rows: eventRows(facts, header.period) }))
    .filter(({ rows }) => rows.length > 0)
  // Alone it is the table of events.
  const again = told.filter(({ facts }) => isChronicle(facts) && told.some((other) => !isChronicle(other.facts)))
  return {
    report,
    header,
    texts: report.blocks.filter(isText),
    sentences: allSentences(report),
    cells: tables.flatMap(sentencesInCells),
    tables,
    events: told.filter((each) => !again.includes(each)).flatMap(({ rows }) => rows),
    chronicle: again.flatMap(({ rows }) => rows),
    categories: tables.flatMap(categoriesOf),
    listings,
    numbered: numberedLists(report),
    grantees: granteesOf(report, tables, listings),
    leads: new Map(tables.map((table) => [table, leadTo(report, table)])),
  }
}

const TO_BE = /目标|计划|预期|指标|名称|备注/
const FEWEST_CHARACTERS = 5

/** The sentences of cells that count something, each as a paragraph in the place of its row. */
function sentencesInCells(facts: TableFacts): Sentence[] {
  const { table, columns, rows } = facts
  const words = columns.filter(({ numeric, header, role }) => !numeric && role !== 'date' && !TO_BE.test(header))
  return rows.flatMap((row) => {
    const where = placeOfRow({ ...table, path: [] }, row).where
    return words.flatMap(({ at }) => {
      const text = row.cells[at] ?? ''
      return text.length >= FEWEST_CHARACTERS && /\d/.test(text)
        ? sentencesOf({ type: 'paragraph', at: table.at, path: table.path, text, where })
        : []
    })
  })
}

/** The text that leads up to a table: back to the heading or table before it. */
export const leadOf = ({ leads }: Facts, table: TableFacts): (Heading | Paragraph)[] => leads.get(table) ?? []

/** The short line right above a table, or its name. */
export function captionOf(facts: Facts, table: TableFacts): string {
  const last = leadOf(facts, table).at(-1)?.text ?? ''
  return `${table.table.name} ${last.length <= 24 ? last : ''}`
}

function leadTo({ blocks }: Report, { table }: TableFacts): (Heading | Paragraph)[] {
  const lead: (Heading | Paragraph)[] = []
  for (let at = table.at - 1; at >= 0; at--) {
    const block = blocks[at]
    if (!block || !isText(block)) break
    lead.unshift(block)
    if (block.type === 'heading') break
  }
  return lead
}
