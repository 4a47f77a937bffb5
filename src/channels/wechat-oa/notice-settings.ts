import { z } from 'zod'
import { NOTICE_KINDS } from '../../kernel/message.js'

/** What a field shows: one of the values of a notice, or always the same words. */
const shows = z.union([z.enum(['what', 'who', 'when', 'note']), z.strictObject({ text: z.string().min(1).max(20) })])

const id = z.string().regex(/^[\w-]{1,64}$/, '模板ID，从公众平台复制 / the id of the template, copied from the console')
const fieldsOf = (name: RegExp, said: string) =>
  z
    .record(z.string().regex(name, said), shows)
    .refine((fields) => Object.keys(fields).length > 0, '至少一项 / one at least')

/** Of what a field of a subscription notice holds we can fill these; a word that is always the same also fits a phrase. */
const FITS: Record<string, RegExp> = {
  what: /^thing\d+$/,
  who: /^thing\d+$/,
  note: /^thing\d+$/,
  when: /^(?:time|date)\d+$/,
}

const subscription = z.strictObject({
  id,
  /** A page where one tap accepts one notice: an article of the account that holds the template's subscription component. */
  askUrl: z.url({ protocol: /^https?$/ }),
  fields: fieldsOf(
    /^(?:thing|time|date|phrase|character_string|name)\d+$/,
    '如 thing1、time2，照模板的写 / as thing1, time2',
  ).superRefine((fields, context) => {
    for (const [name, shown] of Object.entries(fields)) {
      if (typeof shown === 'string' && !FITS[shown]!.test(name)) {
        const message = `${name} 放不下 ${shown}：what、who、note 放 thing，when 放 time 或 date / does not fit`
        context.addIssue({ code: 'custom', path: [name], message })
      }
    }
  }),
})

const template = z.strictObject({
  id,
  fields: fieldsOf(/^[A-Za-z_]+\d*$/, '如 thing1、first，照模板的写 / as thing1, first'),
})

/** Subscription notices and template messages of a verified service account, by what the notice is about. */
export const noticeSettings = z
  .partialRecord(
    z.enum(NOTICE_KINDS),
    z.strictObject({ subscription: subscription.optional(), template: template.optional() }),
  )
  .default({})

export type NoticeSettings = z.infer<typeof noticeSettings>
export type TemplateFields = z.infer<typeof template>['fields']
