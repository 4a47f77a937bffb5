import { isText, placeOf, type Paragraph } from '../document.js'
import { ownName, shortForms, withoutPlace, type Grantee } from '../facts/grantees.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

/** Short forms that also others of the list have tell nobody apart. */
function formsOf(grantee: Grantee, all: Grantee[]): string[] {
  const others = all.filter((other) => other !== grantee)
  // 夕照 of 五华区夕照社工服务站.
  const bare = withoutPlace(grantee.name)
  const start = bare === grantee.name ? [] : [bare.slice(0, 2)]
  return [...shortForms(grantee), ...start].filter(
    (form) => !isGeneral(form, grantee) && !others.some((other) => (other.name + other.project).includes(form)),
  )
}

/** 家长小组 of 蜗牛家长小组 is said of many: what ends a name without beginning it tells nobody. */
const isGeneral = (form: string, { name }: Grantee): boolean =>
  form.length <= 4 &&
  !ownName(name).startsWith(form) &&
  name.endsWith(form) &&
  /(?:小组|协会|中心|之家|团队|队|会|社|站)$/.test(form)

const BEGINNING = 3

/** 石桥村互助队 where the list has 石桥村护村队: the same beginning and end at the head of a clause, and no other of the list. */
function aliasOf({ name, place }: Grantee, all: Grantee[], { texts }: Facts): Finding[] {
  if (name.length < BEGINNING + 2) return []
  const start = name.slice(0, BEGINNING)
  if (all.filter((other) => other.name.startsWith(start)).length > 1) return []
  const said = new RegExp(
    `(?:^|[，。；、])(?<said>${start}[\\u4e00-\\u9fff]{1,6}?${name.slice(-1)})(?=[\\u4e00-\\u9fff])`,
  )
  for (const block of texts) {
    const found = said.exec(block.text)?.groups?.['said']
    if (found !== undefined && found !== name && Math.abs(found.length - name.length) <= 2)
      return [
        {
          severity: 'naming',
          kind: 'names',
          message: `像是同一家机构，用了两种叫法：${name} / ${found} / perhaps one organisation under two names`,
          places: [place, placeOf(block, block.text.slice(block.text.indexOf(found), block.text.indexOf(found) + 30))],
          advice: '核对全称，两处写成一样 / look up the full name and use it in both',
        },
      ]
  }
  return []
}

/** Grantees of the list that the report does not name again after it. */
export function vanished(facts: Facts): Finding[] {
  return facts.grantees.slice(0, 1).flatMap(({ list, at, table }) => {
    if (list.length < 3) return []
    const rest = facts.report.blocks
      .filter((block) => block.at > at)
      .map((block) =>
        isText(block)
          ? block.text
          : block.type === 'table'
            ? block.rows.map(({ cells }) => cells.join(' ')).join('\n')
            : '',
      )
      .join('\n')
    const others = facts.tables.filter((each) => each !== table)
    const there =
      table && facts.grantees.length === 1
        ? [
            ...facts.texts.map(({ text }) => text),
            ...others.flatMap(({ rows }) => rows.map(({ cells }) => cells.join(' '))),
          ].join('\n')
        : rest
    if (rest.length < 200) return []
    const gone = list.filter(
      (grantee) => !grantee.withdrew && !formsOf(grantee, list).some((form) => there.includes(form)),
    )
    const renamed = new Map(gone.flatMap((each) => aliasOf(each, list, facts).map((alias) => [each, alias] as const)))
    // A report that hardly names any does not go through them one by one.
    if (gone.length === 0 || gone.length > list.length / 2) return []
    const silent = gone.filter((each) => !renamed.has(each))
    return [
      ...renamed.values(),
      ...(silent.length === 0
        ? []
        : [
            {
              severity: 'coverage' as const,
              kind: 'vanished' as const,
              message: `资助了 ${list.length} 家，其中 ${silent.length} 家后面再没有提到：${silent.map(({ name }) => name).join('、')} / ${silent.length} of ${list.length} grantees are never spoken of again`,
              places: silent.map(({ place }) => place),
              advice: '每家写一两句结果，或附各家的简报 / give the result of each, or attach their briefs',
            },
          ]),
    ]
  })
}

const OUTPUT = /产出|成果|完成情况|执行情况/

/** Grantees without a line in the part that gives each of the others one. */
export function withoutOutput(facts: Facts): Finding[] {
  const { report, grantees } = facts
  const [chosen] = grantees
  if (!chosen || chosen.list.length < 3) return []
  const gone = new Set(vanished(facts).flatMap(({ places }) => places.map(({ quote }) => quote)))
  return report.blocks.flatMap((heading): Finding[] => {
    if (heading.type !== 'heading' || !OUTPUT.test(heading.text) || heading.at < chosen.at) return []
    const end = report.blocks.findIndex(
      (other) => other.at > heading.at && other.type === 'heading' && other.level <= heading.level,
    )
    const inside = report.blocks
      .slice(heading.at + 1, end < 0 ? undefined : end)
      .filter((block): block is Paragraph => block.type === 'paragraph')
    const begins = (grantee: Grantee) =>
      inside.some(({ text }) =>
        text
          .split(/[。；]/)
          .some((said) => formsOf(grantee, chosen.list).some((form) => said.slice(0, 24).includes(form))),
      )
    const told = chosen.list.filter(begins)
    const text = inside.map((block) => block.text).join('\n')
    const lacking = chosen.list.filter(
      (each) => !told.includes(each) && !each.withdrew && !text.includes(ownName(each.name)),
    )
    const silent = lacking.filter(({ place }) => !gone.has(place.quote))
    return told.length < 2 || silent.length === 0 || lacking.length >= told.length
      ? []
      : [
          {
            severity: 'coverage',
            kind: 'vanished',
            message: `「${heading.text}」里没有${silent.map(({ name }) => `「${name}」`).join('、')} / no line for ${silent.length} of the grantees`,
            places: [placeOf(heading), ...silent.map(({ place }) => place)],
            advice: '补上这家的产出 / add its output',
          },
        ]
  })
}
