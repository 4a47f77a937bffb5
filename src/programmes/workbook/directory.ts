import { type Comparable, comparable, near, perhapsSame, plain } from '../../people/names.js'
import type { Known, Register } from '../register.js'
import { type Answers, type Findings, type Question, saidSame } from './answers.js'
import { entryOf, isTold, type Listed, namedAs, type OrganisationRow } from './listed.js'
import { spotOf } from './spots.js'
import type { Spot, Told } from './told.js'

/** The organisations of a hub, known and new. */
export interface Directory {
  /** Whom a cell means; null when it was told that this cannot be said. */
  refer(text: string, spot: Spot): Listed | null
  /** The `nameOf` of one that is called exactly so. */
  known(text: string): string | undefined
  entries(): Register['organisations']
}

/**
 * Which organisation each row is: that with its code or, exactly, one of its names; a name that is only like another one's is asked about.
 * Two names that are one organisation stand as one, the other as its alias, so that it is asked once.
 */
export function directoryOf(rows: OrganisationRow[], known: Known, answers: Answers, found: Findings): Directory {
  const all: Listed[] = []
  const called = new Map<string, Listed>()
  const compared = new Map<string, Comparable>()
  const call = (each: Listed, name: string) => {
    called.set(plain(name), each)
    compared.set(name, comparable(name))
  }
  const list = (each: Listed) => {
    all.push(each)
    for (const alias of each.aliases) call(each, alias)
    call(each, each.name)
  }
  const alias = (each: Listed, name: string) => {
    each.aliases.push(name)
    call(each, name)
  }
  const rename = (each: Listed, name: string) => {
    each.aliases.push(each.name)
    each.name = name
    call(each, name)
  }
  for (const each of known.organisations)
    list({ ...each, key: each.id, aliases: [...each.aliases], rows: [], codes: [] })

  const byName = (name: string) => called.get(plain(name))
  const byCode = (code: string | undefined) =>
    code === undefined ? undefined : all.find((each) => each.code === code || each.codes.includes(code))
  const answered = (name: string) =>
    answers
      .others(name)
      .map(byName)
      .find((each) => each)
  const like = (name: string): Listed[] => {
    const wanted = comparable(name)
    return all.filter((each) =>
      namedAs(each).some((other) => perhapsSame(wanted, compared.get(other) ?? comparable(other))),
    )
  }
  const fault = (message: string, spot: Spot & Pick<Told, 'refers'>) => void found.faults.push({ ...spot, message })

  const ask = (question: Question) => {
    const [unknown] = answers.others(question.name)
    if (unknown !== undefined && question.about === 'same')
      fault(
        `--confirm 说「${question.name}」就是「${unknown}」，可是没有「${unknown}」这家机构 / no such organisation`,
        { sheet: question.sheet, row: question.row, column: question.column },
      )
    found.questions.push(question)
  }
  const join = (each: Listed, row: OrganisationRow, name: string) => {
    const twin = each.rows.find(({ cells }) => cells.name && plain(cells.name) === plain(name))
    if (twin) fault(`「${name}」和第 ${twin.row} 行重复 / stands twice`, spotOf(row, 'name'))
    each.rows.push(row)
    const { code } = row.cells
    if (!code || each.code === code) return
    if (each.code === null) each.code = code
    else if (each.rows.length > 1) each.codes.push(code)
    else fault(`「${name}」已有编号「${each.code}」，这里写了「${code}」 / it has another code`, spotOf(row, 'code'))
  }
  const add = (row: OrganisationRow, name: string) => {
    const code = byCode(row.cells.code ?? undefined) ? null : (row.cells.code ?? null)
    const key = code ?? `name:${plain(name)}`
    list({ key, code, name, aliases: [], kind: 'organisation', rows: [row], codes: [] })
  }

  for (const row of rows) {
    const { code, name, aliases = [] } = row.cells
    if (!name) {
      if (code && !byCode(code)) add(row, code)
      continue
    }
    // A code that an earlier row has is told of already.
    const twin = code ? rows.some((each) => each.row < row.row && each.cells.code === code) : false
    const [coded, named] = [
      twin ? undefined : byCode(code ?? undefined),
      byName(name) ?? aliases?.map(byName).find((each) => each),
    ]
    if (coded && named && coded !== named) {
      fault(
        `「${name}」是「${named.name}」，编号「${code}」却是「${coded.name}」 / name and code are of two`,
        spotOf(row, 'name'),
      )
    } else if (named) {
      join(named, row, name)
      if (!namedAs(named).some((each) => plain(each) === plain(name))) rename(named, name)
    } else if (coded) {
      const sure = like(name).includes(coded) || saidSame(answers, name, coded.name)
      if (!sure) ask({ ...spotOf(row, 'name'), name, like: [coded.name], about: 'renamed' })
      join(coded, row, name)
      rename(coded, name)
    } else {
      const same = answered(name)
      const perhapsOne = like(name)
      if (same) {
        join(same, row, name)
        if (same.id === undefined && answers.stays(name)) rename(same, name)
        else alias(same, name)
        continue
      }
      if (perhapsOne.length > 0 && !answers.fresh(name))
        ask({ ...spotOf(row, 'name'), name, like: perhapsOne.map((each) => each.name), about: 'same' })
      add(row, name)
    }
  }
  for (const each of all) {
    for (const row of each.rows) {
      for (const name of row.cells.aliases ?? []) {
        const other = byName(name)
        if (!other) alias(each, name)
        else if (other !== each)
          fault(`「${name}」已经是「${other.name}」的名字 / a name of another one`, spotOf(row, 'aliases'))
      }
    }
  }

  const asked = new Set<string>()
  const exactly = (text: string) => byCode(text.normalize('NFKC').toLowerCase()) ?? byName(text)
  return {
    known(text) {
      const each = exactly(text) ?? answered(text)
      return each && (each.id ?? each.key)
    },
    refer(text, spot) {
      const exact = exactly(text)
      if (exact) return exact
      const same = answered(text)
      if (same) {
        alias(same, text)
        return same
      }
      if (asked.has(plain(text))) return null
      asked.add(plain(text))
      const perhapsOne = like(text)
      const hint = near(
        all.map(({ key, name, aliases }) => ({ id: key, name, aliases })),
        text,
      ).map(({ name }) => name)
      if (perhapsOne.length > 0 && !answers.fresh(text))
        ask({ ...spot, name: text, like: perhapsOne.map(({ name }) => name), about: 'same' })
      else
        fault(
          `没有「${text}」这家机构，请先写进「机构」表${hint.length > 0 ? `，或改成：${hint.join('、')}` : ''} / no such organisation`,
          { ...spot, refers: ['机构'] },
        )
      return null
    },
    entries: () => all.filter((each) => isTold(each, known)).map((each) => entryOf(each, fault)),
  }
}
