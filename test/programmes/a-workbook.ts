import { writeXlsx } from 'hucre/xlsx'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'
import type { Value } from '../../src/programmes/workbook/cell.js'
import type { FormNames } from '../../src/programmes/workbook/schedules.js'
import type { SheetCells } from '../../src/programmes/workbook/headers.js'
import { newId, NOW } from '../contracts/databases.js'

/** The forms that its schedules can ask for. */
export const forms: FormNames = [
  { id: 'work-brief', names: ['工作简报', 'Work brief'] },
  { id: 'activity', names: ['活动记录'] },
]

/** What an import needs besides, on the day of the tests. */
export const keeping = { calendar: WEEKDAYS_ONLY, newId, now: NOW }

export type Tables = Record<string, Value[][] | null>

/** A small network as its officer has it: some codes, dates and amounts as people type them. */
export const network: Record<string, Value[][]> = {
  枢纽: [
    ['编号', '名称'],
    ['jx', '江西枢纽'],
  ],
  资助方: [
    ['编号', '名称'],
    ['zr', '某某公益基金会'],
  ],
  资助项目: [
    ['编号', '名称', '资助方', '开始日期', '结束日期'],
    ['p26', '2026年小额资助', '某某公益基金会', '2026年1月1日', new Date('2026-12-31')],
    ['p27', '2027年小额资助', '', '2027/1', '2027年12月'],
  ],
  机构: [
    ['编号', '名称', '类型', '地区', '城市', '标签', '简称'],
    ['', '江西枢纽', '枢纽', '江西', '南昌', '', ''],
    ['qm', '青苗社工服务中心', '', '宁夏', '中卫', '社区、儿童', '青苗社工'],
    ['', '麦田公益　', '机构', '江西', '萍乡', '', ''],
    ['', '个人申请者一', '个人', '', '', '', ''],
  ],
  资助: [
    ['编号', '机构', '资助项目', '用途', '用途类别', '金额（元）', '状态', '加入日期', '备注'],
    ['', '青苗社工', 'p26', '第二社区', '项目', '5,000元', '', 46082, ''],
    ['', '麦田公益', '2026年小额资助', '乡村图书', '运行', '１．２万', '', '2026.3.1', ''],
    ['', '个人申请者一', 'p26', '病人关怀', '', '', '已退出', '', '申请退出资助'],
  ],
  拨款: [
    ['资助编号', '机构', '第几期', '金额（元）', '计划日期', '实拨日期'],
    ['', '青苗社工', '首期', 3000, '2026-03-01', '2026年3月2日'],
    ['', '青苗社工', '第2期', '2000', '2026.9.1', ''],
  ],
  目标: [
    ['资助项目', '机构', '目标', '计划数', '单位', '截止日期'],
    ['p26', '', '受助机构', '5–8家', '', ''],
    ['', '青苗社工', '主题沙龙', '6', '期', '2026-11-30'],
  ],
  报告安排: [
    ['编号', '资助项目', '表单', '多久一次', '截止', '遇放假', '个别时段', '提醒'],
    ['季报', 'p26', '工作简报', '每季度', '结束后15天', '顺延', '2026年四季度=不交', '提前7天、当天、逾期3天'],
    ['终报', 'p26', '活动记录', '结束时', 30, '', '', ''],
  ],
  联系人: [
    ['机构', '姓名', '顺位', '也替谁填'],
    ['青苗社工', '小禾', '第一联系人', '麦田公益'],
    ['青苗社工', '小满', '备用', ''],
    ['江西枢纽', '小谷', '', ''],
  ],
  伙伴状态: [
    ['机构', '状态', '从哪天起', '资金来源', '备注'],
    ['麦田公益', '有意向', '2017-01-01', '', ''],
    ['麦田公益', '已落地', '2017-06-01', '壹基金', ''],
    ['麦田公益', '已退出', '2018-03-01', '', '缺人'],
  ],
}

/** The network with some sheets others, or without them (null). */
export const sheetsOf = (changes: Tables = {}, merges: Record<string, SheetCells['merges']> = {}): SheetCells[] =>
  Object.entries<Value[][] | null>({ ...network, ...changes }).flatMap(([name, rows]) =>
    rows ? [{ name, rows, merges: merges[name] ?? [] }] : [],
  )

/** The same as a file. */
export const xlsxOf = (changes: Tables = {}, merges: Record<string, SheetCells['merges']> = {}): Promise<Uint8Array> =>
  writeXlsx({ sheets: sheetsOf(changes, merges) })

/** A sheet of the network with further rows. */
export const withRows = (name: string, ...rows: Value[][]): Tables => ({ [name]: [...(network[name] ?? []), ...rows] })

/** A sheet of the network in which a cell, counted from 0, is another. */
export const withCell = (name: string, row: number, column: number, value: Value): Tables => ({
  [name]: (network[name] ?? []).map((cells, i) => (i === row ? cells.with(column, value) : cells)),
})
