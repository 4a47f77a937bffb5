import { when, type Part } from './parts.js'

const SUPPORT = {
  headers: ['日期', '方式', '机构', '主题'],
  cells: ['{日期}', '{方式}', '{机构}', '{主题}'],
  widths: [4, 2, 4, 6],
}

/** 网络历年: a network of sites over the years, with whose money. */
export const network: Part[] = [
  '{枢纽机构}　　报告日期：{报告日期}',
  '# 各阶段的网络伙伴',
  {
    headers: ['时间', '在站', '有意向未合作', '当年新增', '当年离开', '资源方', '枢纽工作'],
    loop: '阶段',
    cells: ['{年份}', '{在站数}', '{意向数}', '{当年新增}', '{当年离开}', '{资方}', '{枢纽工作}'],
    none: '还没有登记网络伙伴。',
    widths: [7, 8, 7, 5, 5, 13, 14],
  },
  when('有阶段', '每年按 12 月 31 日算；有伙伴还不确切的，写成范围。资源方后面是用这笔钱的伙伴有几个。'),
  '# 枢纽做的工作',
  '## 走访',
  { ...SUPPORT, loop: '走访', none: '本期没有走访的记录。' },
  '## 辅导',
  { ...SUPPORT, loop: '辅导', none: '本期没有辅导的记录。' },
  '## 咨询',
  { ...SUPPORT, loop: '咨询', none: '本期没有咨询的记录。' },
  '## 沙龙',
  {
    headers: ['日期', '沙龙', '签到'],
    loop: '沙龙',
    cells: ['{日期}', '{名称}', '{签到人数}'],
    none: '本期没有沙龙。',
    widths: [3, 7, 2],
  },
]
