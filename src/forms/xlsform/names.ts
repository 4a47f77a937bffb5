/** A name of a workbook as a key of a form: the same where it can be, else one like it that is not taken. */
export function keyFor(name: string, taken: string[], otherwise: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const begun = /^[a-z]/.test(plain) ? plain : plain ? `${otherwise.charAt(0)}_${plain}` : otherwise
  const wanted = /^[a-z][a-z0-9_]*$/.test(name) ? name : begun
  let key = wanted
  for (let n = 2; taken.includes(key); n++) key = `${wanted}_${n}`
  return key
}

/** 「受助人的姓名是什么？」 as a short name for summaries: its beginning, without what ends a sentence. */
export function shortName(text: string, most: number): string {
  const [line = ''] = text.trim().slice(0, 200).split('\n')
  const whole = line.replace(/[\s。.？?！!：:；;，,*]+$/u, '') || line
  // Not through the middle of a character outside the basic plane.
  return whole.length <= most ? whole : `${whole.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
