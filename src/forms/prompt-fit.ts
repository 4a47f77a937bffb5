import type { Words } from '../kernel/words.js'
import { bytesOf, MESSAGE_BYTES } from './channel-limits.js'
import type { Asking } from './field-kind.js'
import type { Finding } from './form-findings.js'
import type { Field } from './form.js'
import { kindOf } from './kinds.js'

/** What may stand before a question: a line on the answer before, or the row that is being asked about. */
const LEAD_BYTES = 300

/** Questions (null: could not be read) whose message, as it is put together in this language, no channel could send in one piece. */
export function promptFindings(
  { title, intro, fields }: { title: string; intro?: string | undefined; fields: (Field | null)[] },
  words: Words,
): Finding[] {
  const total = fields.length
  const tooLong = (text: string, most: number, path: PropertyKey[]): Finding[] => {
    const bytes = bytesOf(text)
    if (bytes <= most) return []
    const place = path.map(String).join('.')
    return [
      {
        path: [...path, 'ask'],
        message: `${place}: 这一题连同选项、例子和说明有 ${bytes} 字节，一条消息放不下（最多 ${most}） / the whole question does not fit a message (${words.language})`,
      },
    ]
  }
  const most = MESSAGE_BYTES - LEAD_BYTES
  return fields.flatMap((field, i) => {
    if (!field) return []
    const kind = kindOf(field)
    const asked = words.say('engine.question', {
      number: i + 1,
      total,
      body: kind.ask(field, null, null, asking(words)),
    })
    const opening = [words.say('engine.opening', { title, total }), ...(intro ? [intro] : []), asked].join('\n')
    const whole = tooLong(asked, most, ['fields', i])
    return [
      ...(whole.length === 0 && i === 0 ? tooLong(opening, MESSAGE_BYTES, ['fields', i]) : whole),
      ...(kind.columns?.(field) ?? []).flatMap((column, j) =>
        tooLong(column.kind.ask(column.field, null, null, asking(words)), most, ['fields', i, 'columns', j]),
      ),
    ]
  })
}

/** Any day will do: its length is the same. */
const asking = (words: Words): Asking => ({
  words,
  today: '2014-12-31',
  now: '2014-12-31T00:00:00.000Z',
  messageId: '',
  sentAt: '2014-12-31T00:00:00.000Z',
  speaksLater: true,
})
