import { z } from 'zod'
import type { Fault } from '../config-files.js'
import { yamlFile } from '../forms/yaml-file.js'
import { codeIn } from '../people/invitation-code.js'
import type { HubData } from '../programmes/hub-data.js'
import { schemaFaults, syntaxFaults } from './hub-file-faults.js'
import { day, hubFile } from './hub-file-schema.js'

/** A hub file (YAML, so JSON too) as data to load, or all its faults with their lines. `forms`: the ids that a schedule can ask for. */
export function decodeHubFile(
  file: string,
  content: string,
  forms: string[],
): { ok: true; data: HubData } | { ok: false; faults: Fault[] } {
  const yaml = yamlFile(file, content)
  const parsed = yaml.faults.length > 0 ? null : hubFile.safeParse(yaml.data)
  const faults = [
    ...syntaxFaults(yaml, file, content),
    ...(parsed?.error ? schemaFaults(yaml, parsed.error) : []),
    ...[...disagreements(yaml.data), ...unknownForms(yaml.data, forms)].map(({ path, message }) =>
      yaml.fault(path, message),
    ),
  ].sort((a, b) => a.line - b.line)
  if (!parsed?.success || faults.length > 0) {
    return { ok: false, faults: faults.map(({ line, message }) => ({ where: `${file}:${line}`, message })) }
  }
  const { programme, grants, objectives, contacts, ...rest } = parsed.data
  const { amountYuan, ...ofProgramme } = programme
  return {
    ok: true,
    data: {
      ...rest,
      programme: { ...ofProgramme, ...(amountYuan !== undefined && { amountFen: fenOf(amountYuan) }) },
      grants: grants.map(({ amountYuan: whole, instalments, ...grant }, i) => ({
        ...grant,
        key: grant.key ?? `${grant.organisation}-${i + 1}`,
        amountFen: fenOf(whole),
        ...(instalments && {
          instalments: instalments.map(({ amountYuan: part, ...each }) => ({ ...each, amountFen: fenOf(part) })),
        }),
      })),
      ...(objectives && {
        objectives: objectives.map(({ planned, ...each }) => ({ ...each, plannedMin: planned, plannedMax: planned })),
      }),
      contacts: contacts.map(({ invitation, ...contact }) => ({
        ...contact,
        code: invitation === undefined ? null : codeIn(invitation),
      })),
    },
  }
}

const fenOf = (yuan: number | null): number | null => (yuan === null ? null : Math.round(yuan * 100))

/** As much of a hub file as refers to other parts of it, whatever else is wrong with it. */
const entry = z.object({
  key: z.string(),
  organisation: z.string(),
  kind: z.string(),
  role: z.string(),
  organisations: z.array(z.string()),
  grant: z.string().nullable(),
  startsOn: day,
  endsOn: day,
})
const entries = z.array(entry.partial().catch({})).catch([])
const outline = z
  .object({
    programme: z.object({ startsOn: day, endsOn: day }).nullable().catch(null),
    organisations: entries,
    grants: entries,
    objectives: entries,
    schedules: entries,
    contacts: entries,
  })
  .catch({ programme: null, organisations: [], grants: [], objectives: [], schedules: [], contacts: [] })

const asked = z
  .object({
    schedules: z.array(
      z
        .object({ form: z.string(), forms: z.record(z.string(), z.unknown()) })
        .partial()
        .catch({}),
    ),
  })
  .catch({ schedules: [] })

/** Forms of schedules that there are not. */
function unknownForms(data: unknown, known: string[]) {
  const fault = (name: unknown, ...path: PropertyKey[]) =>
    typeof name !== 'string' || known.includes(name)
      ? []
      : [{ path: ['schedules', ...path], message: `没有「${name}」这个表单，有：${known.join('、')} / no such form` }]
  return asked
    .parse(data)
    .schedules.flatMap(({ form, forms = {} }, i) => [
      ...fault(form, i, 'form'),
      ...Object.entries(forms).flatMap(([period, name]) => fault(name, i, 'forms', period)),
    ])
}

/** What no single line shows: a key that stands twice, an organisation that is nowhere, a period that ends before it begins, a role that does not fit. */
function disagreements(data: unknown) {
  const { programme, organisations, grants, objectives, schedules, contacts } = outline.parse(data)
  const faults: { path: PropertyKey[]; message: string }[] = []
  const known = new Set(organisations.map((each) => each.key))
  if (programme && programme.endsOn < programme.startsOn) {
    faults.push({ path: ['programme', 'endsOn'], message: '结束早于开始 / ends before it starts' })
  }
  for (const [list, entries] of Object.entries({ organisations, objectives, schedules, contacts })) {
    entries.forEach(({ key }, i) => {
      if (key !== undefined && entries.findIndex((other) => other.key === key) < i) {
        faults.push({ path: [list, i, 'key'], message: `「${key}」重复 / stands twice` })
      }
    })
  }
  grants.forEach(({ startsOn, endsOn }, i) => {
    if (startsOn && endsOn && endsOn < startsOn)
      faults.push({ path: ['grants', i, 'endsOn'], message: '结束早于开始 / ends before it starts' })
  })
  objectives.forEach(({ grant }, i) => {
    if (grant && !grants.some((each) => each.key === grant))
      faults.push({ path: ['objectives', i, 'grant'], message: `grants 里没有「${grant}」 / no such grant` })
  })
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
