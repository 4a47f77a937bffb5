import { placeOf, placeOfRow, type Place, type Report } from '../document.js'
import { comparable } from '../../people/names.js'
import type { Listing } from './lists.js'
import { numberOf } from './counts.js'
import { columnOf, type Column, type TableFacts } from './tables.js'

/** Who is supported, as a table or a list of the text names them. */
export interface Grantee {
  name: string
  project: string
  place: Place
  withdrew: boolean
  /** In yuan, where it is said. */
  amount: number | null
}

export interface Grantees {
  list: Grantee[]
  /** The block that names them. */
  at: number
  /** With a column of amounts: rows without one are told by themselves. */
  table: TableFacts | null
}

const SUPPORT = /资助|发放|种子|奖补|支持|入选|获选|选出|选定|评出|受助|扶持|入围|立项|申请/
const ONES = /家|机构|组织|伙伴|团队|单位/
const WITHDREW = /退出|撤回|终止|取消|放弃/

/** Whoever has a 资助金额 of its own is supported, whatever the column is called. */
function receivers({ columns }: TableFacts): Column | undefined {
  const granted = columns.some(({ header, numeric }) => numeric && /(?:资助|拨款|拨付|支持)(?:金额|额|款)/.test(header))
  return granted
    ? columns.find(
        ({ numeric, role, header }) =>
          !numeric && role === 'other' && !/序号|编号|[类科][别型目]|用途|所在|地区/.test(header),
      )
    : undefined
}

/** Every table and list of the report that names who is supported. */
export function granteesOf(report: Report, tables: TableFacts[], listings: Listing[]): Grantees[] {
  const found: Grantees[] = []
  for (const facts of tables) {
    const name = columnOf(facts, 'organisation') ?? receivers(facts)
    if (!name || columnOf(facts, 'date')) continue
    const money = facts.columns.find(({ role, numeric }) => role === 'money' && numeric)
    const before = report.blocks.slice(Math.max(0, facts.table.at - 2), facts.table.at)
    const said = before.map((block) => ('text' in block ? block.text : '')).join(' ')
    if (!SUPPORT.test(name.header + said + facts.table.name)) continue
    const project = columnOf(facts, 'title')
    const list = facts.rows.flatMap((row): Grantee[] => {
      const called = (row.cells[name.at] ?? '').replace(/\s/g, '')
      const amount = money ? numberOf(row.cells[money.at] ?? '') : null
      return called === ''
        ? []
        : [
            {
              name: called,
              project: project ? (row.cells[project.at] ?? '') : '',
              place: placeOfRow(facts.table, row),
              withdrew: WITHDREW.test(row.cells.join(' ')),
              amount: amount?.min ?? null,
            },
          ]
    })
    if (list.length >= 2) found.push({ list, at: facts.table.at, table: facts })
  }
  for (const { block, count, items } of listings) {
    const named = block.text.indexOf(items.at(-1) ?? '', count.end) + (items.at(-1)?.length ?? 0)
    // 「4 家机构（甲、乙、丙、丁）各资助…」 says it behind the names.
    const behind = named - count.end < 120 ? block.text.slice(named, named + 8) : ''
    const about =
      block.text.slice(Math.max(0, count.start - 20), count.end + 16) + (/^[)）]/.test(behind) ? behind : '')
    if (count.unit !== '家' && !ONES.test(about.slice(about.indexOf(count.text)))) continue
    if (!SUPPORT.test(about) || items.length !== count.max) continue
    const list = items.map((item): Grantee => {
      const name = item.split(/[-—–－:：（(]/)[0]?.trim() ?? ''
      return { name, project: '', place: placeOf(block, item), withdrew: false, amount: null }
    })
    if (list.every(({ name }) => name.length >= 2 && name.length <= 24 && !/的|等$/.test(name)))
      found.push({ list, at: block.at, table: null })
  }
  return found
}

const PLACE = /^(?:[\u4e00-\u9fff]{2,3}?(?:省|市|自治区|县|州|镇|街道|(?<!社)区(?!域)))+(?=[\u4e00-\u9fff]{2})/

/** 万州区睦群社工 without 万州区. */
export const withoutPlace = (name: string): string => name.replace(PLACE, '')

/** What of a name is its own: without the place before it and without what only says the kind. */
export const ownName = (name: string): string => comparable(withoutPlace(name)).own

/** Short forms under which a text may speak of an organisation or a project of its. */
export function shortForms({ name, project }: Pick<Grantee, 'name' | 'project'>): string[] {
  const own = ownName(name)
  const forms = new Set([name, withoutPlace(name), own])
  if (own.length > 4) {
    forms.add(own.slice(0, 4))
    for (let i = 0; i + 4 <= own.length; i++) forms.add(own.slice(i, i + 4))
  }
  const work = project.replace(/[“”"《》\s]/g, '')
  if (work.length >= 3) forms.add(work.slice(0, 3))
  if (work.length >= 4) forms.add(work.slice(-4))
  return [...forms].filter((form) => form.length >= 2)
}
