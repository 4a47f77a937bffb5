import { z } from 'zod'
import type { Finding } from '../channel.js'
import { failed, type Api } from '../tencent/api.js'
import { readJson } from '../tencent/json.js'
import type { NoticeSettings, TemplateFields } from './notice-settings.js'

/** A template as the account has it; its content names its fields, `会议时间:{{date2.DATA}}`. */
interface Template {
  id: string
  content: string
}

// As the pages of mini programs and older ones of this platform show the lists (its own were not seen).
const LISTS = {
  subscription: {
    path: '/wxaapi/newtmpl/gettemplate',
    read: readJson(
      z
        .object({ data: z.array(z.object({ priTmplId: z.string(), content: z.string().default('') })).default([]) })
        .transform(({ data }): Template[] => data.map(({ priTmplId: id, content }) => ({ id, content }))),
    ),
  },
  template: {
    path: '/cgi-bin/template/get_all_private_template',
    read: readJson(
      z
        .object({
          template_list: z.array(z.object({ template_id: z.string(), content: z.string().default('') })).default([]),
        })
        .transform(({ template_list: list }): Template[] =>
          list.map(({ template_id: id, content }) => ({ id, content })),
        ),
    ),
  },
}

/**
 * Whether the templates of the settings are the account's (`notices`, `detail.by` is of which kind): `template.unknown` (`id`),
 * `template.fields` (the template `has` other fields than the settings `set`); else the platform's code. Nothing where none is set up.
 */
export async function examineNotices(api: Api, settings: NoticeSettings): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const by of ['subscription', 'template'] as const) {
    const wanted = Object.values(settings).flatMap((each) => each?.[by] ?? [])
    if (wanted.length === 0) continue
    const { path, read } = LISTS[by]
    const answer = await api.call({ path, read })
    if (answer.type !== 'value') {
      const { type, code } = failed(answer)
      findings.push({ what: 'notices', state: type === 'refused' ? 'broken' : 'warning', code, detail: { by } })
      continue
    }
    findings.push(...wanted.map((one) => compared(by, one, answer.value)))
  }
  return findings
}

function compared(by: string, { id, fields }: { id: string; fields: TemplateFields }, all: Template[]): Finding {
  const broken = (code: string, detail: Record<string, string>): Finding => ({
    what: 'notices',
    state: 'broken',
    code,
    detail: { by, id, ...detail },
  })
  const found = all.find((one) => one.id === id)
  if (!found) return broken('template.unknown', {})
  const has = [...found.content.matchAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g)].map(([, name]) => name!)
  const set = Object.keys(fields)
  const missing = has.filter((name) => !set.includes(name))
  // A list without contents says nothing of fields.
  const unknown = has.length > 0 ? set.filter((name) => !has.includes(name)) : []
  if (missing.length + unknown.length > 0)
    return broken('template.fields', { has: has.join('、'), set: set.join('、') })
  return { what: 'notices', state: 'ok', code: null, detail: { by, id } }
}
