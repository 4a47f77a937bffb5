import { BadZip, entriesOf, type Entry } from '../../storage/unzip.js'

/** What a file is meant to be, and how much of it is unpacked at most. Bytes. */
export interface Wanted {
  kind: 'docx' | 'xlsx'
  /** 「一份报告」: what is too big to be one. */
  what: string
  mostUnpacked: number
}

export interface Office {
  entries: Entry[]
  /** There are some; they are never run. */
  macros: boolean
}

export const PASSWORD = '有密码，请先去掉密码再存一份 / it has a password: save it without'
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const PACKED = Buffer.from('EncryptedPackage', 'utf16le')
/** In whatever encoding an XML part is. */
const DECLARED = ['<!DOCTYPE', '<!ENTITY'].flatMap((text) => {
  const wide = Buffer.from(text, 'utf16le')
  return [Buffer.from(text), wide, Buffer.from(wide).swap16()]
})

export const brokenOffice = ({ kind }: Pick<Wanted, 'kind'>): string =>
  `打不开，这不是完好的 .${kind} 文件；.${kind === 'docx' ? 'doc' : 'xls'} 请另存为 .${kind} / this is no sound .${kind} file: open it in Office and save it as .${kind}`

export const hasMacros = ({ kind }: Pick<Wanted, 'kind'>): string =>
  `带宏，请另存为不带宏的 .${kind} / it has macros: save it as .${kind} without`

/**
 * The one place where Word files and workbooks that somebody else made are opened. Whole, without a password, with no more in it than is asked
 * for whatever it says of its size, no names that lead out of it, no declarations in its XML; else why not, with what to do.
 */
export function openOffice(bytes: Buffer, wanted: Wanted): Office | { fault: string } {
  if (isOldOffice(bytes)) return { fault: oldOfficeFault(bytes) }
  let left = wanted.mostUnpacked
  let macros = false
  const names = new Set<string>()
  try {
    const entries = entriesOf(bytes)
    if (entries.reduce((sum, { size }) => sum + size, 0) > left) return { fault: tooBig(wanted) }
    for (const entry of entries) {
      const name = entry.name.toLowerCase()
      // Two parts of one name, or one outside: what one program reads of it, another does not.
      if (names.has(name) || leadsOut(name)) return { fault: brokenOffice(wanted) }
      names.add(name)
      const part = entry.read(left)
      left -= part.length
      if (name.endsWith('vbaproject.bin')) macros = true
      if (!/\.(?:xml|rels|vml)$/.test(name)) continue
      if (DECLARED.some((text) => part.includes(text))) return { fault: brokenOffice(wanted) }
      if (name === '[content_types].xml' && part.includes('macroEnabled')) macros = true
    }
    return { entries, macros }
  } catch (error) {
    if (!(error instanceof BadZip)) throw error
    return { fault: { broken: brokenOffice(wanted), too_big: tooBig(wanted), password: PASSWORD }[error.why] }
  }
}

export const tooBig = ({ what }: Pick<Wanted, 'what'>): string =>
  `太大了，不像${what}；请删去多余的内容和图片再试 / too big: take out what is not needed`

/** The container of Office before 2007, in which newer files with a password are wrapped too. */
export const isOldOffice = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(OLD_OFFICE)

export const oldOfficeFault = (bytes: Buffer): string =>
  bytes.includes(PACKED)
    ? PASSWORD
    : '是旧版的 .doc 或 .xls，请另存为 .docx 或 .xlsx / an old .doc or .xls: save it as .docx or .xlsx'

const leadsOut = (name: string): boolean => /^[/\\]|^[a-z]:|\\|\0|(?:^|\/)\.\.(?:\/|$)/.test(name)
