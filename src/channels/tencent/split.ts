/** Bytes of UTF-8 of one part with its mark; the platforms cut or refuse above 2048. */
export const PART_LIMIT = 2000
/** `\n(123/456)` */
const MARK = 10

/** Where a part may end, best first: behind a line, a sentence, a clause, a space. */
const ENDS = [/\n/g, /[。！？!?；;…][」』”’）)》]*|\.(?=\s)/g, /[，、,：:]/g, /\s/g]

/**
 * The parts one text must be sent in: itself when it fits, else parts with `(1/2)` on their own last line, cut behind lines or
 * sentences where there are any, and never inside a character.
 */
export function splitText(text: string): string[] {
  if (Buffer.byteLength(text) <= PART_LIMIT) return [text]
  const parts: string[] = []
  let rest = text
  while (Buffer.byteLength(rest) > PART_LIMIT - MARK) {
    const fitting = clip(rest, PART_LIMIT - MARK)
    const end = endOf(fitting)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  parts.push(rest)
  return parts.filter(Boolean).map((part, i, all) => `${part}\n(${i + 1}/${all.length})`)
}

/** The longest beginning of a text within so many bytes of UTF-8, without half a character. */
export function clip(text: string, bytes: number): string {
  const buffer = Buffer.from(text)
  if (buffer.length <= bytes) return text
  let end = bytes
  // 10xxxxxx: the byte goes on with a character.
  while ((buffer[end]! & 0xc0) === 0x80) end--
  return buffer.toString('utf8', 0, end)
}

/** A cut in the first half would make many small parts: then the next worse kind of end is tried. */
function endOf(fitting: string): number {
  for (const pattern of ENDS) {
    let end = 0
    for (const match of fitting.matchAll(pattern)) end = match.index + match[0].length
    if (end > fitting.length / 2) return end
  }
  return fitting.length
}
