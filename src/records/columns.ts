import type { Form } from '../forms/form.js'
import { isUnit, showPart } from '../kernel/breakdown.js'
import type { Day } from '../kernel/day.js'
import { basisLabel } from './basis-labels.js'
import { briefColumns } from './brief-columns.js'
import type { Export } from './export.js'
import { withheld } from './public-records.js'
import type {
  ExportedActivity,
  ExportedExpense,
  ExportedGrant,
  ExportedPhoto,
  ExportedRecap,
  ExportedRecord,
  ExportedVisit,
} from './export-ports.js'
import { localTime } from './local-time.js'
import type { ActivityRow, RecordState } from './record.js'
import type { SameAs } from './same-as.js'

/** What one cell holds: a day or a local moment is a date in a workbook and ISO text in a CSV file. */
export type Cell = string | number | null | { day: Day } | { moment: string }

export interface Column<Row> {
  header: string
  /** In characters of the sheet's font. */
  width: number
  /** `long`: text of several lines. */
  type?: 'day' | 'moment' | 'money' | 'long'
  /** For the hub and its funder, not for the public: who filed and reviewed it, what only machines read. */
  internal?: true
  cell(row: Row): Cell
}

/** What one row of each table is made from: a record, a part of one with the record it stands in, a grant, or what staff did. */
export interface Rows {
  briefs: ExportedRecord
  activities: ExportedActivity & { record: ExportedRecord }
  expenses: ExportedExpense & { record: ExportedRecord }
  photos: ExportedPhoto & { record: ExportedRecord }
  grants: ExportedGrant
  recaps: ExportedRecap
  visits: ExportedVisit
}

export type Table = keyof Rows
/** The tables whose rows come from records. */
export const isOfRecords = (table: Table): table is RecordTable =>
  table !== 'grants' && table !== 'recaps' && table !== 'visits'
export type RecordTable = Exclude<Table, 'grants' | 'recaps' | 'visits'>

export function rowsOf<T extends RecordTable>(table: T, record: ExportedRecord): Rows[T][] {
  const rows = table === 'briefs' ? [record] : record[table as 'activities'].map((row) => ({ ...row, record }))
  return rows as Rows[T][]
}

const GRANT_STATUS = { active: '执行中', withdrawn: '已退出', finished: '已结束' }
export const RECORD_STATE: Record<RecordState, string> = {
  submitted: '待审',
  returned: '已退回',
  resubmitted: '改过待审',
  accepted: '已通过',
  corrected: '更正待审',
  withdrawn: '已撤回',
}
/** Whether a picture may be shown in public, and why not. */
export const WITHHELD = {
  none: '可以',
  withdrawn: '不可以：同意已撤回',
  deleted: '不可以：后来删掉了',
  not_given: '不可以：没有同意',
  unknown: '不可以：说不准',
  never_asked: '不可以：没有问过',
}
const VISIT_KIND = { coaching: '辅导', visit: '走访', consultation: '咨询' }
const PHOTO_STATE = { coming: '正在下载', kept: '已保存', lost: '未能取到' }

const day = (value: Day | null): Cell => (value === null ? null : { day: value })
const moment = (value: string | null): Cell => (value === null ? null : { moment: value })
const yuan = (fen: number): number => fen / 100
const ids = (messageIds: string[]): string => messageIds.join(' ')

/** The columns of each table; what only machines read (ids, hashes) stands last. Headers are Chinese: hub staff read them. */
export function columnsOf({ choice, categories, forms }: Pick<Export, 'choice' | 'categories' | 'forms'>): {
  [T in Table]: Column<Rows[T]>[]
} {
  const context: Column<ExportedRecord>[] = [
    { header: '受助机构', width: 22, cell: (record) => record.organisation.name },
    { header: '资助项目', width: 22, cell: (record) => record.programme?.name ?? null },
    { header: '资助用途', width: 22, cell: (record) => record.grant?.purpose ?? null },
    { header: '填报人', width: 12, internal: true, cell: (record) => record.contact.name },
    { header: '代填人', width: 12, internal: true, cell: ({ typedBy }) => typedBy?.name ?? null },
    {
      header: '已确认',
      width: 10,
      internal: true,
      cell: ({ typedBy, confirmedAt }) => typedBy && (confirmedAt ? '是' : '否'),
    },
    { header: '表单', width: 12, cell: (record) => titleOf(record, forms) },
    { header: '报告期开始', width: 12, type: 'day', cell: (record) => day(record.periodFrom) },
    { header: '报告期结束', width: 12, type: 'day', cell: (record) => day(record.periodTo) },
    {
      header: '填报时间',
      width: 17,
      type: 'moment',
      cell: (record) => moment(localTime(record.filedAt, choice.hub.zone)),
    },
    { header: '审核状态', width: 10, internal: true, cell: (record) => RECORD_STATE[record.state] },
    { header: '版本', width: 8, internal: true, cell: (record) => record.version },
    {
      header: '审核时间',
      width: 17,
      internal: true,
      type: 'moment',
      cell: ({ reviewedAt: at }) => moment(at && localTime(at, choice.hub.zone)),
    },
  ]
  const machine: Column<ExportedRecord>[] = [
    { header: '表单版本', width: 16, internal: true, cell: (record) => `${record.form} v${record.formVersion}` },
    { header: '记录编号', width: 28, internal: true, cell: (record) => record.id },
  ]
  const ofRecord = (columns: Column<ExportedRecord>[]): Column<{ record: ExportedRecord }>[] =>
    columns.map(({ cell, ...column }) => ({ ...column, cell: ({ record }) => cell(record) }))
  const shown = <Row>(columns: Column<Row>[]) => columns.filter(({ internal }) => !internal || !choice.public)
  return {
    briefs: shown([...context, ...briefColumns(forms), ...machine]),
    activities: shown<Rows['activities']>([
      { header: '开始日期', width: 12, type: 'day', cell: (row) => day(row.startsOn) },
      { header: '结束日期', width: 12, type: 'day', cell: (row) => day(row.endsOn) },
      { header: '类别', width: 14, cell: (row) => row.category && (categories.get(row.category) ?? row.category) },
      { header: '活动内容', width: 40, cell: (row) => row.title },
      { header: '地点', width: 20, cell: (row) => row.place },
      { header: '人数（最少）', width: 13, cell: (row) => row.headcountMin },
      { header: '人数（最多）', width: 13, cell: (row) => row.headcountMax },
      { header: '单位', width: 8, cell: (row) => row.headcountUnit },
      { header: '概数', width: 8, cell: (row) => row.headcountQualifier },
      { header: '人数原话', width: 16, cell: (row) => wordingOf(row) },
      {
        header: '人数依据',
        width: 10,
        cell: (row) => basisLabel(row.headcountBasis),
      },
      {
        header: '其中',
        width: 24,
        cell: (row) =>
          row.breakdown
            .flatMap((part) => (isUnit(part.role) ? [] : [`${part.role} ${part.wording ?? part.count}`.trim()]))
            .join('、') || null,
      },
      { header: '同一次活动', width: 30, cell: ({ sameAs }) => sameAs && sameText(sameAs) },
      ...ofRecord(context),
      ...ofRecord(machine),
      { header: '原始消息编号', width: 28, internal: true, cell: (row) => ids(row.messageIds) },
    ]),
    expenses: shown<Rows['expenses']>([
      { header: '用途', width: 30, cell: (row) => row.item },
      { header: '金额（元，最少）', width: 18, type: 'money', cell: (row) => yuan(row.amountMinFen) },
      { header: '金额（元，最多）', width: 18, type: 'money', cell: (row) => yuan(row.amountMaxFen) },
      { header: '金额原话', width: 16, cell: (row) => row.wording },
      ...ofRecord(context),
      ...ofRecord(machine),
      { header: '原始消息编号', width: 28, internal: true, cell: (row) => ids(row.messageIds) },
    ]),
    photos: shown<Rows['photos']>([
      { header: '顺序', width: 8, cell: (row) => row.position },
      { header: '说明', width: 40, cell: (row) => row.caption },
      { header: '公开', width: 22, internal: true, cell: (row) => WITHHELD[withheld(row) ?? 'none'] },
      { header: '拍摄时间', width: 17, type: 'moment', cell: (row) => moment(row.takenAt) },
      { header: '状态', width: 10, internal: true, cell: (row) => PHOTO_STATE[row.state] },
      { header: '宽（像素）', width: 12, internal: true, cell: (row) => row.width },
      { header: '高（像素）', width: 12, internal: true, cell: (row) => row.height },
      { header: '大小（字节）', width: 14, internal: true, cell: (row) => row.bytes },
      ...ofRecord(context),
      ...ofRecord(machine),
      { header: '原件 SHA-256', width: 66, internal: true, cell: (row) => row.sha256 },
      { header: '副本 SHA-256', width: 66, internal: true, cell: (row) => row.copy },
      { header: '缩略图 SHA-256', width: 66, internal: true, cell: (row) => row.thumbnail },
      { header: '原始消息编号', width: 28, internal: true, cell: (row) => row.messageId },
    ]),
    grants: shown<Rows['grants']>([
      { header: '受助机构', width: 22, cell: (grant) => grant.organisationName },
      { header: '资助项目', width: 22, cell: (grant) => grant.programmeName },
      { header: '用途', width: 30, cell: (grant) => grant.purpose },
      { header: '金额（元）', width: 14, type: 'money', cell: ({ amountFen }) => amountFen && yuan(amountFen) },
      { header: '状态', width: 10, cell: (grant) => GRANT_STATUS[grant.status] },
      { header: '备注', width: 30, internal: true, cell: (grant) => grant.remark },
      { header: '资助编号', width: 28, internal: true, cell: (grant) => grant.id },
    ]),
    recaps: [
      { header: '沙龙', width: 30, cell: ({ topic }) => topic },
      { header: '系列', width: 14, cell: ({ series }) => series },
      { header: '第几期', width: 8, cell: ({ number }) => number },
      { header: '时间', width: 17, type: 'moment', cell: (row) => moment(localTime(row.startsAt, choice.hub.zone)) },
      { header: '机构', width: 22, cell: ({ organisation }) => organisation.name },
      { header: '写的人', width: 12, cell: ({ contact }) => contact.name },
      { header: '回顾', width: 60, type: 'long', cell: ({ text }) => text },
      { header: '写下时间', width: 17, type: 'moment', cell: (row) => moment(localTime(row.at, choice.hub.zone)) },
      { header: '沙龙编号', width: 28, cell: ({ salonId }) => salonId },
      { header: '原始消息编号', width: 28, cell: ({ messageId }) => messageId },
    ],
    visits: [
      { header: '日期', width: 12, type: 'day', cell: ({ happenedOn }) => day(happenedOn) },
      { header: '机构', width: 22, cell: ({ organisation }) => organisation.name },
      { header: '方式', width: 10, cell: ({ kind }) => VISIT_KIND[kind] },
      { header: '第几次', width: 8, cell: ({ number }) => number },
      { header: '内容', width: 40, type: 'long', cell: ({ topic }) => topic },
      { header: '工作人员', width: 12, cell: ({ by }) => by.name },
      { header: '原始消息编号', width: 28, cell: ({ messageId }) => messageId },
    ],
  }
}

/** Why a row is in no sum. */
const sameText = ({ organisation, startsOn, title }: SameAs): string =>
  `与${organisation ?? ''} ${startsOn}「${title}」同一次，不重复计`

/** What people call the form, as it was when it was filed. */
const titleOf = ({ form, formVersion }: ExportedRecord, forms: readonly Form[]): string =>
  forms.find(({ id, version }) => id === form && version === formVersion)?.title ?? form

/** 「120人，40户」: what was counted beside the people is no part of them. */
const wordingOf = ({
  headcountWording,
  breakdown,
}: Pick<ActivityRow, 'headcountWording' | 'breakdown'>): string | null =>
  [headcountWording, ...breakdown.filter(({ role }) => isUnit(role)).map(showPart)].filter(Boolean).join('，') || null
