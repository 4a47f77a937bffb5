import { ACTIVITY } from '../kernel/group-words.js'
import { PERSON } from '../kernel/person-words.js'
import type { Asking } from './field-kind.js'
import { isWholly } from './row-cells.js'
import type { Column } from './rows.js'

const NUMBER = '[约近]?(?:[\\d.]+|[零一二两三四五六七八九十百千万几数]+)[多余来几万千百]*'
/** 「3场」, 「7万余元」, 「120个」, 「领走6只」, 「猫34只」, 「新来3家」: how much of a thing, which may stand before it. */
const AMOUNT = new RegExp(
  `^(?<what>(?:(?!第)[\\u4e00-\\u9fff]){0,4}?)${NUMBER}\\s*(?:元|块钱?|个|份|次|场|期|套|本|箱|件|袋|瓶|盒|把|斤|公斤|课时|小时|[只头匹条棵张双幅面](?!路|街)|(?<beside>家))(?:左右|上下)?(?:(?<=了${NUMBER}[份套本箱件袋瓶盒把斤只])[\\u4e00-\\u9fff]{1,4})?$`,
  'u',
)
const NAME_AT_END = new RegExp(`${ACTIVITY.source}|[会班营节赛]$`, 'u')
const PEOPLE = new RegExp(`${NUMBER}个?(?:人次?|[名位户家])`, 'u')
const OF_PEOPLE = new RegExp(`${PERSON}${NUMBER}\\s*个?$`, 'u')
/** Where these are counted besides, 「新来3家」 is not who came. */
const PERSONS = new RegExp(`${NUMBER}个?(?:人次?|[名位])`, 'u')

/**
 * The parts of a row without those that say how much of a thing there was: they belong to what was done, and are no place. 「120个」 is one only
 * where people are counted besides.
 */
export function withoutAmounts(
  columns: Column[],
  exact: Column[],
  pieces: string[],
  asking: Asking,
): { pieces: string[]; amounts: string[] } {
  if (!columns.some(({ kind }) => kind.hears === 'location')) return { pieces, amounts: [] }
  const people = pieces.some((piece) => PEOPLE.test(piece))
  const persons = pieces.some((piece) => PERSONS.test(piece))
  const isAmount = (piece: string) => {
    // 「志愿者5个」 came.
    const found = OF_PEOPLE.test(piece) ? null : AMOUNT.exec(piece)
    if (!found || (found.groups?.['beside'] && !persons)) return false
    // 「读书会两场」 is what was done.
    if (NAME_AT_END.test(found.groups?.['what'] ?? '')) return false
    return people || !exact.some((column) => isWholly(column, piece, asking))
  }
  const amounts = pieces.filter(isAmount)
  return amounts.length === 0 ? { pieces, amounts } : { pieces: pieces.filter((piece) => !isAmount(piece)), amounts }
}

/** 每次10人: of how many times is not said. */
const FOR_EACH = /[每各][^\s\d]{0,3}\d+[多余来几]?(?:个?[人名位]|个[^\s\d]{1,4})$/u

/** A part of a row without that. 「走访 15户 每户2人」: where a count is there it says more of it, and goes to these `amounts`. */
export function withoutEach(piece: string, amounts: string[]): string {
  const [each = ''] = FOR_EACH.exec(piece) ?? []
  if (each) amounts.push(each)
  return each ? piece.slice(0, -each.length) : piece
}
