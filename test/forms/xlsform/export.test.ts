import { describe, expect, it } from '@jest/globals'
import type { Form } from '../../../src/forms/form.js'
import { exportXlsForm } from '../../../src/forms/xlsform/export.js'
import { formFileText } from '../../../src/forms/xlsform/form-text.js'
import { importXlsForm } from '../../../src/forms/xlsform/import.js'
import { decodeForm } from '../../../src/forms/form-file.js'
import { formNamed } from '../../engine/talk.js'
import { aForm } from '../a-form.js'

const plain = (form: Form | undefined): unknown => JSON.parse(JSON.stringify(form ?? null))

/** Every kind, every way of saying when, and what XLSForm has no words for. */
const everything = aForm(
  `
- { key: kind, kind: choice, label: 类别, ask: 哪一类？, choices: [{ key: training, label: { zh-CN: 培训, en: training } }, { key: visit, label: 走访 }] }
- { key: topics, kind: choices, label: 主题, required: false, most: 2, choices: [{ key: health, label: 健康 }, { key: school, label: 上学 }] }
- { key: start, kind: date, label: 开始 }
- { key: end, kind: date, label: 结束, future: true, hint: 没结束就写计划的 }
- { key: period, kind: date_range, label: 时段 }
- { key: whole, kind: number, label: 次数, whole: true, least: 0, most: 20, when: { field: topics, is: school } }
- { key: ratio, kind: number, label: 比例, most: 0.5, when: { any: [{ field: kind, one_of: [training, visit] }, { field: topics, is_not: health }] } }
- { key: people, kind: headcount, label: 人数, unit: 人次, most: 500, feeds: people }
- { key: budget, kind: money, label: 资助额 }
- { key: place, kind: place, label: 地点, required_when: { all: [{ field: kind, is: visit }, { field: people, at_least: 50 }] } }
- key: rows
  kind: table
  label: 支出
  least: 1
  columns:
    - { key: place, kind: place, label: 哪里, required: false }
    - { key: amount, kind: money, label: 金额 }
- key: more
  kind: table
  label: 其他支出
  required: false
  columns: [{ key: amount, kind: money, label: 金额 }]
- { key: story, kind: text, label: 故事, least: 10, example: { zh-CN: 去年, en: last year }, feeds: section.story, when: { not: { field: people, more_than: 9 } } }
- { key: photos, kind: photos, label: 照片, most: 3, captions: true, when: { all: [{ field: start, before: 2020-01-01 }, { field: story, answered: true }] } }
`,
  `
intro: { zh-CN: 请慢慢填, en: Take your time }
aliases: [一, 二]
checks:
  - { before: [start, end], say: { zh-CN: 结束早于开始, en: ends before it begins } }
  - { at_most: [rows.amount, budget], say: 花多了 }
  - { equal: [more.amount, rows.amount], say: { zh-CN: 两张表对不上, en: the tables differ } }
idle: [kind, story]
`,
)

describe('a form that goes out as an XLSForm and comes back', () => {
  it.each([
    ['work-brief.v1', formNamed('work-brief.v1')],
    ['activity.v1', formNamed('activity.v1')],
    ['work-brief.v2', formNamed('work-brief.v2')],
    ['activity.v2', formNamed('activity.v2')],
    ['training.v1', formNamed('training.v1')],
    ['a form with everything', everything],
  ])('%s is the same', (_name, form) => {
    const { form: back, notes } = importXlsForm(exportXlsForm(form), { fileName: 'x', known: [] })
    expect(notes.filter(({ column }) => column !== 'jianbao::feeds')).toEqual([])
    expect(plain(back?.form)).toEqual(plain(form))
    const written = decodeForm('x.yaml', formFileText(back?.data ?? {}, 'x.xlsx'))
    expect(written.ok && plain(written.form)).toEqual(plain(form))
  })
})

/** Held against the conventions of xlsform.org and what pyxform refuses: they are listed here, each with its test. */
describe('an exported workbook', () => {
  const forms = [formNamed('work-brief.v1'), formNamed('activity.v1'), formNamed('training.v1'), everything]
  const sheetsOf = (form: Form) => {
    const [survey, choices, settings] = exportXlsForm(form)
    if (!survey || !choices || !settings) throw new Error('a sheet is missing')
    const rows = ({ rows: [head = [], ...rest] }: typeof survey) =>
      rest.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])))
    return {
      names: [survey.name, choices.name, settings.name],
      survey: rows(survey),
      choices: rows(choices),
      settings: rows(settings),
    }
  }
  const sheets = forms.map(sheetsOf)
  const survey = sheets.flatMap((one) => one.survey)

  it('has the sheets survey, choices and settings with their columns', () => {
    for (const {
      names,
      survey: [first],
      choices: [choice],
      settings,
    } of sheets) {
      expect(names).toEqual(['survey', 'choices', 'settings'])
      expect(Object.keys(first ?? {})).toEqual(expect.arrayContaining(['type', 'name', 'label::中文 (zh)']))
      expect(Object.keys(choice ?? {})).toEqual(expect.arrayContaining(['list_name', 'name', 'label::中文 (zh)']))
      expect(settings).toEqual([
        expect.objectContaining({
          form_title: expect.stringMatching(/./),
          form_id: expect.stringMatching(/^[a-z][a-z0-9-]*$/),
          version: '1',
          default_language: '中文 (zh)',
        }),
      ])
    }
  })

  it('has only types that XLSForm has, and repeats that end', () => {
    for (const { survey: rows } of sheets) {
      let open = 0
      for (const { type = '' } of rows) {
        expect(type).toMatch(
          /^(text|integer|decimal|date|image|note|begin_repeat|end_repeat|select_(one|multiple) \w+)$/,
        )
        if (type === 'begin_repeat') open++
        if (type === 'end_repeat') open--
        expect([0, 1]).toContain(open)
      }
      expect(open).toBe(0)
    }
  })

  it('names everything once, as XML wants names, and says something at every name', () => {
    for (const { survey: rows } of sheets) {
      const names = rows.filter(({ type }) => type !== 'end_repeat').map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(name).toMatch(/^[A-Za-z_][\w.-]*$/)
      for (const row of rows) expect(row['label::中文 (zh)'] !== '').toBe(row['type'] !== 'end_repeat')
    }
  })

  it('has every list that a question names, with unlike names and no spaces in them', () => {
    for (const { survey: rows, choices } of sheets) {
      for (const { type = '' } of rows.filter((row) => row['type']?.startsWith('select_'))) {
        const list = choices.filter(({ list_name }) => list_name === type.split(' ')[1])
        expect(list.length).toBeGreaterThan(1)
        expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
        for (const { name, 'label::中文 (zh)': label } of list)
          expect([name, label]).toEqual([expect.stringMatching(/^\S+$/), expect.stringMatching(/./)])
      }
    }
  })

  it('refers only to names there are, conditions only to those before', () => {
    for (const { survey: rows } of sheets) {
      for (const [i, row] of rows.entries()) {
        for (const column of ['relevant', 'required', 'constraint']) {
          for (const [, name] of (row[column] ?? '').matchAll(/\$\{(\w+)\}/g)) {
            const among = column === 'constraint' ? rows : rows.slice(0, i)
            expect(among.map((one) => one['name'])).toContain(name)
          }
        }
      }
    }
  })

  it('says what is required with yes or an expression, and keeps our own words in columns that others pass over', () => {
    for (const { required = '' } of survey) expect(required).toMatch(/^(yes)?$|\$\{\w+\}/)
    const ours = /^(type|name|(label|hint|constraint_message)::.+|required|relevant|constraint|jianbao::.+)$/
    for (const row of survey) for (const column of Object.keys(row)) expect(column).toMatch(ours)
  })

  it('says bounds, conditions and checks as other tools do', () => {
    const row = (name: string) => sheets[3]?.survey.find((one) => one['name'] === name)
    expect(row('whole')).toMatchObject({
      type: 'integer',
      constraint: '. >= 0 and . <= 20',
      relevant: "selected(${topics}, 'school')",
    })
    expect(row('ratio')).toMatchObject({
      type: 'decimal',
      relevant: "(${kind} = 'training' or ${kind} = 'visit') or not(selected(${topics}, 'health'))",
    })
    expect(row('start')).toMatchObject({ type: 'date', constraint: '. <= today()', required: 'yes' })
    expect(row('end')).toMatchObject({
      constraint: '. >= ${start}',
      'constraint_message::中文 (zh)': '结束早于开始',
      'constraint_message::English (en)': 'ends before it begins',
    })
    expect(row('budget')).toMatchObject({ constraint: '. >= sum(${rows_amount})' })
    expect(row('place')).toMatchObject({ required: "${kind} = 'visit' and ${people} >= 50" })
    expect(row('topics')).toMatchObject({
      type: 'select_multiple topics',
      constraint: 'count-selected(.) <= 2',
      required: '',
    })
    expect(row('story')).toMatchObject({ relevant: 'not(${people} > 9)' })
    expect(row('rows_place')).toMatchObject({ 'jianbao::key': 'place' })
  })
})
