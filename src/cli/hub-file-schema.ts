import { z } from 'zod'
import { isDay } from '../kernel/day.js'
import { codeIn } from '../people/invitation-code.js'
import { readPhone } from '../programmes/workbook/cell.js'
import { scheduleInFile } from '../programmes/written-schedule.js'

/** A message for what is missing, another for what is wrong. */
const said = (wrong: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? '少了这一项 / missing' : wrong),
})
const text = (most: number) =>
  z
    .string(said('请写文字，全是数字的要加引号 / text, digits in quotes'))
    .trim()
    .min(1, '不能空着 / empty')
    .max(most, `最多 ${most} 个字 / too long`)

const KEY = '编号只用小写字母、数字和连字符，全是数字的要加引号 / lower-case letters, digits and hyphens'
const key = z.string(said(KEY)).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, KEY)
const name = text(100)
const DAY = '日期写成 2014-01-31，月和日都写两位 / a day like 2014-01-31'
export const day = z.string(said(DAY)).refine(isDay, DAY)
const ZONE = '时区写成 Asia/Shanghai / a zone'
const zone = z.string(ZONE).refine((typed) => Intl.supportedValuesOf('timeZone').includes(typed), ZONE)
const YUAN = '金额请只写数字，如 5000（元，最多两位小数） / only a number, in yuan'
const yuan = z.number(YUAN).nonnegative(YUAN).max(20_000_000, '金额太大了 / too much').multipleOf(0.01, YUAN)
const COUNT = '请写 1 或更大的整数 / a whole number from 1'
const count = z.int(COUNT).positive(COUNT).max(2_000_000_000, COUNT)
const instalment = {
  amountYuan: yuan.nullable().default(null),
  plannedOn: day.nullable().default(null),
  paidOn: day.nullable().default(null),
}
const CODE = '邀请码是 8 位字母和数字 / 8 letters and digits'
const code = z.string(CODE).refine((typed) => codeIn(typed)?.length === 8, CODE)
const PHONE = '电话写成一个号码，加引号，如 "0791-80000000" / a telephone number in quotes'
/** As in the workbook: kept as it is dialled. */
const phone = z.string(PHONE).transform((typed, context) => {
  const said = readPhone(typed)
  if (said.ok) return said.value
  context.addIssue({ code: 'custom', message: PHONE })
  return z.NEVER
})
const part = '请照 config/hub.example.yaml 写 / see the example'
const list = said('写成一条一行，每行以「- 」开头 / a list, each entry with "- "')

/** A hub as staff write it down: who reports to whom about which money. Grants carry `amountYuan`. */
export const hubFile = z.strictObject({
  hub: z.strictObject(
    {
      key,
      name,
      zone: zone.default('Asia/Shanghai'),
      language: z.enum(['zh-CN', 'en'], '语言写 zh-CN 或 en / zh-CN or en').default('zh-CN'),
      rulesOnly: z.boolean('写 true（不用语言模型）或 false / true or false').optional(),
      proposesCaptions: z.boolean('写 true（照片可以送给模型看，提图说建议）或 false / true or false').optional(),
    },
    said(part),
  ),
  funder: z.strictObject({ key, name }, said(part)),
  programme: z.strictObject(
    {
      key,
      name,
      startsOn: day,
      endsOn: day,
      amountYuan: yuan.nullable().optional(),
      layouts: z.array(name, '版式写成 [annual, quarterly] / a list of layouts').optional(),
    },
    said(part),
  ),
  organisations: z.array(
    z.strictObject(
      {
        key,
        name,
        kind: z
          .enum(['organisation', 'person', 'hub'], '类型写 organisation、person 或 hub / one of these')
          .default('organisation'),
        city: name.nullable().default(null),
        region: name.nullable().optional(),
        tags: z.array(name, '标签写成 [标签一, 标签二] / a list').optional(),
        aliases: z.array(name, '简称写成 [简称一, 简称二] / a list').default([]),
      },
      said(part),
    ),
    list,
  ),
  /** What the programme asks of each of its grants. */
  schedules: z.array(scheduleInFile, list).optional(),
  grants: z
    .array(
      z.strictObject(
        {
          key: key.optional(),
          organisation: key,
          purpose: text(300),
          purposeClass: z
            .enum(
              ['project', 'admin', 'operating', 'unrestricted'],
              '用途类别写 project、admin、operating 或 unrestricted / one of these',
            )
            .nullable()
            .default(null),
          amountYuan: yuan.nullable().default(null),
          status: z
            .enum(
              ['active', 'withdrawn', 'finished'],
              '状态写 active（执行中）、withdrawn（已退出）或 finished（已结束） / one of these',
            )
            .default('active'),
          remark: text(300).nullable().default(null),
          // Its own term, where it is not that of the programme; when it joined.
          startsOn: day.nullable().optional(),
          endsOn: day.nullable().optional(),
          enrolledOn: day.nullable().optional(),
          instalments: z.array(z.strictObject({ number: count, ...instalment }, said(part)), list).optional(),
        },
        said(part),
      ),
      list,
    )
    .default([]),
  objectives: z
    .array(
      z.strictObject(
        {
          key,
          grant: key.nullable().default(null),
          label: text(300),
          planned: count.nullable().default(null),
          unit: text(10).nullable().default(null),
          dueOn: day.nullable().default(null),
        },
        said(part),
      ),
      list,
    )
    .optional(),
  contacts: z
    .array(
      z.strictObject(
        {
          key,
          organisation: key,
          name,
          organisations: z.array(key, '还替哪些机构填，写成 [编号一, 编号二] / a list of keys').optional(),
          role: z.enum(['staff', 'viewer'], '角色写 staff（管事）或 viewer（只看） / staff or viewer').optional(),
          precedence: count.optional(),
          phone: phone.nullable().optional(),
          left: z.boolean('离开了写 true，回来了写 false / true or false').optional(),
          invitation: code.optional(),
        },
        said(part),
      ),
      list,
    )
    .default([]),
})
