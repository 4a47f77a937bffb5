import { placeOf, placeOfRow, type Heading, type Paragraph } from '../document.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

/** Rows of a table whose running number leaves one out. */
export function rowNumbers({ tables }: Facts): Finding[] {
  return tables.flatMap((facts) => {
    const column = facts.columns.find(
      ({ header, numeric }) => numeric && /^(?:序号|编号|No\.?)$/i.test(header.replace(/\s/g, '')),
    )
    if (!column) return []
    return facts.rows.flatMap((row, i): Finding[] => {
      const [before, here] = [facts.rows[i - 1], row].map((each) => Number(each?.cells[column.at] ?? NaN))
      const last = facts.rows[i - 1]
      if (!last || before === undefined || here === undefined || !(here - before > 1 && here - before < 5)) return []
      return [
        {
          severity: 'doubtful',
          kind: 'numbering',
          message: `序号从 ${before} 跳到 ${here} / the rows jump from ${before} to ${here}`,
          places: [placeOfRow(facts.table, last), placeOfRow(facts.table, row)],
          advice: '是漏了一行，还是序号没改 / was a row left out, or only the number?',
        },
      ]
    })
  })
}

/** Lists whose numbers leave one out. */
export function numbering({ numbered }: Facts): Finding[] {
  return numbered.flatMap((list) =>
    list.flatMap((item, i): Finding[] => {
      const before = list[i - 1]
      if (!before || item.number === before.number + 1 || item.number - before.number > 4) return []
      const missing = Array.from({ length: item.number - before.number - 1 }, (_, k) => before.number + 1 + k)
      return [
        {
          severity: 'doubtful',
          kind: 'numbering',
          message: `编号从 ${before.number} 跳到 ${item.number}，少了 ${missing.join('、')} / number ${missing.join(', ')} is missing`,
          places: [placeOf(before.block), placeOf(item.block)],
          advice: '是漏了一条，还是编号没改 / was one left out, or only the number?',
        },
      ]
    }),
  )
}

const OPEN_END =
  /[，,、]$|(?:以及|并且|例如|比如|包括|感谢|也[将会]|(?:^|[。；：，])[一二三四五六]是|希望|准备|打算|争取|力争|努力|尝试|希望能够|通过|进一步|我们(?:将|计划|会|还)?|(?<![规策筹])计划|将会?|继续|逐步|逐渐|陆续|不断|尽快|更加|针对|由于|因为|为了|特别是|尤其是|[与和同][^，。；]{2,12}(?:一起|共同))$/
/** What is to be done, with a verb that has nothing it does. */
const OPEN_PLAN =
  /(?:今后|后续|下一步|下一[年季]度?|未来|接下来|将)[^。；]*(?:开展|进行|推动|建立|加强|提升|组织|举办|完成|实现|解决|探索|优化|把[^，。；]{1,6})$/
/** Whole sentences, and then one that just stops. */
const STOPS =
  /。[^。！？!?”）)]{3,}(?:[，,、在于对将并及与是把被向从由]|(?:希望|计划|包括|通过|以及|需要|例如)|(?:开展|举办|组织|进行|完成)了)$/
const LEFTOVERS =
  /\[bookmark|错误!未找到|Error! Reference|#(?:REF|N\/A|VALUE|NAME)[!?]?|(?<![A-Za-z\d])[XxＸ]{2,}(?![A-Za-z\d])|[×＊*]{3,}|某某|TODO|待填|待更新|待完善|待核实|待确认|[(（【[][^)）】\]]{0,8}待补充?[^)）】\]]{0,20}[)）】\]]|[【[（(] ?请?(?:填写|补充|插入|填入)[^】\]）)，。]{0,12}[】\]）)]|此处(?:[^，。；）)]{0,8}填写|请?补充|插入|待)|请在?此处|沿用[^，。；]{0,8}(?:上[一个]?[年季期]度?|第[一二三四]季度|去年|模板)|[(（【[]?(?:图片|照片|附件|表格|数据)待[^，。；）)]{0,4}[)）】\]]|示例文字|填写说明|删除本[行段]/i

/** A cell that says that it is still empty. */
const EMPTY_CELL = /^[(（]?待(?:补充?|定|填写?|核实?|统计|确认)[)）]?$/

const around = (text: string): string => text.slice(Math.max(0, (LEFTOVERS.exec(text)?.index ?? 0) - 24))

/** The one item of a list that has no mark at its end, where all the others have. */
function openItems({ numbered }: Facts): (Heading | Paragraph)[] {
  return numbered.flatMap((list) => {
    const whole = list.filter(({ text }) => /[。；;]$/.test(text))
    const open = list.filter(({ text, block }) => block.type === 'paragraph' && /^[^。]{8,}[\u4e00-\u9fff]$/.test(text))
    // The last of items that end in ； often has no mark.
    if (open[0] === list.at(-1) && whole.every(({ text }) => /[；;]$/.test(text))) return []
    return list.length >= 3 && whole.length === list.length - 1 && open[0] ? [open[0].block] : []
  })
}

const FEWEST_CLOSED = 8
const MOST_OPEN = 2

/** One or two paragraphs with no mark at their end, where all the others have one; captions stay as they are. */
function lonelyEnds({ report, texts }: Facts): (Heading | Paragraph)[] {
  const told = texts.filter(
    ({ type, text, path }) =>
      type === 'paragraph' && text.length >= 20 && /[，,]/.test(text) && !/图|照片|附[件录]/.test(path.join(' ')),
  )
  const open = told.filter(
    ({ text, at }) =>
      /[\u4e00-\u9fff]$/.test(text) &&
      !/[”」][^。”」]{0,3}[-—–]{1,2}[^。]{2,24}$/.test(text) &&
      [at - 1, at + 1].every((near) => report.blocks[near]?.type !== 'picture') &&
      report.blocks[at + 1]?.type !== 'paragraph',
  )
  const closed = told.filter(({ text }) => /[。；;：:！!？?.）)”…]$/.test(text))
  return open.length <= MOST_OPEN && closed.length >= FEWEST_CLOSED && open.length + closed.length === told.length
    ? open
    : []
}

/** Sentences that stop in the middle, and what was left over from a template or a converter. */
export function unfinished(facts: Facts): Finding[] {
  const { report, texts, tables } = facts
  const items = new Set(openItems(facts))
  const lonely = new Set(lonelyEnds(facts))
  const open = texts.filter((block) => {
    if (items.has(block) || lonely.has(block)) return true
    if (block.type === 'heading' || block.text.length < 6) return false
    if (STOPS.test(block.text) && block.text.length >= 30) return true
    if (OPEN_PLAN.test(block.text)) return true
    if (!OPEN_END.test(block.text)) return false
    const next = report.blocks[block.at + 1]
    return next?.type !== 'paragraph' || /^[(（]?\d{1,2}[)）、.]/.test(next.text)
  })
  const left = texts.filter(({ text }) => LEFTOVERS.test(text))
  const cells = tables.flatMap(({ table, rows }) =>
    rows.flatMap((row) => (row.cells.some((cell) => OPEN_PLAN.test(cell)) ? [placeOfRow(table, row)] : [])),
  )
  const leftInCells = tables.flatMap(({ table, rows }) =>
    rows.flatMap((row) =>
      row.cells.some((cell) => LEFTOVERS.test(cell) || EMPTY_CELL.test(cell)) ? [placeOfRow(table, row)] : [],
    ),
  )
  return [
    ...[...open.map((block) => placeOf(block, block.text.slice(-60))), ...cells].map((place): Finding => ({
      severity: 'coverage',
      kind: 'unfinished',
      message: '这句话没有写完 / the sentence is not finished',
      places: [place],
      advice: '写完，或删掉 / finish it or take it out',
    })),
    ...[...left.map((block) => placeOf(block, around(block.text))), ...leftInCells]
      .slice(0, 5)
      .map((place): Finding => ({
        severity: 'naming',
        kind: 'unfinished',
        message: '模板或转换留下的东西 / a leftover of a template or converter',
        places: [place],
        advice: '删掉，或填上 / take it out or fill it in',
      })),
  ]
}
