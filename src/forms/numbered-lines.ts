/** 「1、场地费500 2、车费80」: what is numbered from 1 on, a line each. */
export function apart(text: string): string {
  if (text.includes('\n') || !/^\s*1[、)）]/.test(text)) return text
  const numbers = [...text.matchAll(/(?<=^|\s)(\d{1,2})[、)）]/g)].map(([, digits]) => Number(digits))
  const counted = numbers.length > 1 && numbers.every((one, i) => one === i + 1)
  return counted ? text.replace(/\s+(?=\d{1,2}[、)）])/g, '\n') : text
}

const BULLET = /^[-•*·●]\s*/u
/** The number in front of a single line: 「1. 11月14日 …」, but not 「3.22 …」. */
const LONE_NUMBER = /^[（(]?\d{1,2}(?:[)）、]\s*|[.．:：]\s+|[.．](?=\d{1,2}月)|\s+(?=\d{1,2}月))(?=\S)/u
/** 「1. …」「2. …」: numbers in front of all lines that count up are no part of them; nor are bullets. */
export function unnumbered(lines: string[]): string[] {
  const numbers = lines.map((line) => /^[（(]?(\d{1,2})(?:[)）.、．:：]|\s)\s*(?=\S)/u.exec(line))
  const counted = numbers.every((found, i) => found && Number(found[1]) === Number(numbers[0]?.[1]) + i)
  const first = lines[0] ?? ''
  if (lines.length === 1) return [first.replace(LONE_NUMBER, '').replace(BULLET, '')]
  if (counted) {
    return lines.map((line, i) => line.slice(numbers[i]?.[0].length ?? 0))
  }
  return lines.map((line) => line.replace(BULLET, ''))
}
