import { walkXml } from './xml.js'

interface Level {
  format: string
  /** 「%1、」, 「（%2）」. */
  text: string
  start: number
}
type Levels = Map<number, Level>

/** The number that Word shows before a paragraph and does not keep in its text; empty for a bullet or a list nobody knows. */
export interface Numbering {
  next(list: string, level: number): string
}

/** Reads `word/numbering.xml`: which lists there are and how they count. Null where a document has none. */
export function numberingOf(xml: string | null): Numbering {
  const abstract = new Map<string, Levels>()
  const lists = new Map<string, { levels: string; from: Map<number, number> }>()
  let [open, list, at]: [string | null, string | null, number] = [null, null, 0]
  const level = () => (open === null ? undefined : abstract.get(open)?.get(at))
  if (xml !== null)
    walkXml(xml, {
      open(name, attributes) {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:abstractNum') {
          open = attributes['w:abstractNumId'] ?? ''
          abstract.set(open, new Map())
        } else if (name === 'w:num') {
          list = attributes['w:numId'] ?? ''
          lists.set(list, { levels: '', from: new Map() })
        } else if (name === 'w:lvl' || name === 'w:lvlOverride') {
          at = Number(attributes['w:ilvl'] ?? 0)
          if (name === 'w:lvl' && open !== null) abstract.get(open)?.set(at, { format: 'decimal', text: '', start: 1 })
        } else if (name === 'w:abstractNumId' && list !== null) lists.set(list, { levels: value, from: new Map() })
        else if (name === 'w:startOverride' && list !== null) lists.get(list)?.from.set(at, Number(value))
        else {
          const own = level()
          if (!own) return
          if (name === 'w:numFmt') own.format = value
          else if (name === 'w:lvlText') own.text = value
          else if (name === 'w:start') own.start = Number(value)
        }
      },
      text() {},
      close(name) {
        if (name === 'w:abstractNum') open = null
        else if (name === 'w:num') list = null
      },
    })

  /** What was counted last, by the levels that lists share. */
  const counted = new Map<string, number[]>()
  const begun = new Set<string>()
  return {
    next(id, at) {
      const own = lists.get(id)
      const levels = own && abstract.get(own.levels)
      const here = levels?.get(at)
      if (!own || !levels || !here || here.format === 'bullet' || here.format === 'none') return ''
      const numbers = counted.get(own.levels) ?? []
      const override = begun.has(`${id} ${at}`) ? undefined : own.from.get(at)
      begun.add(`${id} ${at}`)
      const before = numbers[at]
      numbers[at] = override ?? (before === undefined ? here.start : before + 1)
      // What stands below begins anew.
      numbers.length = at + 1
      counted.set(own.levels, numbers)
      return here.text.replace(/%(\d)/g, (_, digit: string) => {
        const of = Number(digit) - 1
        const number = numbers[of] ?? levels.get(of)?.start ?? 1
        return shown(number, levels.get(of)?.format ?? 'decimal')
      })
    },
  }
}

const HAN = '零一二三四五六七八九'

function shown(number: number, format: string): string {
  if (/chinese|ideograph|japanese|taiwanese/i.test(format) && number > 0 && number < 100) {
    const [tens, ones] = [Math.floor(number / 10), number % 10]
    return `${tens > 1 ? HAN[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? HAN[ones] : ''}`
  }
  if (format.endsWith('Letter') && number > 0 && number <= 26) {
    const letter = String.fromCharCode(64 + number)
    return format.startsWith('lower') ? letter.toLowerCase() : letter
  }
  if (format.startsWith('decimalEnclosedCircle') && number > 0 && number <= 20)
    return String.fromCharCode(0x245f + number)
  return String(number)
}
