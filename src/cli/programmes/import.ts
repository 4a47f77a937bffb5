import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { importWorkbook, type Imported } from '../../programmes/import-workbook.js'
import type { Change, Outcome } from '../../programmes/register.js'
import { answersIn, type Question } from '../../programmes/workbook/answers.js'
import { SHEETS } from '../../programmes/workbook/layout.js'
import type { SheetCells } from '../../programmes/workbook/headers.js'
import { readSheets } from '../../programmes/workbook/read.js'
import { spotName, type Told } from '../../programmes/workbook/told.js'
import { formNames } from '../form-names.js'
import { MOST_BYTES, openWorkbook } from '../open-workbook.js'
import { DONE, FAILED, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { table } from '../table.js'
import { unreadable } from '../unreadable.js'
import { withOpened } from '../with-records.js'

const MOST_ROWS = 10_000

/** Brings a hub up to date from a workbook, whole or not at all, or shows what would become of it. */
export async function importProgrammes(
  file: string,
  { dryRun = false, confirm = [] }: { dryRun?: boolean; confirm?: string[] },
  command: Command,
  parts: CliParts,
): Promise<ExitCode> {
  const { stdout, stderr } = parts
  const read = answersIn(confirm)
  if (!read.ok) {
    for (const each of read.wrong)
      stderr.write(`--confirm 「${each}」请写成 青苗=青苗社工，或 青苗=新 / write NAME=NAME, or NAME=新\n`)
    return WRONG
  }
  const opened = await sheetsOf(file)
  if ('fault' in opened) {
    stderr.write(`${file}：${opened.fault}\n`)
    return FAILED
  }
  const forms = await formNames()
  if ('faults' in forms) {
    for (const { where, message } of forms.faults) stderr.write(`${where}  ${message}\n`)
    return FAILED
  }
  const workbook = readSheets(opened.sheets)
  return withOpened(
    command,
    parts,
    (settings) => parts.openRegisters(settings, dryRun ? 'rehearse' : 'write'),
    async ({ transact }) => {
      const imported = await transact((registers) => importWorkbook(registers, forms)(workbook, read.answers))
      const notes = [...opened.notes, ...imported.notes]
      if (notes.length > 0) stderr.write(`请留意 / please note:\n${notes.map(line).join('')}`)
      if (imported.type === 'refused') {
        stderr.write(refusal(imported, file, dryRun))
        return WRONG
      }
      stdout.write(`${summary(imported, dryRun)}\n`)
      if (imported.changes.some(({ of, outcome }) => of === 'schedules' && outcome !== 'same')) stdout.write(SCHEDULED)
      stdout.write(dryRun ? '试运行，什么都没有写入 / a dry run: nothing was written\n' : NEXT)
      return DONE
    },
  )
}

const SCHEDULED =
  '报告安排：一小时内按它生成应交报告；已经生成的，截止日不变，要改请在对话里用「延期」 / what is owed already keeps its days\n'
const NEXT = '邀请码：npx jianbao invite --all --page 邀请卡.html / invitation cards\n'

async function sheetsOf(file: string): Promise<{ sheets: SheetCells[]; notes: Told[] } | { fault: string }> {
  let bytes: Buffer
  try {
    const { size } = await stat(file)
    bytes = size > MOST_BYTES ? Buffer.alloc(MOST_BYTES + 1) : await readFile(file)
  } catch (error) {
    return { fault: unreadable(error) }
  }
  const opened = await openWorkbook(bytes, '一份名单', { wanted: () => true, mostRows: MOST_ROWS })
  if ('fault' in opened) return opened
  const sheets = opened.sheets.map(({ name, rows, merges = [] }) => ({
    name,
    rows: rows.map((row) => row.map((value) => value ?? null)),
    merges,
  }))
  const formulas = opened.sheets.flatMap(({ name, cells }) =>
    [...(cells?.values() ?? [])].some(({ formula }) => formula !== undefined) ? [name] : [],
  )
  const notes = formulas.map((sheet) => ({
    sheet,
    message: '有公式，只看它上次算出的值 / formulas: the value they last had',
  }))
  return { sheets, notes }
}

const line = (told: Told): string => `  ${spotName(told)}：${told.message}\n`

function refusal({ faults, questions }: Imported & { type: 'refused' }, file: string, dryRun: boolean): string {
  const wrong =
    faults.length > 0 ? `没有导入，请先改好 / nothing was imported, these are wrong:\n${faults.map(line).join('')}` : ''
  if (questions.length === 0) return wrong
  const rerun = `npx jianbao programmes import ${file}${dryRun ? ' --dry-run' : ''}`
  return (
    wrong +
    `${wrong ? '还有要您回答的' : '没有导入，请先回答'} / please answer:\n` +
    questions.map(asked).join('') +
    `把要的那几个加在后面，再运行一次；答过的会记住 / add the answers and run it again: ${rerun} --confirm "…"\n`
  )
}

function asked(question: Question): string {
  const { name, like, about } = question
  const others = like.map((each) => `「${each}」`).join('、')
  const is = like.map((each) => `--confirm "${name}=${each}"`).join(' 或 ')
  const ask = {
    same: `「${name}」是不是已有的${others}？是同一家：${is}；不是：--confirm "${name}=新"`,
    renamed: `编号一样，名称从${others}变成了「${name}」。是改名：${is}；不是，请换一个编号`,
    person: `编号一样，姓名从${others}变成了「${name}」。是同一个人：${is}；换了人，请给新来的另写一个编号，原来那位写上已离开`,
    hub: `「${name}」是不是已有的枢纽${others}？是：${is}；要另建一个枢纽：--confirm "${name}=新"`,
  }[about]
  return `  ${spotName(question)}：${ask} / the same, or a new one?\n`
}

const OUTCOMES: [Outcome, string][] = [
  ['created', '新增'],
  ['changed', '更新'],
  ['same', '不变'],
  ['removed', '作废'],
]
const NAMED = 20

function summary({ hub, changes }: Imported & { type: 'loaded' }, dryRun: boolean): string {
  const kinds = Object.entries(SHEETS).filter(([key]) => changes.some(({ of }) => of === key))
  const of = (key: string, outcome: Outcome) => changes.filter((each) => each.of === key && each.outcome === outcome)
  const rows = kinds.map(([key, { name }]) => [name, ...OUTCOMES.map(([outcome]) => of(key, outcome).length)])
  const lists = kinds.flatMap(([key, { name }]) =>
    OUTCOMES.filter(([outcome]) => outcome !== 'same').flatMap(([outcome, word]) => {
      const names = of(key, outcome)
      return names.length === 0 ? [] : [`${name} ${word}：${listed(names)}`]
    }),
  )
  const heading = dryRun ? `「${hub}」会这样 / what would become of it` : `已导入「${hub}」 / imported`
  return [heading, table(['表', ...OUTCOMES.map(([, word]) => word)], rows), ...lists].join('\n')
}

function listed(changes: Change[]): string {
  const names = changes.slice(0, NAMED).map(({ name }) => name)
  return changes.length > NAMED ? `${names.join('、')} 等 ${changes.length} 个` : names.join('、')
}
