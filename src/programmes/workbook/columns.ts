import { readChoice, readCode, readDay, readText, type Said, type Value } from './cell.js'

export interface Column<T> {
  header: string
  /** Other headers under which people have it. */
  also?: string[]
  read(value: Value): Said<T>
  /** A row without it says too little. */
  required?: true
  /** What 「无」 means: that there is none, or nothing else than itself. */
  clears?: true
  /** Merged over several rows, it is meant for each of them: what is one thing to each row (a name, an amount) is not. */
  spans?: true
  example: string | number
  /** What to write, for who fills it in. */
  help: string
  /** What can be chosen from a list. */
  choices?: string[]
  width?: number
}

export type Columns = Record<string, Column<unknown>>
export interface Layout<C extends Columns = Columns> {
  name: string
  also: string[]
  /** A workbook may be without it. */
  optional?: true
  about: string
  columns: C
}

export const layout = <C extends Columns>(name: string, rest: Omit<Layout<C>, 'name'>): Layout<C> => ({ name, ...rest })

export const NAME = 100
export const LINE = 300
export const EXAMPLE = '示例'

export const code = (what: string) =>
  ({
    header: '编号',
    also: ['代码', '编码', `${what}编号`],
    read: readCode,
    example: EXAMPLE,
    help: `自己定，以后不要改；不写就按名称认。改名称前请先写上编号 / for good; without one the name is what counts`,
    width: 14,
  }) satisfies Column<string>

export const organisation = {
  header: '机构',
  also: ['机构名称', '受助机构', '申请机构', '组织或个人', '组织或者个人', '伙伴', '网络伙伴', '站点', '机构或个人'],
  read: readText(NAME),
  spans: true,
  example: '鸡鸣山社区读书会',
  help: '「机构」表里的名称、简称或编号 / as in the sheet 机构',
  width: 26,
} satisfies Column<string>

export const programme = {
  header: '资助项目',
  also: ['所属项目', '资助计划', '项目编号'],
  read: readText(NAME),
  spans: true,
  example: '2026年小额资助',
  help: '「资助项目」表里的名称或编号；只有一个项目时可以不写 / as in the sheet 资助项目',
  width: 24,
} satisfies Column<string>

export const grant = {
  header: '资助编号',
  also: ['资助'],
  read: readCode,
  spans: true,
  example: EXAMPLE,
  help: '「资助」表里的编号；不写就按机构和项目找 / as in the sheet 资助, else by 机构 and 资助项目',
  width: 14,
} satisfies Column<string>

export const remark = {
  header: '备注',
  also: ['说明'],
  read: readText(LINE),
  clears: true,
  example: '',
  help: '',
  width: 24,
} satisfies Column<string>

export const day = (header: string, month: 'first' | 'last' | null, help: string, example: string | number = '') =>
  ({ header, read: readDay(month), clears: true, spans: true, example, help, width: 13 }) satisfies Column<string>

export const yes = readChoice<boolean>([
  [true, '是', 'true', '已离开', '离开', '√', 'yes'],
  [false, '否', 'false', '在', '不是', 'no'],
])
