import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { writeXlsx } from 'hucre/xlsx'
import { entriesOf } from '../../src/storage/unzip.js'
import { zipOf } from './a-docx.js'
import { runHere } from './run-cli.js'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'jianbao-hostile-'))))
afterAll(() => rmSync(folder, { recursive: true }))

type Kind = 'docx' | 'xlsx'

/** Every command that reads a file which somebody else made in Office. */
const DOORS: [string, Kind, (file: string) => string[]][] = [
  ['reconcile', 'docx', (file) => ['reconcile', file]],
  ['reconcile', 'xlsx', (file) => ['reconcile', file]],
  ['report layouts check', 'docx', (file) => ['report', 'layouts', 'check', file]],
  ['report build --layout', 'docx', (file) => ['report', 'build', '--layout', file, '--out', join(folder, 'out.docx')]],
  ['programmes import', 'xlsx', (file) => ['programmes', 'import', file]],
  ['forms import', 'xlsx', (file) => ['forms', 'import', file]],
]

const SOUND: Record<Kind, () => Promise<Record<string, Buffer>>> = {
  docx: async () => partsOf(await readFile('config/layouts/quarterly.docx')),
  xlsx: async () => partsOf(Buffer.from(await writeXlsx({ sheets: [{ name: 'survey', rows: [['type', 'name']] }] }))),
}
const partsOf = (bytes: Buffer) =>
  Object.fromEntries(entriesOf(bytes).map(({ name, read }) => [name, read(10_000_000)]))
const MAIN: Record<Kind, string> = { docx: 'word/document.xml', xlsx: 'xl/worksheets/sheet1.xml' }

/** A sound file with these parts put in or in place of its own. */
const withParts = (change: (kind: Kind, main: string) => Record<string, string | Buffer>) => async (kind: Kind) => {
  const parts = await SOUND[kind]()
  return zipOf({ ...parts, ...change(kind, parts[MAIN[kind]]?.toString() ?? '') })
}
const declared = (xml: string, declaration: string) => xml.replace(/^(<\?xml[^>]*>)?/, `$1${declaration}`)
const oleOf = (text: string) => async () =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from(text, 'utf16le')])

const FILES: [string, (kind: Kind) => Promise<Buffer>, RegExp][] = [
  ['is none', async () => Buffer.from('PK no zip at all'), /打不开.* \/ this is no sound/],
  ['is cut off', async (kind) => zipOf(await SOUND[kind]()).subarray(0, 700), /打不开.* \/ this is no sound/],
  [
    'is small and huge unpacked',
    withParts((kind, main) => ({ [MAIN[kind]]: main, 'docProps/app.xml': Buffer.alloc(250_000_000, 32) })),
    /太大了，.* \/ too big/,
  ],
  [
    'is huge unpacked and says that it is small',
    async (kind) => {
      const bytes = zipOf({ 'a.xml': Buffer.alloc(250_000_000, 32), ...(await SOUND[kind]()) })
      for (const [mark, place] of [
        [[0x50, 0x4b, 3, 4], 22],
        [[0x50, 0x4b, 1, 2], 24],
      ] as [number[], number][])
        bytes.writeUInt32LE(100, bytes.indexOf(Buffer.from(mark)) + place)
      return bytes
    },
    /太大了，.* \/ too big/,
  ],
  [
    'has very many parts',
    withParts(() => Object.fromEntries(Array.from({ length: 11_000 }, (_, i) => [`x/${i}.xml`, '']))),
    /太大了，.* \/ too big/,
  ],
  [
    'fetches a file of the machine',
    withParts((kind, main) => ({
      [MAIN[kind]]: declared(main, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
    })),
    /打不开.* \/ this is no sound/,
  ],
  [
    'blows up entities, in another encoding',
    withParts(() => ({ 'docProps/custom.xml': Buffer.from('\uFEFF<!DOCTYPE a [<!ENTITY x "xxxx">]><a/>', 'utf16le') })),
    /打不开.* \/ this is no sound/,
  ],
  ['has a password', oleOf('EncryptedPackage'), /有密码.* \/ it has a password/],
  ['is of before 2007', oleOf('WordDocument'), /旧版.* \/ an old/],
  [
    'has a part outside of it',
    withParts(() => ({ '../../../etc/cron.d/x.xml': '<a/>' })),
    /打不开.* \/ this is no sound/,
  ],
  ['has a part twice', withParts((kind) => ({ [MAIN[kind].toUpperCase()]: '<a/>' })), /打不开.* \/ this is no sound/],
]

const MACROS: typeof FILES = [
  [
    'has macros',
    withParts((kind) => ({ [`${MAIN[kind].split('/')[0]}/vbaProject.bin`]: 'x' })),
    /带宏.* \/ it has macros/,
  ],
  [
    'says that it has macros',
    withParts(() => ({
      '[Content_Types].xml':
        '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    })),
    /带宏.* \/ it has macros/,
  ],
]

const MILLION: typeof FILES = [
  [
    'has a million rows',
    withParts((kind, main) => ({
      [MAIN[kind]]: main.replace('</sheetData>', `${'<row><c><v>1</v></c></row>'.repeat(1_000_000)}</sheetData>`),
    })),
    /太大了，.* \/ too big/,
  ],
]

test.each(
  DOORS.flatMap(([door, kind, args]) => [
    ...FILES.map((file) => [door, kind, ...file, args] as const),
    // What of an XLSForm is not taken over is listed, macros too.
    ...(door === 'forms import' ? [] : MACROS.map((file) => [door, kind, ...file, args] as const)),
    ...(kind === 'xlsx' ? MILLION.map((file) => [door, kind, ...file, args] as const) : []),
  ]),
)('%s refuses a .%s that %s', async (_door, kind, _about, make, said, args) => {
  const file = join(folder, `a.${kind}`)
  writeFileSync(file, await make(kind))
  const { code, out, err } = await runHere(args(file))
  expect(code).not.toBe(0)
  expect(out + err).toMatch(said)
  expect(out + err).not.toMatch(/\n +at |Error/)
  expect(existsSync(join(folder, 'out.docx'))).toBe(false)
})

test('macros of an XLSForm are told of and not taken over', async () => {
  const file = join(folder, 'macro.xlsx')
  const rows = [
    ['type', 'name', 'label'],
    ['text', 'village', '哪个村？'],
  ]
  const parts = partsOf(Buffer.from(await writeXlsx({ sheets: [{ name: 'survey', rows }] })))
  writeFileSync(file, zipOf({ ...parts, 'xl/vbaProject.bin': 'x' }))
  const { code, err } = await runHere(['forms', 'import', file])
  expect([code, err]).toEqual([0, expect.stringContaining('没有运行，也没有导入')])
})
