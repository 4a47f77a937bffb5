import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx, writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { runHere } from './run-cli.js'

const FILE = 'test/transcripts/commands/xlsform.txt'
/** As for the conversations: JIANBAO_UPDATE_TRANSCRIPTS=1 writes what comes now. */
const update = process.env['JIANBAO_UPDATE_TRANSCRIPTS'] === '1'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jianbao-xlsform-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
const isFile = (word: string) => /\.(?:xlsx|yaml)$/.test(word)

/**
 * What staff type and see when forms come and go as workbooks (`test/transcripts/commands/*.txt`):
 *
 *     [走访.xlsx · survey]       a sheet that is given, a row a line; [坏的.yaml] a file
 *     $ jianbao forms import …   a command, with what it answers
 *     [打开 走访.yaml]            what a file says then; of a workbook a sheet, and of that some columns
 */
async function play(transcript: string): Promise<string> {
  const sheets = new Map<string, WriteSheet[]>()
  const out: string[] = []
  for (const block of transcript.trim().split(/\n\n(?=[[$#])/u)) {
    const [head = '', ...lines] = block.split('\n')
    const [, opened, sheet, columns] = /^\[打开 ([^\s·]+)(?: · ([^\s·]+))?(?: · (.+))?\]$/u.exec(head) ?? []
    const [, file, name] = /^\[([^\s·]+) · (\S+)\]$/u.exec(head) ?? []
    const [, text] = /^\[([^\s·]+\.yaml)\]$/u.exec(head) ?? []
    if (text !== undefined) {
      await writeFile(at(text), `${lines.join('\n').trimEnd()}\n`)
      out.push(block.trimEnd())
    } else if (opened !== undefined) out.push(`${head}\n${await shown(opened, sheet, columns?.split('、'))}`)
    else if (file !== undefined && name !== undefined) {
      const rows = lines.map((line) => line.split('|').map((cell) => cell.trim() || null))
      sheets.set(file, [...(sheets.get(file) ?? []), { name, rows }])
      await writeFile(at(file), await writeXlsx({ sheets: sheets.get(file)! }))
      out.push(block.trimEnd())
    } else if (head.startsWith('$ jianbao ')) {
      const words = head.slice('$ jianbao '.length).split(' ')
      const { out: said, err, code } = await runHere(words.map((word) => (isFile(word) ? at(word) : word)))
      const answer = `${said}${err}`.replaceAll(`${folder}/`, '').trimEnd()
      out.push([head, ...(answer ? [answer] : []), ...(code === 0 ? [] : [`(${code})`])].join('\n'))
    } else out.push(block.trimEnd())
  }
  return `${out.join('\n\n')}\n`
}

async function shown(file: string, name?: string, columns?: string[]): Promise<string> {
  if (name === undefined) return (await readFile(at(file), 'utf8')).trimEnd()
  const { sheets } = await readXlsx(await readFile(at(file)))
  const [head = [], ...rows] = sheets.find((one) => one.name === name)?.rows ?? []
  const places = columns?.map((column) => head.indexOf(column)) ?? head.map((_, i) => i)
  const said = (cell: unknown) => (typeof cell === 'string' ? cell.replaceAll('\n', ' ') : '')
  const line = (cells: unknown[]) => places.map((i) => said(cells[i])).join(' | ')
  return [head, ...rows].map((row) => line(row).trimEnd()).join('\n')
}

it('a workbook becomes a form, what it cannot be is told, and ours become workbooks: as written in test/transcripts/commands', async () => {
  const written = await readFile(FILE, 'utf8')
  const played = await play(written)
  if (update) await writeFile(FILE, played)
  expect(played).toBe(update ? played : written)
})
