import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import { databaseRegisters, rehearsal } from '../../src/database/registers.js'
import { importWorkbook, type Imported } from '../../src/programmes/import-workbook.js'
import { answersIn } from '../../src/programmes/workbook/answers.js'
import type { Value } from '../../src/programmes/workbook/cell.js'
import { readSheets } from '../../src/programmes/workbook/read.js'
import { onEachDatabase } from '../contracts/databases.js'
import { keeping, forms, network, sheetsOf, type Tables } from './a-workbook.js'

/** What people write under these headers, right and wrong. */
const WRITTEN: Record<string, Value[]> = {
  编号: ['', '', 'qm', 'x1', 'X1', 'x2', 'zr', 'p26', 'a b'],
  名称: ['青苗', '青苗社工', '麦田', '麦田公益 ', '新的读书会', '读书会', '青苗社会工作中心', ''],
  机构: ['青苗', '青苗社工', '麦田', '江西枢纽', '个人申请者一', 'ＱＭ', 'x1', '新的读书会', '青苗社'],
  资助项目: ['', 'p26', 'p27', '2026年小额资助'],
  用途: ['第二社区', '乡村图书', '病人关怀', '第二 社区'],
  姓名: ['小禾', '小满', '小谷', '小舟'],
  状态: ['', '执行中', '已退出', '已落地', '有意向', '作废'],
  从哪天起: ['2017-01-01', '2017-06-01', '2019年1月1日', 43101, '待定'],
  '金额（元）': ['', 5000, '1.2万', '无', '五千多', 0.1],
  第几期: [1, 2, '第3期'],
  简称: ['', '青苗', '读书会、麦田'],
  标签: ['', '无', '社区', '阅读、社区'],
  城市: ['', '无', '南昌'],
  也替谁填: ['', '无', '麦田公益', 'qm、麦田'],
  顺位: ['', 1, '备用', '无'],
  计划数: ['', 3, '5-8', '无'],
}

/** The same edits every time. */
function dice(seed: number) {
  let state = seed
  const roll = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return { roll, pick: <T>(all: T[]): T => all[Math.floor(roll() * all.length)]! }
}

function edited({ roll, pick }: ReturnType<typeof dice>): Tables {
  const written = (header: Value | undefined): Value => pick(WRITTEN[String(header)] ?? ['', '无', '2026-05-01'])
  return Object.fromEntries(
    Object.entries(network).map(([name, [head = [], ...rows]]) => {
      if (roll() > 0.2) return [name, [head, ...rows]]
      const at = Math.floor(roll() * rows.length)
      const column = Math.floor(roll() * head.length)
      const edit = pick(['cell', 'cell', 'row', 'twice', 'gone', 'column'])
      if (edit === 'cell') rows[at] = (rows[at] ?? []).with(column, written(head[column]))
      if (edit === 'row') rows.push(head.map(written))
      if (edit === 'twice') rows.push(pick(rows))
      if (edit === 'gone') rows.splice(at, 1)
      return [name, edit === 'column' ? [head, ...rows].map((row) => row.slice(0, -1)) : [head, ...rows]]
    }),
  )
}

const TABLES = ['hubs', 'funders', 'programmes', 'organisations', 'organisation_aliases', 'organisation_tags', 'grants', 'instalments', 'objectives', 'contacts', 'contact_organisations', 'invitations', 'partner_statuses', 'schedules'] // prettier-ignore

async function everything(database: Database): Promise<string> {
  const all = TABLES.map((table) => database.reads.all(`SELECT * FROM ${table}`))
  return (await Promise.all(all))
    .map((rows) =>
      rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n'),
    )
    .join('\n')
}

onEachDatabase('a workbook edited at random', (database) => {
  it('is refused and changes nothing, or is loaded and changes nothing more the next time', async () => {
    const chance = dice(20_260_301)
    const ended = { loaded: 0, refused: 0 }
    for (let i = 0; i < 40; i += 1) {
      const workbook = readSheets(sheetsOf(edited(chance)))
      const bring = async (confirm: string[], units = database().units): Promise<Imported> => {
        const read = answersIn(confirm)
        if (!read.ok) throw new Error(read.wrong.join())
        return units((sql) => importWorkbook(databaseRegisters(sql), forms, keeping)(workbook, read.answers))
      }
      const before = await everything(database())
      const rehearsed = await bring([], rehearsal(database().units))
      expect(await everything(database())).toBe(before)
      let imported = await bring([])
      expect(imported).toEqual(rehearsed)
      const confirm: string[] = []
      for (let more = 0; more < 3 && imported.type === 'refused' && imported.faults.length === 0; more += 1) {
        for (const { name, like, about } of imported.questions)
          confirm.push(about !== 'same' || chance.roll() < 0.5 ? `${name}=${like[0]}` : `${name}=新`)
        imported = await bring(confirm)
      }
      ended[imported.type] += 1
      if (imported.type === 'refused') {
        expect(await everything(database())).toBe(before)
        continue
      }
      const after = await everything(database())
      const again = await bring([])
      expect(again.type === 'loaded' && again.changes.every(({ outcome }) => outcome === 'same')).toBe(true)
      expect(await everything(database())).toBe(after)
    }
    expect(Math.min(ended.loaded, ended.refused)).toBeGreaterThan(5)
  }, 60_000)
})
