import { z } from 'zod'
import type { Fault } from '../config-files.js'
import { yamlFile } from '../forms/yaml-file.js'
import { isDay } from '../kernel/day.js'
import { codeIn } from '../people/invitation-code.js'
import type { HubData } from '../programmes/hub-data.js'
import { schemaFaults, syntaxFaults } from './hub-file-faults.js'

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
const day = z.string(said(DAY)).refine(isDay, DAY)
const ZONE = '时区写成 Asia/Shanghai / a zone'
const zone = z.string(ZONE).refine((typed) => Intl.supportedValuesOf('timeZone').includes(typed), ZONE)
const YUAN = '金额请只写数字，如 5000（元，最多两位小数） / only a number, in yuan'
const yuan = z.number(YUAN).nonnegative(YUAN).max(20_000_000, '金额太大了 / too much').multipleOf(0.01, YUAN)
const CODE = '邀请码是 8 位字母和数字 / 8 letters and digits'
const code = z.string(CODE).refine((typed) => codeIn(typed)?.length === 8, CODE)
const part = '请照 config/hub.example.yaml 写 / see the example'
const list = said('写成一条一行，每行以「- 」开头 / a list, each entry with "- "')

/** A hub as staff write it down: who reports to whom about which money. Grants carry `amountYuan`. */
const hubFile = z.strictObject({
  hub: z.strictObject(
    {
      key,
      name,
      zone: zone.default('Asia/Shanghai'),
      language: z.enum(['zh-CN', 'en'], '语言写 zh-CN 或 en / zh-CN or en').default('zh-CN'),
    },
    said(part),
  ),
  funder: z.strictObject({ key, name }, said(part)),
  programme: z.strictObject({ key, name, startsOn: day, endsOn: day }, said(part)),
  organisations: z.array(
    z.strictObject(
      {
        key,
        name,
        kind: z
          .enum(['organisation', 'person', 'hub'], '类型写 organisation、person 或 hub / one of these')
          .default('organisation'),
        city: name.nullable().default(null),
        aliases: z.array(name, '简称写成 [简称一, 简称二] / a list').default([]),
      },
      said(part),
    ),
    list,
  ),
  grants: z
    .array(
      z.strictObject(
        {
          key: key.optional(),
          organisation: key,
          purpose: text(300),
          purposeClass: z
            .enum(['project', 'admin', 'operating'], '用途类别写 project、admin 或 operating / one of these')
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
        },
        said(part),
      ),
      list,
    )
    .default([]),
  contacts: z
    .array(
      z.strictObject(
        {
          key,
          organisation: key,
          name,
          organisations: z.array(key, '还替哪些机构填，写成 [编号一, 编号二] / a list of keys').optional(),
          role: z.enum(['staff', 'viewer'], '角色写 staff（管事）或 viewer（只看） / staff or viewer').optional(),
          left: z.boolean('离开了写 true，回来了写 false / true or false').optional(),
          invitation: code.optional(),
        },
        said(part),
      ),
      list,
    )
    .default([]),
})

/** A hub file (YAML, so JSON too) as data to load, or all its faults with their lines. */
export function decodeHubFile(
  file: string,
  content: string,
): { ok: true; data: HubData } | { ok: false; faults: Fault[] } {
  const yaml = yamlFile(file, content)
  const parsed = yaml.faults.length > 0 ? null : hubFile.safeParse(yaml.data)
  const faults = [
    ...syntaxFaults(yaml, file, content),
    ...(parsed?.error ? schemaFaults(yaml, parsed.error) : []),
    ...disagreements(yaml.data).map(({ path, message }) => yaml.fault(path, message)),
  ].sort((a, b) => a.line - b.line)
  if (!parsed?.success || faults.length > 0) {
    return { ok: false, faults: faults.map(({ line, message }) => ({ where: `${file}:${line}`, message })) }
  }
  const { grants, contacts, ...rest } = parsed.data
  return {
    ok: true,
    data: {
      ...rest,
      grants: grants.map(({ amountYuan, ...grant }, i) => ({
        ...grant,
        key: grant.key ?? `${grant.organisation}-${i + 1}`,
        amountFen: amountYuan === null ? null : Math.round(amountYuan * 100),
      })),
      contacts: contacts.map(({ invitation, ...contact }) => ({
        ...contact,
        code: invitation === undefined ? null : codeIn(invitation),
      })),
    },
  }
}

/** As much of a hub file as refers to other parts of it, whatever else is wrong with it. */
const entry = z.object({
  key: z.string(),
  organisation: z.string(),
  kind: z.string(),
  role: z.string(),
  organisations: z.array(z.string()),
})
const entries = z.array(entry.partial().catch({})).catch([])
const outline = z
  .object({
    programme: z.object({ startsOn: day, endsOn: day }).nullable().catch(null),
    organisations: entries,
    grants: entries,
    contacts: entries,
  })
  .catch({ programme: null, organisations: [], grants: [], contacts: [] })

/** What no single line shows: a key that stands twice, an organisation that is nowhere, a period that ends before it begins, a role that does not fit. */
function disagreements(data: unknown) {
  const { programme, organisations, grants, contacts } = outline.parse(data)
  const faults: { path: PropertyKey[]; message: string }[] = []
  const known = new Set(organisations.map((each) => each.key))
  if (programme && programme.endsOn < programme.startsOn) {
    faults.push({ path: ['programme', 'endsOn'], message: '结束早于开始 / ends before it starts' })
  }
  for (const [list, entries] of Object.entries({ organisations, contacts })) {
    entries.forEach(({ key }, i) => {
      if (key !== undefined && entries.findIndex((other) => other.key === key) < i) {
        faults.push({ path: [list, i, 'key'], message: `「${key}」重复 / stands twice` })
      }
    })
  }
  for (const [list, entries] of Object.entries({ grants, contacts })) {
    entries.forEach(({ organisation }, i) => {
      if (organisation !== undefined && known.size > 0 && !known.has(organisation)) {
        faults.push({
          path: [list, i, 'organisation'],
          message: `organisations 里没有「${organisation}」 / no such organisation`,
        })
      }
    })
  }
  contacts.forEach(({ organisation, organisations: further = [], role }, i) => {
    const of = organisations.find((each) => each.key === organisation)
    further.forEach((also, n) => {
      const path = ['contacts', i, 'organisations', n]
      const found = organisations.find((each) => each.key === also)
      if (known.size > 0 && !found) {
        faults.push({ path, message: `organisations 里没有「${also}」 / no such organisation` })
      } else if (found?.kind === 'hub' || of?.kind === 'hub') {
        faults.push({ path, message: '枢纽机构自己的人不替受助机构填，受助机构的人也不属于枢纽 / not with a hub' })
      }
    })
    if (role !== undefined && of && of.kind !== 'hub') {
      faults.push({
        path: ['contacts', i, 'role'],
        message: '只有枢纽机构自己的人（kind 是 hub）才写 role / only people of the hub itself have a role',
      })
    }
  })
  return faults
}
