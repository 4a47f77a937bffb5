import type { PartnerChange } from '../partner-status.js'
import type { Grant } from '../programmes.js'
import {
  readChoice,
  readCode,
  readDay,
  readFen,
  readList,
  readOrdinal,
  readPlan,
  readText,
  type Said,
  type Value,
} from './cell.js'

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

const layout = <C extends Columns>(name: string, rest: Omit<Layout<C>, 'name'>): Layout<C> => ({ name, ...rest })

const NAME = 100
const LINE = 300
export const EXAMPLE = '示例'

const code = (what: string) =>
  ({
    header: '编号',
    also: ['代码', '编码', `${what}编号`],
    read: readCode,
    example: EXAMPLE,
    help: `自己定，以后不要改；不写就按名称认。改名称前请先写上编号 / for good; without one the name is what counts`,
    width: 14,
  }) satisfies Column<string>

const organisation = {
  header: '机构',
  also: ['机构名称', '受助机构', '申请机构', '组织或个人', '组织或者个人', '伙伴', '网络伙伴', '站点', '机构或个人'],
  read: readText(NAME),
  spans: true,
  example: '鸡鸣山社区读书会',
  help: '「机构」表里的名称、简称或编号 / as in the sheet 机构',
  width: 26,
} satisfies Column<string>

const programme = {
  header: '资助项目',
  also: ['所属项目', '资助计划', '项目编号'],
  read: readText(NAME),
  spans: true,
  example: '2026年小额资助',
  help: '「资助项目」表里的名称或编号；只有一个项目时可以不写 / as in the sheet 资助项目',
  width: 24,
} satisfies Column<string>

const grant = {
  header: '资助编号',
  also: ['资助'],
  read: readCode,
  spans: true,
  example: EXAMPLE,
  help: '「资助」表里的编号；不写就按机构和项目找 / as in the sheet 资助, else by 机构 and 资助项目',
  width: 14,
} satisfies Column<string>

const remark = {
  header: '备注',
  also: ['说明'],
  read: readText(LINE),
  clears: true,
  example: '',
  help: '',
  width: 24,
} satisfies Column<string>

const day = (header: string, month: 'first' | 'last' | null, help: string, example: string | number = '') =>
  ({ header, read: readDay(month), clears: true, spans: true, example, help, width: 13 }) satisfies Column<string>

const yes = readChoice<boolean>([
  [true, '是', 'true', '已离开', '离开', '√', 'yes'],
  [false, '否', 'false', '在', '不是', 'no'],
])

/** The sheets of the workbook, in the order in which they are filled in. Template and import both go by this list. */
export const SHEETS = {
  hub: layout('枢纽', {
    also: ['枢纽机构'],
    optional: true,
    about: '本枢纽，只写一行；已经载入过的可以不写 / the hub itself, one row',
    columns: {
      code: code('枢纽'),
      name: {
        header: '名称',
        also: ['枢纽名称', '机构名称'],
        read: readText(NAME),
        required: true,
        example: '益友中心',
        help: '枢纽的名称',
        width: 26,
      },
    },
  }),
  funders: layout('资助方', {
    also: ['资助机构', '基金会'],
    about: '给钱的基金会。几个枢纽报给同一家，编号要一样 / the same code in several hubs is the same funder',
    columns: {
      code: code('资助方'),
      name: {
        header: '名称',
        also: ['资助方', '资助方名称', '基金会名称'],
        read: readText(NAME),
        required: true,
        example: '某某公益基金会',
        help: '全称',
        width: 26,
      },
    },
  }),
  programmes: layout('资助项目', {
    also: ['项目'],
    about: '一笔一笔资助所属的项目，可以有几个 / what grants belong to',
    columns: {
      code: code('项目'),
      name: {
        header: '名称',
        also: ['项目名称', '资助项目', '资助项目名称'],
        read: readText(NAME),
        required: true,
        example: '2026年小额资助',
        help: '',
        width: 26,
      },
      funder: {
        header: '资助方',
        also: ['资助方名称', '基金会'],
        read: readText(NAME),
        spans: true,
        example: '某某公益基金会',
        help: '「资助方」表里的名称或编号；只有一家时可以不写',
        width: 24,
      },
      startsOn: { ...day('开始日期', 'first', '如 2026-01-01', '2026-01-01'), also: ['开始', '项目开始'] },
      endsOn: { ...day('结束日期', 'last', '如 2026-12-31', '2026-12-31'), also: ['结束', '项目结束'] },
    },
  }),
  organisations: layout('机构', {
    also: ['机构名单', '受助机构', '伙伴'],
    about: '受助的机构和个人、网络伙伴、枢纽自己 / grantees, partners, the hub itself',
    columns: {
      code: code('机构'),
      name: {
        header: '名称',
        also: ['机构', ...organisation.also],
        read: readText(NAME),
        required: true,
        example: '鸡鸣山社区读书会',
        help: '全称；和已有的像，会先问一句',
        width: 26,
      },
      kind: {
        header: '类型',
        read: readChoice<'organisation' | 'person' | 'hub'>([
          ['organisation', '机构', 'organisation', '组织'],
          ['person', '个人', 'person'],
          ['hub', '枢纽', 'hub', '枢纽机构'],
        ]),
        spans: true,
        example: '机构',
        help: '不写是机构；资助给个人的写个人，枢纽自己写枢纽',
        choices: ['机构', '个人', '枢纽'],
        width: 10,
      },
      region: {
        header: '地区',
        also: ['省份', '区域', '片区'],
        read: readText(NAME),
        clears: true,
        spans: true,
        example: '江西',
        help: '按地区群发、统计时用',
        width: 12,
      },
      city: {
        header: '城市',
        also: ['市', '所在城市', '所在地'],
        read: readText(NAME),
        clears: true,
        spans: true,
        example: '南昌',
        help: '',
        width: 12,
      },
      tags: {
        header: '标签',
        also: ['领域'],
        read: readList(NAME),
        clears: true,
        spans: true,
        example: '阅读、社区',
        help: '几个之间用「、」隔开；写了就以这里为准',
        width: 18,
      },
      aliases: {
        header: '简称',
        also: ['别名', '又名', '曾用名'],
        read: readList(NAME),
        example: '读书会、鸡鸣山读书会',
        help: '大家还怎么叫它，几个之间用「、」隔开',
        width: 24,
      },
    },
  }),
  grants: layout('资助', {
    also: ['资助名单', '资助一览', '资助明细'],
    about: '给了谁、做什么、多少钱 / who gets how much for what',
    columns: {
      code: code('资助'),
      organisation: { ...organisation, required: true },
      programme,
      purpose: {
        header: '用途',
        also: ['项目名称', '资助内容', '资助用途'],
        read: readText(LINE),
        required: true,
        spans: true,
        example: '社区亲子阅读',
        help: '做什么',
        width: 26,
      },
      purposeClass: {
        header: '用途类别',
        also: ['类别'],
        read: readChoice<NonNullable<Grant['purposeClass']>>([
          ['project', '项目', 'project', '项目费用', '活动'],
          ['admin', '行政', 'admin', '行政费用', '行政费'],
          ['operating', '运行', 'operating', '运行费用', '运营', '运营费用'],
          ['unrestricted', '非限定', 'unrestricted', '不限定'],
        ]),
        clears: true,
        spans: true,
        example: '项目',
        help: '',
        choices: ['项目', '行政', '运行', '非限定'],
        width: 12,
      },
      amountFen: {
        header: '金额（元）',
        also: ['金额', '资助金额', '资助金额（元）'],
        read: readFen,
        clears: true,
        example: 5000,
        help: '单位是元；没定的空着',
        width: 13,
      },
      status: {
        header: '状态',
        also: ['资助状态'],
        read: readChoice<Grant['status']>([
          ['active', '执行中', 'active', '进行中', '在执行'],
          ['withdrawn', '已退出', 'withdrawn', '退出', '已撤回'],
          ['finished', '已结束', 'finished', '结束', '已结项', '结项'],
        ]),
        spans: true,
        example: '执行中',
        help: '不写是执行中',
        choices: ['执行中', '已退出', '已结束'],
        width: 10,
      },
      startsOn: { ...day('开始日期', 'first', '和项目一样就空着'), also: ['开始'] },
      endsOn: { ...day('结束日期', 'last', '和项目一样就空着'), also: ['结束'] },
      enrolledOn: { ...day('加入日期', null, '项目中途加入的，写哪一天加入'), also: ['加入', '入组日期'] },
      remark,
    },
  }),
  instalments: layout('拨款', {
    also: ['拨款计划', '分期'],
    optional: true,
    about: '分几期拨，每期一行 / one row an instalment',
    columns: {
      grant,
      organisation: { ...organisation, example: '' },
      programme: { ...programme, example: '' },
      number: {
        header: '第几期',
        also: ['期数', '期次', '批次'],
        read: readOrdinal,
        required: true,
        example: 1,
        help: '1、2、3…',
        width: 9,
      },
      amountFen: {
        header: '金额（元）',
        also: ['金额', '拨款金额', '拨款金额（元）'],
        read: readFen,
        clears: true,
        example: 3000,
        help: '单位是元',
        width: 13,
      },
      plannedOn: { ...day('计划日期', null, '打算哪天拨'), also: ['计划拨款日期', '计划'] },
      paidOn: {
        ...day('实拨日期', null, '实际哪天拨的；还没拨就空着'),
        also: ['拨款日期', '实际拨款日期', '到账日期'],
      },
    },
  }),
  objectives: layout('目标', {
    also: ['项目目标', '目标一览'],
    optional: true,
    about: '打算做到什么；不写机构和资助编号，就是整个项目的 / of a programme, or of one grant',
    columns: {
      code: code('目标'),
      programme,
      grant: { ...grant, example: '' },
      organisation: { ...organisation, example: '' },
      label: {
        header: '目标',
        also: ['原目标', '目标内容', '预期目标'],
        read: readText(LINE),
        required: true,
        example: '举办主题沙龙',
        help: '做什么',
        width: 30,
      },
      planned: {
        header: '计划数',
        also: ['计划', '目标数', '计划数量'],
        read: readPlan,
        clears: true,
        example: 6,
        help: '数字，或 5-8；没有数字的空着',
        width: 10,
      },
      unit: {
        header: '单位',
        read: readText(10),
        clears: true,
        spans: true,
        example: '期',
        help: '人、人次、期、家…',
        width: 8,
      },
      dueOn: { ...day('截止日期', 'last', '到哪天为止'), also: ['截止', '完成日期', '完成时间'] },
    },
  }),
  contacts: layout('联系人', {
    also: ['联系人名单', '通讯录'],
    about: '谁来填报，谁看；手机号不用写 / who reports; no phone numbers',
    columns: {
      code: code('联系人'),
      organisation: { ...organisation, required: true },
      name: {
        header: '姓名',
        also: ['联系人', '名字', '联系人姓名'],
        read: readText(NAME),
        required: true,
        example: '小禾',
        help: '机器人怎么称呼她',
        width: 14,
      },
      precedence: {
        header: '顺位',
        also: ['联系顺序'],
        read: readChoice<number>([
          [1, '第一联系人', '1', '第一', '主要', '主要联系人'],
          [2, '备用', '2', '第二', '第二联系人', '候补', '副'],
          [3, '第三联系人', '3', '第三'],
        ]),
        clears: true,
        spans: true,
        example: '第一联系人',
        help: '先找谁，再找谁',
        choices: ['第一联系人', '备用', '第三联系人'],
        width: 13,
      },
      organisations: {
        header: '也替谁填',
        also: ['还替哪些机构'],
        read: readList(NAME),
        clears: true,
        example: '',
        help: '还替哪些机构填，几个之间用「、」隔开；写了就以这里为准',
        width: 24,
      },
      role: {
        header: '角色',
        read: readChoice<'staff' | 'viewer'>([
          ['staff', '管事', 'staff', '管理'],
          ['viewer', '只看', 'viewer'],
        ]),
        spans: true,
        example: '',
        help: '枢纽自己的人才写：管事，或只看',
        choices: ['管事', '只看'],
        width: 9,
      },
      left: {
        header: '已离开',
        also: ['离开'],
        read: yes,
        spans: true,
        example: '',
        help: '离开了写是，回来了写否',
        choices: ['是', '否'],
        width: 9,
      },
    },
  }),
  partnerChanges: layout('伙伴状态', {
    also: ['状态', '站点状态'],
    optional: true,
    about: '网络伙伴从哪天起是什么状态，每变一次写一行 / a row a change',
    columns: {
      organisation: { ...organisation, required: true, example: `${EXAMPLE}：鸡鸣山社区读书会` },
      status: {
        header: '状态',
        also: ['伙伴状态'],
        read: readChoice<PartnerChange['status'] | 'void'>([
          ['interested', '有意向', 'interested', '意向', '感兴趣'],
          ['landed', '已落地', 'landed', '落地', '合作中', '合作'],
          ['left', '已退出', 'left', '退出', '离开'],
          ['void', '作废', 'void'],
        ]),
        required: true,
        spans: true,
        example: '已落地',
        help: '写错日期的，把原来那天写成作废，再写对的一行',
        choices: ['有意向', '已落地', '已退出', '作废'],
        width: 10,
      },
      fromOn: {
        header: '从哪天起',
        also: ['日期', '起始日期', '开始日期', '时间'],
        read: readDay(null),
        required: true,
        spans: true,
        example: '2026-03-01',
        help: '如 2026-03-01',
        width: 13,
      },
      sourceOfFunds: {
        header: '资金来源',
        also: ['资源方', '资助方'],
        read: readText(NAME),
        clears: true,
        spans: true,
        example: '某某公益基金会',
        help: '谁出的钱；几家就写在一格里',
        width: 22,
      },
      remark,
    },
  }),
}

export type SheetKey = keyof typeof SHEETS
type ValueOf<C> = C extends { read(value: Value): Said<infer T> } ? T : never

/** What a row says: undefined where nothing can be taken from its cell, null where it says that there is none. */
export interface Row<K extends SheetKey = SheetKey> {
  /** As the workbook calls it. */
  sheet: string
  /** As spreadsheets count, from 1. */
  row: number
  cells: { [C in keyof (typeof SHEETS)[K]['columns']]?: ValueOf<(typeof SHEETS)[K]['columns'][C]> | null }
  /** The column in which each is, by letter. */
  places: { [C in keyof (typeof SHEETS)[K]['columns']]?: string }
  /** Cells that are wrong: told of already. */
  bad: Set<string>
}

export type Rows = { [K in SheetKey]: Row<K>[] }
