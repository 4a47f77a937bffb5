import type { Part } from './parts.js'

/** 网络历年: a network of sites over the years, with whose money. */
export const network: Part[] = [
  '{枢纽机构}　　{报告日期}',
  '# 各阶段的网络伙伴',
  {
    headers: ['时间', '在站', '有意向、未合作', '当年新增', '当年离开', '资源方'],
    loop: '阶段',
    cells: ['{年份}', '{在站数}', '{意向数}', '{当年新增}', '{当年离开}', '{资方}'],
    widths: [2, 2, 2, 2, 2, 4],
  },
  '# 枢纽做的工作',
  { headers: ['日期', '方式', '机构', '主题'], loop: '走访', cells: ['{日期}', '{方式}', '{机构}', '{主题}'] },
  { headers: ['日期', '方式', '机构', '主题'], loop: '辅导', cells: ['{日期}', '{方式}', '{机构}', '{主题}'] },
  { headers: ['日期', '沙龙', '签到'], loop: '沙龙', cells: ['{日期}', '{名称}', '{签到人数}'], widths: [2, 4, 1] },
]
