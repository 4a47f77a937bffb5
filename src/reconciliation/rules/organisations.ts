import { isText, placeOf, placeOfRow, type Place } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { ownName, withoutPlace } from '../facts/grantees.js'
import { labelColumn } from '../facts/labels.js'
import { alike, heldIn, pairsOf } from '../facts/likeness.js'
import { columnOf, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'

interface Named {
  name: string
  place: Place
}

/** The organisations that a table has one a row. */
function listOf(facts: TableFacts): Named[] {
  const column = columnOf(facts, 'organisation')
  if (!column || columnOf(facts, 'date')) return []
  return facts.rows.flatMap((row) => {
    const name = (row.cells[column.at] ?? '').replace(/\s/g, '')
    return name.length >= 3 && name.length <= 30 ? [{ name, place: placeOfRow(facts.table, row) }] : []
  })
}

const FEWEST = 3
const SAME = 0.6
/** Two names of one organisation share so much of their pairs, and begin alike. */
const CLOSE = 0.5

const close = (a: string, b: string): boolean =>
  a !== b &&
  (a.slice(0, 2) === b.slice(0, 2) || ownName(a).slice(0, 2) === ownName(b).slice(0, 2)) &&
  alike(pairsOf(a), pairsOf(b)) >= CLOSE

/** Two tables of the same organisations, in which some are missing or are written differently. */
export function samePartners({ tables }: Facts): Finding[] {
  const lists = tables.map((facts) => ({ facts, list: listOf(facts) })).filter(({ list }) => list.length >= FEWEST)
  return lists.flatMap(({ list: later }, j) =>
    lists.slice(0, j).flatMap(({ list: earlier }): Finding[] => {
      const shared = later.filter(({ name }) => earlier.some((each) => each.name === name))
      if (shared.length < Math.max(2, Math.min(later.length, earlier.length) * SAME)) return []
      const here = later.filter(({ name }) => !earlier.some((each) => each.name === name))
      const there = earlier.filter(({ name }) => !later.some((each) => each.name === name))
      const pairs = here.flatMap((one) => {
        const other = there.find((each) => close(each.name, one.name) || perhaps(each.name, one.name))
        return other ? [[other, one] as const] : []
      })
      const gone = there.filter((each) => !pairs.some(([other]) => other === each))
      const added = here.filter((each) => !pairs.some(([, one]) => one === each))
      return [
        ...pairs.map(([a, b]): Finding => ({
          severity: 'naming',
          kind: 'names',
          message: `两张表里像是同一家机构：${a.name} / ${b.name} / perhaps one organisation under two names`,
          places: [a.place, b.place],
          advice: '核对全称，两张表写成一样 / look up the full name and use it in both',
        })),
        ...(gone.length > 0 && gone.length < earlier.length / 2
          ? [lacking(gone, '前一张表里有、后一张表里没有', later.at(-1)?.place)]
          : []),
        ...(added.length > 0 && added.length < later.length / 2
          ? [lacking(added, '后一张表里有、前一张表里没有', earlier.at(-1)?.place)]
          : []),
      ]
    }),
  )
}

/** 漓江环保协会 and 漓水环保协会: one character differs in names of one length. */
const perhaps = (a: string, b: string): boolean =>
  a.length === b.length && [...a].filter((char, i) => char !== b[i]).length === 1

const lacking = (list: Named[], how: string, other: Place | undefined): Finding => ({
  severity: 'coverage',
  kind: 'vanished',
  message: `${how}：${list.map(({ name }) => name).join('、')} / in one table and not in the other`,
  places: [...list.slice(0, 4).map(({ place }) => place), ...(other ? [other] : [])],
  advice: '两张表的机构对一遍，补上漏掉的，或说明为什么没有 / compare the two lists',
})

const ENDS =
  '(?:中心|协会|促进会|联合会|互助会|互助社|合作社|服务社|工作站|工作室|志愿队|服务队|服务站|照护站|基金会|之家|学校|书屋|书院|图书馆|图书室|阅览室|社工站|团队|联盟|会|社|队|站|所|坊|园|馆|室)'
const FUNDED = new RegExp(
  `(?:受资助的|获资助的|受助的|受助机构|受助伙伴|资助伙伴|获得资助的)[“"「]?(?<name>[\\u4e00-\\u9fff]{3,16}?${ENDS})(?![\\u4e00-\\u9fff]*${ENDS}[，。])`,
  'g',
)

/** A grantee of the text whom the list of grantees has not. */
export function unlisted({ texts, grantees }: Facts): Finding[] {
  const [only, ...more] = grantees
  if (!only || more.length > 0 || only.list.length < FEWEST) return []
  return texts.flatMap((block): Finding[] =>
    [...block.text.matchAll(FUNDED)].flatMap((found): Finding[] => {
      const name = found.groups?.['name'] ?? ''
      const own = ownName(name)
      const known = only.list.some(
        (each) =>
          each.name.includes(name) ||
          name.includes(each.name) ||
          own.includes(ownName(each.name)) ||
          ownName(each.name).includes(own) ||
          close(each.name, name) ||
          heldIn(pairsOf(name), pairsOf(each.name)) >= SAME,
      )
      // What follows is the list itself.
      if (
        /^[^，。；]{0,4}[共有]?\d+ ?[家个]|^[^，。；]{0,6}[:：]/.test(block.text.slice(found.index + found[0].length))
      )
        return []
      if (known || /^[一二三四五六七八九十\d]|机构|组织|[几多各]家/.test(name)) return []
      return [
        {
          severity: 'contradiction',
          kind: 'vanished',
          message: `文字说「${name}」受资助，名单里没有 / spoken of as a grantee, and not in the list`,
          places: [
            placeOf(block, block.text.slice(Math.max(0, found.index - 8), found.index + found[0].length + 16)),
            ...only.list.slice(0, 1).map(({ place }) => place),
          ],
          advice: '核对名单：是漏了，还是别的机构 / was it left out of the list, or is it another one?',
        },
      ]
    }),
  )
}

const BEGINNING = 4

/** A known name of which the text has the beginning with another end: 助残协会, 助残会. */
export function otherEnds({ report, tables, grantees, listings }: Facts): Finding[] {
  const known = new Map<string, Place>()
  for (const { list } of grantees) for (const { name, place } of list) known.set(name, place)
  for (const facts of tables) for (const { name, place } of listOf(facts)) if (!known.has(name)) known.set(name, place)
  for (const { block, items } of listings)
    for (const item of items)
      if (new RegExp(`^[\\u4e00-\\u9fff]{4,16}${ENDS}$`).test(item) && !known.has(item))
        known.set(item, placeOf(block, item))
  const names = [...known.keys()].filter((name) => name.length > BEGINNING + 1)
  const starts = new Map<string, string[]>()
  for (const name of names)
    for (const form of new Set([name, withoutPlace(name)]))
      if (form.length > BEGINNING)
        starts.set(form.slice(0, BEGINNING), [...(starts.get(form.slice(0, BEGINNING)) ?? []), name])
  const told = new Set<string>()
  return report.blocks.filter(isText).flatMap((block): Finding[] => {
    const { text } = block
    const findings: Finding[] = []
    for (let i = 0; i + BEGINNING < text.length; i++) {
      const candidates = starts.get(text.slice(i, i + BEGINNING))
      if (!candidates || candidates.length > 1) continue
      const [name] = candidates
      if (!name || told.has(name) || [name, withoutPlace(name)].some((each) => text.startsWith(each, i))) continue
      // The name with its place begins before.
      if (text.slice(Math.max(0, i - name.length), i + name.length).includes(name)) continue
      const other = new RegExp(`^[\\u4e00-\\u9fff]{0,${name.length}}?${ENDS}(?![\\u4e00-\\u9fff]{0,3}${ENDS})`).exec(
        text.slice(i + BEGINNING),
      )?.[0]
      const said = other === undefined ? '' : text.slice(i, i + BEGINNING) + other
      // Without the place before it only the same end tells.
      if (!name.startsWith(text.slice(i, i + BEGINNING)) && said.slice(-1) !== name.slice(-1)) continue
      if (/[了的]/.test(said)) continue
      // The name without its legal form is its short form, told elsewhere.
      if (said === '' || name.includes(said) || withoutPlace(name) === said || !perhapsSame(said, name)) continue
      told.add(name)
      findings.push({
        severity: 'naming',
        kind: 'names',
        message: `像是同一家机构，用了两种叫法：${name} / ${said} / perhaps one organisation under two names`,
        places: [
          known.get(name) ?? placeOf(block),
          placeOf(block, text.slice(Math.max(0, i - 8), i + said.length + 8)),
        ],
        advice:
          '第一次写全称并注明简称，后面都用一种 / give the full name once with its short form, then use one of them',
      })
    }
    return findings
  })
}

/** A name at the head of a clause that is a known one with characters left out, or begun and ended like one of them. */
export function shortened({ sentences, tables, grantees }: Facts): Finding[] {
  const known = new Map<string, Place>()
  for (const { list } of grantees) for (const { name, place } of list) known.set(name, place)
  for (const facts of tables)
    for (const { at, numeric, header } of facts.columns)
      if (
        !numeric &&
        (at === labelColumn(facts)?.at || /机构|组织|单位|伙伴|团队|合作方|承办|协办|地点|对象/.test(header))
      )
        for (const row of facts.rows) {
          const name = (row.cells[at] ?? '').replace(/\s/g, '')
          if (new RegExp(`^[\\u4e00-\\u9fff]{4,20}${ENDS}$`).test(name) && !known.has(name))
            known.set(name, placeOfRow(facts.table, row))
        }
  const names = [...known.keys()].filter((name) => name.length >= 7)
  if (names.length === 0) return []
  const told = new Set<string>()
  return sentences.flatMap(({ block, text }): Finding[] =>
    [...text.matchAll(AT_HEAD)].flatMap((found): Finding[] => {
      const said = found.groups?.['name'] ?? ''
      if (said.length < 5 || known.has(said) || told.has(said)) return []
      const meant = names.filter(
        (name) =>
          !name.includes(said) &&
          !said.includes(name) &&
          (name.slice(-2) === said.slice(-2) || sameEnds(said, name)) &&
          (isLeftOut(said, name) ||
            (withoutPlace(name) !== name && withoutPlace(name).slice(0, 3) === said.slice(0, 3))),
      )
      const [name, ...more] = meant
      if (!name || more.length > 0) return []
      told.add(said)
      return [
        {
          severity: 'naming',
          kind: 'names',
          message: `像是同一家机构，用了两种叫法：${name} / ${said} / perhaps one organisation under two names`,
          places: [known.get(name) ?? placeOf(block), placeOf(block, text)],
          advice:
            '第一次写全称并注明简称，后面都用一种 / give the full name once with its short form, then use one of them',
        },
      ]
    }),
  )
}

/** 青岗绣娘社 of 青岗绣娘合作社: the same beginning, and a shorter word for the kind. */
const sameEnds = (said: string, name: string): boolean =>
  said.slice(0, BEGINNING) === name.slice(0, BEGINNING) && said.slice(-1) === name.slice(-1)

const AT_HEAD = new RegExp(`(?:^|[，。；、])(?<name>[\\u4e00-\\u9fff]{3,14}?${ENDS})(?=[\\u4e00-\\u9fff])`, 'g')

/** Whether a name is another with some of its characters left out, its beginning kept with or without the place. */
function isLeftOut(short: string, long: string): boolean {
  if (short.length > long.length - 2) return false
  let at = 0
  for (const char of long) if (char === short[at]) at += 1
  return at === short.length
}

const perhapsSame = (said: string, name: string): boolean =>
  said.length <= name.length + 2 && heldIn(pairsOf(said), pairsOf(name)) >= 0.5
