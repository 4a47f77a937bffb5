import { readFile, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { importWorkbook, type Imported } from '../../programmes/import-workbook.js'
import type { Change, Outcome, Registers } from '../../programmes/register.js'
import { answersIn, type Question } from '../../programmes/workbook/answers.js'
import { SHEETS } from '../../programmes/workbook/layout.js'
import type { SheetCells } from '../../programmes/workbook/headers.js'
import { readSheets } from '../../programmes/workbook/read.js'
import { spotName, type Told } from '../../programmes/workbook/told.js'
import { CONFIG, readConfigFiles } from '../../config-files.js'
import { WEEKDAYS_ONLY } from '../../programmes/calendar.js'
import { changedLines } from './changed.js'
import { formNames } from '../form-names.js'
import { hasMacros } from '../office/open-office.js'
import { MOST_BYTES, openWorkbook } from '../office/open-workbook.js'
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
  const config = await readConfigFiles(CONFIG)
  const calendar = 'faults' in config ? WEEKDAYS_ONLY : config.calendar
  const now = parts.now()
  const workbook = readSheets(opened.sheets)
  return withOpened(
    command,
    parts,
    (settings) => parts.openRegisters(settings, dryRun ? 'rehearse' : 'write'),
    async ({ transact, newId }) => {
      const bring = (registers: Registers) => importWorkbook(registers, forms, { calendar, newId, now })
      const imported = await transact((registers) => bring(registers)(workbook, read.answers))
      const notes = [...opened.notes, ...imported.notes]
      if (notes.length > 0) stderr.write(`请留意 / please note:\n${notes.map(line).join('')}`)
      if (imported.type === 'refused') {
        stderr.write(refusal(imported, file, dryRun))
        return WRONG
      }
      stdout.write(`${summary(imported, dryRun)}\n`)
      stdout.write(owedLines(imported, dryRun))
      stdout.write(dryRun ? '试运行，什么都没有写入 / a dry run: nothing was written\n' : NEXT)
      return DONE
    },
  )
}

/** What is owed by now because of it; what was there keeps its days. */
function owedLines({ changes, owed }: Extract<Imported, { type: 'loaded' }>, dryRun: boolean): string {
  const { made, missed, waived } = owed
  const late = missed > 0 ? `（其中 ${missed} 份在此之前就已到期，记作没有赶上 / ${missed} due before）` : ''
  const will = dryRun ? '会' : '已'
  return [
    ...(made > 0 ? [`应交报告：${will}生成 ${made} 份${late} / reports owed: ${made} made\n`] : []),
    ...(waived > 0 ? [`应交报告：退出的 ${waived} 份${will}免交 / ${waived} waived of who left\n`] : []),
    ...(changes.some(({ of, outcome }) => of === 'schedules' && outcome === 'changed')
      ? ['已经生成的应交报告截止日不变，要改请在对话里用「延期」 / what is owed already keeps its days\n']
      : []),
  ].join('')
}

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
  if (opened.macros) return { fault: hasMacros({ kind: 'xlsx' }) }
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
    called: `原来的联系人${others}在这份名单里没有了，多了「${name}」。是同一个人改了名：${is}；换了人：--confirm "${name}=新"，再给原来那位写一行，已离开写 是`,
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
  const changed = changedLines(changes)
  const what = changed.length > 0 ? ['改了什么 / what changed:', ...changed] : []
  return [heading, table(['表', ...OUTCOMES.map(([, word]) => word)], rows), ...lists, ...what].join('\n')
}

function listed(changes: Change[]): string {
  const names = changes.slice(0, NAMED).map(({ name }) => name)
  return changes.length > NAMED ? `${names.join('、')} 等 ${changes.length} 个` : names.join('、')
}
