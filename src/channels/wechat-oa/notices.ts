import { z } from 'zod'
import { partsOf, type Day } from '../../kernel/day.js'
import type { NoticeValues, Say, SendResult } from '../../kernel/message.js'
import { failed, type Api } from '../tencent/api.js'
import { postJson, readJson } from '../tencent/json.js'
import type { NoticeSettings, TemplateFields } from './notice-settings.js'

const PATHS = { subscription: '/cgi-bin/message/subscribe/bizsend', template: '/cgi-bin/message/template/send' }

/** Characters a field may have (api_sendsubscribemessage); of template messages no page says it, so those of the same names are taken alike. */
const MOST: Record<string, number> = { thing: 20, phrase: 5, name: 10, character_string: 32 }
const MOST_OF_OTHERS = 100

/** No right to these calls: messages of the account may still go. */
const NOT_THESE = new Set(['errcode.48001', 'errcode.48008'])

/**
 * Sends a subscription notice (`message/subscribe/bizsend`) or a template message (`message/template/send`). That it was taken is all the
 * answer says: how it ended is told by an event. Our id goes with it (`client_msg_id`), but how long the platform remembers that one is not
 * documented, so nothing is repeated for its sake. Refused here: `notice.unsupported` (the account has no such template).
 */
export function noticeSending(
  api: Api,
  settings: NoticeSettings,
): (user: string, say: Extract<Say, { type: 'notice' }>) => Promise<SendResult> {
  return async (user, { by, kind, id, values }) => {
    const template = settings[kind]?.[by]
    if (!template) return { type: 'refused', code: 'notice.unsupported', scope: 'message' }
    const answer = await api.call({
      path: PATHS[by],
      ...postJson({
        touser: user,
        template_id: template.id,
        data: dataOf(template.fields, values),
        client_msg_id: id,
      }),
      // Its msgid has 64 bits: as a number it would be another.
      read: readJson(z.unknown()),
    })
    if (answer.type === 'value') return { type: 'sent', id: '' }
    const failure = failed(answer)
    return failure.type === 'refused' && NOT_THESE.has(failure.code) ? { ...failure, scope: 'message' } : failure
  }
}

/** `{thing1: {value: '工作简报'}}` */
export const dataOf = (fields: TemplateFields, values: NoticeValues): Record<string, { value: string }> =>
  Object.fromEntries(Object.entries(fields).map(([name, shown]) => [name, { value: valueOf(name, shown, values) }]))

function valueOf(name: string, shown: TemplateFields[string], values: NoticeValues): string {
  const holds = name.replace(/\d+$/, '')
  if (shown === 'when') return holds === 'time' ? `${dayText(values.when)} 23:59` : dayText(values.when)
  const text = typeof shown === 'string' ? values[shown] : shown.text
  return shortened(text.replace(/\s+/g, ' ').trim(), MOST[holds] ?? MOST_OF_OTHERS) || '—'
}

const dayText = (day: Day): string => {
  const [year, month, date] = partsOf(day)
  return `${year}年${month}月${date}日`
}

/** At most so many characters, however they are counted: one outside the basic plane counts twice. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > most - 1) break
    kept += character
  }
  return `${kept}…`
}
