import { comparable, perhapsSame } from '../../people/names.js'
import { placeOf, type Heading, type Paragraph, type Place } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { ownName, withoutPlace } from '../facts/grantees.js'
import type { Finding } from '../finding.js'

const FULL =
  /[\u4e00-\u9fff]{2,18}(?:服务中心|发展中心|促进中心|康复中心|事业中心|创新中心|研究中心|文化中心|协会|基金会|促进会|联合会|服务社|志愿服务队|志愿者?联合?会|义工联)/g
/** What a name cannot begin with: the words of the sentence before it. */
const LEADING =
  /^.*(?:感谢|委托|按照|根据|支持|联合|邀请|通过|来自|协助|指导|走访|参访|成为|由|与|和|在|对|为|的|了|及|向|给|到|是|有|请|于|将|让)(?=[\u4e00-\u9fff]{4})/

interface Called {
  name: string
  place: Place
}

/** The names of organisations a report uses, each where it stands first. */
function namesOf({ texts, grantees, header }: Facts): Called[] {
  const found = new Map<string, Place>()
  for (const { value, label, place } of header.said)
    if (/机构|单位|资助方|基金|主办|执行/.test(label) && new RegExp(`^(?:${FULL.source})$`).test(value))
      found.set(value, place)
  for (const { list } of grantees) for (const { name, place } of list) if (!found.has(name)) found.set(name, place)
  for (const block of texts)
    for (const [said] of block.text.matchAll(FULL)) {
      const name = said.replace(LEADING, '')
      if (name.length >= 5 && !found.has(name)) found.set(name, placeOf(block, around(block, name)))
    }
  return [...found].map(([name, place]) => ({ name, place }))
}

const around = ({ text }: Heading | Paragraph, name: string): string => {
  const at = text.indexOf(name)
  return text.slice(Math.max(0, at - 8), at + name.length + 8)
}

/** 如青苗社工服务中心 is 青苗社工服务中心 with a word of the sentence or the place before it. */
function isCutWrong(a: string, b: string): boolean {
  const [long, short] = a.length > b.length ? [a, b] : [b, a]
  return long.endsWith(short)
}

/** 安澜公益基金会 and 安澜慈善基金会: of one length, begun and ended alike. */
const sameButKind = (a: string, b: string): boolean =>
  a.length === b.length &&
  a.length >= 6 &&
  a.slice(0, 2) === b.slice(0, 2) &&
  a.slice(-3) === b.slice(-3) &&
  [...a].filter((char, i) => char !== b[i]).length <= 2

const LEGAL = /(?:中心|协会|基金会|促进会)$/
const MOST = 6

/** Organisations under two names: a full name and a short one, or one that differs in a character. */
/** What many names begin with. */
const GENERAL = /公益|社会|青年|社区|志愿|儿童|残障|服务|妇女|老年|慈善|中国/

/** 和裕基金会 of 和裕公益基金会, where the top of the report has the full name. */
export function funderNames({ texts, header: { said } }: Facts): Finding[] {
  return said.flatMap(({ label, value, place }): Finding[] => {
    const kind = /(?:基金会|中心|协会|促进会)$/.exec(value.trim())?.[0]
    if (
      !/资助|执行|实施|机构|单位/.test(label) ||
      GENERAL.test(withoutPlace(value.trim()).slice(0, 2)) ||
      !kind ||
      value.length > 24
    )
      return []
    const own = withoutPlace(value.trim())
    const other = new RegExp(`${own.slice(0, 2)}[\\u4e00-\\u9fff]{0,4}?${kind}`)
    for (const block of texts) {
      const found = other.exec(block.text.replaceAll(value.trim(), '').replaceAll(own, ''))?.[0]
      if (found !== undefined && found !== own && own.length - found.length >= 2)
        return [
          {
            severity: 'naming',
            kind: 'names',
            message: `像是同一家机构，用了两种叫法：${value.trim()} / ${found} / perhaps one organisation under two names`,
            places: [
              place,
              placeOf(
                block,
                block.text.slice(
                  Math.max(0, block.text.indexOf(found) - 8),
                  block.text.indexOf(found) + found.length + 8,
                ),
              ),
            ],
            advice:
              '第一次写全称并注明简称，后面都用一种 / give the full name once with its short form, then use one of them',
          },
        ]
    }
    return []
  })
}

export function names(facts: Facts): Finding[] {
  const called = namesOf(facts)
  // Who carries a programme out does not support itself: it is another, however alike they are called.
  const hubs = facts.header.said.flatMap(({ label, value }) => (/执行|实施/.test(label) ? [value] : []))
  const supported = new Set(facts.grantees.flatMap(({ list }) => list.map(({ name }) => name)))
  const withoutHubs = (text: string) =>
    hubs.reduce((rest, hub) => (supported.has(hub) ? rest : rest.replaceAll(withoutPlace(hub), '')), text)
  const isTwo = (a: string, b: string) => [[a, b], [b, a]].some(([x = '', y = '']) => hubs.includes(x) && supported.has(y)) // prettier-ignore
  const pairs = called.flatMap((one, i): { names: [string, string]; places: Place[] }[] => {
    const other = called.slice(0, i).find(
      ({ name }) =>
        !isCutWrong(name, one.name) &&
        !isTwo(name, one.name) &&
        // A 中心 and a 协会 of one place are two.
        (name.slice(-2) === one.name.slice(-2) || !LEGAL.test(name) || !LEGAL.test(one.name)) &&
        (perhapsSame(comparable(ownName(name)), comparable(ownName(one.name))) || sameButKind(name, one.name)),
    )
    return other ? [{ names: [other.name, one.name], places: [other.place, one.place] }] : []
  })
  const short = facts.grantees.slice(0, 1).flatMap(({ list, at }) =>
    list.flatMap(({ name, place }): { names: [string, string]; places: Place[] }[] => {
      const own = ownName(name)
      if (
        own.length < 2 ||
        own === name ||
        own === withoutPlace(name) ||
        pairs.some((pair) => pair.names.includes(name))
      )
        return []
      const block = facts.texts.find(
        (each) => each.at !== at && withoutHubs(each.text.replaceAll(withoutPlace(name), '')).includes(own),
      )
      return block ? [{ names: [name, own], places: [place, placeOf(block, around(block, own))] }] : []
    }),
  )
  const all = [...pairs, ...short]
  return all.length === 0
    ? []
    : [
        {
          severity: 'naming',
          kind: 'names',
          message: `像是同一家机构，用了两种叫法：${all
            .slice(0, MOST)
            .map((pair) => pair.names.join(' / '))
            .join('；')} / perhaps one organisation under two names`,
          places: all.slice(0, MOST).flatMap(({ places }) => places),
          advice:
            '第一次写全称并注明简称，后面都用一种 / give the full name once with its short form, then use one of them',
        },
      ]
}
