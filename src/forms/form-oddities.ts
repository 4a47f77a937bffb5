import { isSingle } from './feeds.js'
import type { Finding } from './form-findings.js'
import type { Field, Form } from './form.js'
import { kindOf } from './kinds.js'
import type { Choice } from './pick.js'
import { neverSo } from './possible.js'

/** More are long to answer on a phone. */
const MANY = 20

/** What runs and can hardly be meant: very many questions, names that stand twice, one place in the report fed by two answers, conditions that never hold. */
export function oddities(form: Form): Finding[] {
  const languages = [form, ...Object.values(form.languages ?? {})]
  const found = [
    ...tooMany(form.fields),
    ...languages.flatMap(({ fields }) => sameLabels(fields, ['fields'])),
    ...fedTwice(form.fields, ['fields']),
    ...form.fields.flatMap((field, i) => neverAsked(form, field, i)),
  ]
  // What is the same in every language is told once.
  const paths = found.map(({ path }) => path.join('.'))
  return found.filter((_, i) => paths.indexOf(paths[i] ?? '') === i)
}

const tooMany = ({ length }: Field[]): Finding[] =>
  length > MANY
    ? [
        {
          path: ['fields'],
          message: `${length} 题，手机上答着长：分两张表更好 / ${length} questions are long to answer on a phone: two forms are better`,
        },
      ]
    : []

/** She could not tell them apart, nor name one of them. */
function sameLabels(fields: Field[], path: PropertyKey[]): Finding[] {
  return [
    ...twice(fields, path, 'label', '题'),
    ...fields.flatMap((field, i) => {
      const { choices = [] } = field.options as { choices?: Choice[] }
      const columns =
        kindOf(field)
          .columns?.(field)
          .map((column) => column.field) ?? []
      return [
        ...twice(choices, [...path, i, 'choices'], 'label', '个选项'),
        ...sameLabels(columns, [...path, i, 'columns']),
      ]
    }),
  ]
}

const twice = (all: { label: string }[], path: PropertyKey[], part: string, what: string): Finding[] =>
  all.flatMap(({ label }, i) =>
    all.findIndex((one) => one.label.trim() === label.trim()) < i
      ? [{ path: [...path, i, part], message: `有两${what}都叫「${label}」，分不清 / ${label} stands twice` }]
      : [],
  )

/** Only one answer can stand there: of two that are both asked whatever is answered, one is lost. */
function fedTwice(fields: Field[], path: PropertyKey[]): Finding[] {
  return [
    ...fields.flatMap(({ feeds, when }, i) => {
      const before = fields.slice(0, i).find((one) => one.feeds === feeds && !one.when)
      return feeds && isSingle(feeds) && !when && before
        ? [
            {
              path: [...path, i, 'feeds'],
              message: `${feeds} 已经是「${before.label}」，只能留一个 / fed by ${before.key}, too: one of the two answers is lost`,
            },
          ]
        : []
    }),
    ...fields.flatMap((field, i) =>
      fedTwice(
        kindOf(field)
          .columns?.(field)
          .map((column) => column.field) ?? [],
        [...path, i, 'columns'],
      ),
    ),
  ]
}

function neverAsked({ fields }: Form, { when, requiredWhen }: Field, i: number): Finding[] {
  const find = (key: string) => fields.find((one) => one.key === key) ?? null
  return (
    [
      ['when', when, '这一题永远不会问 / this is never asked'],
      ['required_when', requiredWhen, '永远不会必填 / this is never required'],
    ] as const
  ).flatMap(([name, condition, so]) => {
    const never = condition ? neverSo(condition, find) : null
    return never === null ? [] : [{ path: ['fields', i, name], message: `「${never}」不可能这样，${so}` }]
  })
}
