import { jsonIn } from './json-cell.js'
import { sentence, type Speak, textsIn } from './languages.js'
import { shortName } from './names.js'
import type { Tell } from './notes.js'
import type { Table } from './sheet.js'

export interface KnownForm {
  id: string
  version: number
  menu: number
}

const TITLE = 30
/** Other tools like versions such as 2024010101. */
const HIGHEST = 9999

/** What the settings sheet says of the whole form, completed so that it fits among the forms there are. */
export function settingsOf(
  table: Table | null,
  { fileName, known }: { fileName: string; known: KnownForm[] },
  speak: Speak,
  tell: Tell,
): { data: Record<string, unknown>; checks: object[] } {
  const row = table?.rows[0] ?? { row: 2, cells: new Map<string, string>() }
  const told = (column: string, what: string, became: string | null) =>
    tell({ sheet: table?.name ?? 'settings', row: row.row, column: table?.headers.get(column) ?? column }, what, became)
  const cell = (column: string) => row.cells.get(column)

  const named = cell('form_id') ?? fileName
  const id = idFor(named)
  if (id !== named) told('form_id', named, `编号是 ${id} / its id`)
  const typed = cell('form_title') ?? fileName
  const title = shortName(typed, TITLE)
  if (title !== typed) told('form_title', typed, `标题是「${title}」 / its title`)
  const others = textsIn(row, 'jianbao::title', speak)

  const versions = known.filter((form) => form.id === id)
  const said = /^[1-9]\d*$/.test(cell('version') ?? '') ? Number(cell('version')) : 0
  const free = Math.max(0, ...versions.map(({ version }) => version)) + 1
  const version = said > 0 && said <= HIGHEST && versions.every((form) => form.version !== said) ? said : free
  if (version !== said && cell('version') !== undefined)
    told('version', cell('version') ?? '', `版本是 ${version} / its version`)

  const places = known.filter((form) => form.id !== id).map(({ menu }) => menu)
  const wanted = Number(cell('jianbao::menu') ?? versions[0]?.menu ?? 0)
  const menu = wanted > 0 && !places.includes(wanted) ? wanted : Math.max(0, ...places) + 1
  if (menu !== wanted && cell('jianbao::menu') !== undefined)
    told('jianbao::menu', cell('jianbao::menu') ?? '', `那一位已有表单，放在第 ${menu} 位 / taken, it gets this place`)

  const aliases = listIn(cell('jianbao::aliases'), /[、,，;；]/)
  const idle = listIn(cell('jianbao::idle'), /[\s、,，;；]/)
  const idleOptional = listIn(cell('jianbao::idle_optional'), /[\s、,，;；]/)
  return {
    data: {
      id,
      version,
      menu,
      title: sentence({ 'zh-CN': title, ...others }),
      ...(aliases.length > 0 ? { aliases } : {}),
      ...(idle.length > 0 ? { idle } : {}),
      ...(idleOptional.length > 0 ? { idle_optional: idleOptional } : {}),
    },
    checks: checksIn(cell('jianbao::checks'), told),
  }
}

function idFor(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
  return plain || 'form'
}

const listIn = (text: string | undefined, separator: RegExp): string[] =>
  (text ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)

function checksIn(text: string | undefined, told: (column: string, what: string, became: null) => void): object[] {
  if (text === undefined) return []
  const checks = jsonIn(text)
  if (Array.isArray(checks)) return checks as object[]
  told('jianbao::checks', `「${text}」读不懂 / not understood`, null)
  return []
}
