import { placeOf, type Block, type Heading, type Paragraph } from '../document.js'
import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import { kindsIn, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const ASKED =
  /(?<least>\d{1,2}) ?(?:[-–—~〜至到] ?(?<most>\d{1,2}))? ?[张幅][^，。；]{0,8}(?:图片|照片|相片)|(?:图片|照片|相片)[^，。；\d]{0,8}(?<least2>\d{1,2}) ?(?:[-–—~〜至到] ?(?<most2>\d{1,2}))? ?[张幅]/

/** Where a form asks for photos, how many, and the captions that stand below. */
function album({ report, texts }: Facts) {
  for (const block of texts) {
    const { least, most, least2, most2 } = ASKED.exec(block.text)?.groups ?? {}
    if ((least ?? least2) === undefined || block.text.length > 60) continue
    const end = report.blocks.findIndex((other) => other.at > block.at && other.type === 'heading')
    const below = report.blocks.slice(block.at + 1, end < 0 ? undefined : end)
    return {
      block,
      least: Number(least ?? least2),
      most: (most ?? most2) ? Number(most ?? most2) : null,
      captions: below.filter(isCaption),
      pictures: below.filter(({ type }) => type === 'picture').length,
    }
  }
  return null
}

const isCaption = (block: Block): block is Heading | Paragraph =>
  'text' in block && block.text.length >= 4 && block.text.length <= 60 && !/[。：:]$/.test(block.text)

/** How many photos a form asks for, and how many there are. */
export function photoCount(facts: Facts): Finding[] {
  const asked = album(facts)
  if (!asked) return []
  const { block, least, most, captions, pictures } = asked
  const there = Math.max(captions.length, pictures)
  const findings: Finding[] = []
  const wanted = most === null ? `${least}` : `${least}–${most}`
  if (there < least || (most !== null && there > most))
    findings.push({
      severity: 'coverage',
      kind: 'photos',
      message: `要求 ${wanted} 张照片，这里有 ${there} 张 / ${wanted} photos are asked for, ${there} are here`,
      places: [placeOf(block)],
      advice:
        there < least ? '补上照片和说明 / add photos with captions' : '留下要求的张数 / keep as many as are asked for',
    })
  if (pictures > captions.length && /说明|文字/.test(block.text))
    findings.push({
      severity: 'coverage',
      kind: 'photos',
      message: `${pictures} 张照片，只有 ${captions.length} 条说明 / ${pictures} photos, ${captions.length} captions`,
      places: [placeOf(block), ...captions.slice(-1).map((each) => placeOf(each))],
      advice: '每张照片写一句：什么时候、什么活动 / give each photo a caption',
    })
  return findings
}

/** Below this part of its words the report does not speak of what a caption shows. */
const SPOKEN_OF = 0.45

/** Words for people and pictures that nearly every caption has. */
const WHO = /志愿者|老人|居民|孩子们?|学生|伙伴们?|大家|现场|合影/g
const GENERAL = /志愿|参[加与]|现场|活动|合影|培训|项目|社区|老师|学生|孩子|老人|居民|伙伴/

/** A word of three characters that a row of an event has, too: 博物馆. */
const isOfEvent = (caption: string, { events }: Facts): boolean =>
  Array.from({ length: Math.max(0, caption.length - 2) }, (_, i) => caption.slice(i, i + 3)).some(
    (word) =>
      /^[\u4e00-\u9fff]{3}$/.test(word) &&
      !GENERAL.test(word) &&
      events.some(({ row }) => row.cells.some((cell) => cell.includes(word))),
  )

/** What the columns of results say. */
const resultsOf = ({ columns, rows }: TableFacts): string[] =>
  columns
    .filter(({ header, numeric }) => !numeric && /实际|完成|达成|结果|产出/.test(header))
    .flatMap(({ at }) => rows.map(({ cells }) => cells[at] ?? ''))

/** Activities that only captions tell. */
export function onlyInCaptions(facts: Facts): Finding[] {
  const asked = album(facts)
  if (!asked || asked.captions.length < 3) return []
  const rest = pairsOf(
    facts.texts
      .filter(({ at }) => at < asked.block.at)
      .map(({ text }) => text)
      .concat(facts.events.map(({ title }) => title))
      .concat(facts.tables.flatMap(resultsOf))
      .join('\n'),
  )
  const alone = asked.captions.filter(({ text }) => {
    const said = text.replace(/^(?:图|照片|图片) ?[\d一二三四五六七八九十]{1,3}[、.:： ]?/, '').replace(WHO, ' ')
    return heldIn(pairsOf(said), rest) < SPOKEN_OF && !isOfEvent(said, facts)
  })
  return alone.length === 0 || alone.length > asked.captions.length / 2
    ? []
    : [
        {
          severity: 'coverage',
          kind: 'photos',
          message: `有 ${alone.length} 件事只在照片说明里，正文没有写 / ${alone.length} activities are told by captions alone`,
          places: alone.map((block) => placeOf(block)),
          advice: '在正文补上日期、内容、人数 / tell them in the text, too',
        },
      ]
}

const ORDINAL = /第 ?(?<n>[一二三四五六七八九十]|\d{1,2}) ?[期次场讲]/g
const HAN = '一二三四五六七八九十'

/** A series of so many sessions, of which only some are spoken of or shown. */
export function seriesShown(facts: Facts): Finding[] {
  if (facts.events.length > 0) return []
  const captions = album(facts)?.captions ?? []
  if (captions.length === 0) return []
  for (const { block, text } of facts.sentences) {
    for (const count of countsIn(text)) {
      const [kind] = kindsIn(text.slice(0, count.start)).slice(-1)
      if (
        !kind ||
        !/^[期场次]$/.test(count.unit) ||
        count.qualifier !== null ||
        count.min < 3 ||
        count.min !== count.max
      )
        continue
      const shown = new Set(
        captions
          .filter((each) => each.text.includes(kind))
          .flatMap((each) =>
            [...each.text.matchAll(ORDINAL)].map(
              ({ groups }) => HAN.indexOf(groups?.['n'] ?? '') + 1 || Number(groups?.['n']),
            ),
          ),
      )
      const lacking = Array.from({ length: count.min }, (_, i) => i + 1).filter((n) => !shown.has(n))
      if (shown.size === 0 || lacking.length === 0) continue
      return [
        {
          severity: 'coverage',
          kind: 'evidence',
          message: `说${kind}办了 ${count.text}，照片看得出的只有第 ${[...shown].join('、')} 期；第 ${lacking.join('、')} 期没有记录 / ${count.min} sessions are claimed, the photos show ${shown.size}`,
          places: [
            placeOf(block, text),
            ...captions
              .filter((each) => each.text.includes(kind))
              .slice(0, 3)
              .map((each) => placeOf(each)),
          ],
          advice: '列一张表：每期的日期、主题、人数 / list day, topic and headcount of each',
        },
      ]
    }
  }
  return []
}

const NAMED = /[“「《](?<name>[^”」》]{2,12})[”」》]/g
const HELD_IN_ALL = /(?:共|已|累计|完成|开展|举办)[^，。；\d]{0,6}$/

/** A caption of the sixth session of a series that, as the text says, had five. */
export function moreThanHeld(facts: Facts): Finding[] {
  const captions = album(facts)?.captions ?? []
  if (captions.length === 0) return []
  const series = [...facts.sentences, ...facts.cells].flatMap(({ block, text }) =>
    countsIn(text).flatMap((count) => {
      const before = text.slice(0, count.start)
      const name = [...before.matchAll(NAMED)].at(-1)?.groups?.['name'] ?? kindsIn(before).at(-1)
      const whole = /^[期场次讲]$/.test(count.unit) && count.qualifier === null && HELD_IN_ALL.test(count.before)
      return whole && name !== undefined && !/目标|计划$/.test(block.path.at(-1) ?? '')
        ? [{ block, text, count, name }]
        : []
    }),
  )
  return captions.flatMap((caption): Finding[] => {
    const [found] = caption.text.matchAll(ORDINAL)
    const n = HAN.indexOf(found?.groups?.['n'] ?? ' ') + 1 || Number(found?.groups?.['n'])
    const own = series.filter(({ name }) => caption.text.includes(name))
    const most = Math.max(...own.map(({ count }) => count.max))
    const [first] = own
    if (!found || !first || !(n > most)) return []
    return [
      {
        severity: 'contradiction',
        kind: 'photos',
        message: `照片写的是${found[0]}，正文说一共办了 ${most} 期 / a photo of number ${n} of ${most}`,
        places: [placeOf(caption), placeOf(first.block, first.text)],
        advice: '核对办了几期，或改照片说明 / correct the number or the caption',
      },
    ]
  })
}

const LENGTH =
  /(?:不少于|不低于|至少|不得少于) ?(?<least>\d{2,5}) ?(?:个)?字|(?<least2>\d{2,5}) ?字以上|(?:不超过|不多于|以内|限) ?(?<most>\d{2,5}) ?(?:个)?字|(?<most2>\d{2,5}) ?字(?:以内|以下)/

/** Rules of the form on how long an answer is, in Chinese characters; what is long enough with its signs, letters and digits is let pass. */
export function lengths({ texts, report }: Facts): Finding[] {
  return texts.flatMap((block): Finding[] => {
    const { least, least2, most, most2 } = LENGTH.exec(block.text)?.groups ?? {}
    if ((least ?? least2 ?? most ?? most2) === undefined || block.text.length > 60) return []
    const end = report.blocks.findIndex(
      (other) => other.at > block.at && (other.type === 'heading' || ('text' in other && ASKED.test(other.text))),
    )
    const inside = report.blocks.slice(block.at + 1, end < 0 ? undefined : end)
    const written = inside
      .map((each) =>
        'text' in each ? each.text : each.type === 'table' ? each.rows.flatMap(({ cells }) => cells).join('') : '',
      )
      .join('')
    const length = (written.match(/\p{Script=Han}/gu) ?? []).length
    const whole = (written.match(/\S/gu) ?? []).length
    const [from, to] = [Number(least ?? least2 ?? 0), Number(most ?? most2 ?? Infinity)]
    if (whole >= from && length <= to) return []
    return [
      {
        severity: 'coverage',
        kind: 'length',
        message:
          length < from
            ? `要求不少于 ${from} 字，写了 ${length} 字 / at least ${from} characters are asked for, ${length} are written`
            : `要求不超过 ${to} 字，写了 ${length} 字 / at most ${to} characters, ${length} are written`,
        places: [placeOf(block)],
        advice: length < from ? '写具体些：做了什么、遇到什么、接下来怎么办 / say more' : '删短 / shorten it',
      },
    ]
  })
}
