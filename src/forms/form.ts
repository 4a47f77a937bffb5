import type { Check } from './checks.js'
import type { Condition } from './condition.js'

/** One question of a form. `O` are the options of its kind. */
export interface Field<O extends object = object> {
  key: string
  kind: string
  /** The question's short name in summaries and sheets: 「活动时间」. */
  label: string
  /** The question itself as asked in chat; falls back to a sentence of the kind with the label in it. */
  ask?: string
  hint?: string
  example?: string
  /** 跳过 is allowed unless required. */
  required: boolean
  /** Asked only while this holds of the answers to earlier questions. */
  when?: Condition
  /** Required while this holds, for a question that else is not. */
  requiredWhen?: Condition
  /** What the answer becomes besides being kept: see feeds.ts. */
  feeds?: string
  /** 「同上」 is an answer: as in the last report of this kind, in a table as in the row above. */
  again?: true
  /** Of a question that says `again`: answered so from the start, told in the opening and changed by its number. */
  prefill?: true
  options: O
}

/** A form of one version; once used it is stored with the records and never changes. */
export interface Form {
  id: string
  version: number
  /** Name a person sees and may type to start it: 工作简报. */
  title: string
  /** Its place in the menu, counted from 1. */
  menu: number
  /** Other words that start it: 简报, 写简报. */
  aliases: string[]
  /** One sentence shown before the first question. */
  intro?: string
  fields: Field[]
  /** What must hold between the answers of two questions before all is submitted. */
  checks?: Check[]
  /** The questions that are still asked when there is nothing to report, by key. */
  idle?: string[]
  /** Those of them that may be left empty then: they are not asked, and written by their number. */
  idleOptional?: string[]
  /** The same form in other languages, by language: same keys, kinds and rules, other sentences. */
  languages?: Record<string, Form>
}

/** The form as a person of this language reads it. */
export const formIn = (form: Form, language: string): Form => form.languages?.[language] ?? form
