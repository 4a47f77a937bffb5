import { describe, expect, it } from '@jest/globals'
import { formIn } from '../../../src/forms/form.js'
import { importXlsForm } from '../../../src/forms/xlsform/import.js'
import { wordsIn } from '../../engine/talk.js'
import { sheets } from './sheets.js'

const given = { fileName: '走访表', known: [] }
const imported = (survey: string, choices = '', settings = '') =>
  importXlsForm(sheets({ survey, ...(choices && { choices }), ...(settings && { settings }) }), given)
const formOf = (...args: Parameters<typeof imported>) => {
  const { form, notes } = imported(...args)
  if (!form) throw new Error(JSON.stringify(notes, null, 2))
  return form.form
}
/** Notes as 「row column: what → became」; what is refused has no arrow. */
const notesOf = (...args: Parameters<typeof imported>) =>
  imported(...args)
    .notes.filter(({ column }) => column !== 'jianbao::feeds')
    .map(
      ({ sheet, rows, column, what, became }) =>
        `${sheet} ${rows.join(',')} ${column ?? '-'}: ${what.split(' / ')[0]}${became === null ? '' : ` → ${became.split(' / ')[0]}`}`,
    )

const YES_NO = `
list_name | name | label::中文  | label::English (en)
yn        | yes  | 是          | Yes
yn        | no   | 否          | No
`

describe('an XLSForm of another tool', () => {
  it('becomes a form: every type that forms have, with labels in our languages', () => {
    const form = formOf(
      `
type               | name    | label::中文 (zh)     | label::English (en)  | hint::中文 (zh) | required
text               | village | 哪个村？           | Which village?       | 写全名          | yes
integer            | age     | 多大年纪？         | How old?             |                | TRUE
decimal            | weight  | 体重多少公斤？     | What weight?         |                | no
date               | day     | 哪天走访的？       | On which day?        |                | true()
select_one yn      | ill     | 生病了吗？         | Ill?                 |                | yes
select_multiple yn | both    | 选几个？           | Which?               |                |
image              | photo   | 拍一张照片         | A picture            |                |
begin_repeat       | members | 家里有谁？         | Who lives here?      |                |
text               | who     | 名字               | Name                 |                | yes
integer            | years   | 年纪               | Age                  |                |
end_repeat         |         |                    |                      |                |
`,
      YES_NO,
      `
form_title | form_id | version | default_language
走访       | visit   | 3       | 中文 (zh)
`,
    )
    expect(form).toMatchObject({ id: 'visit', version: 3, menu: 1, title: '走访' })
    expect(form.fields).toMatchObject([
      { key: 'village', kind: 'text', label: '哪个村', ask: '哪个村？', hint: '写全名', required: true },
      { key: 'age', kind: 'number', required: true, options: { whole: true } },
      { key: 'weight', kind: 'number', required: false, options: {} },
      { key: 'day', kind: 'date', required: true, options: { future: true } },
      {
        key: 'ill',
        kind: 'choice',
        options: {
          choices: [
            { key: 'yes', label: '是' },
            { key: 'no', label: '否' },
          ],
        },
      },
      { key: 'both', kind: 'choices', required: false },
      { key: 'photo', kind: 'photos', required: false, options: { most: 1 } },
      {
        key: 'members',
        kind: 'table',
        required: false,
        options: {
          columns: [
            { key: 'who', kind: 'text', required: true },
            { key: 'years', kind: 'number' },
          ],
        },
      },
    ])
    expect(formIn(form, 'en').fields[0]).toMatchObject({
      label: 'Which village',
      ask: 'Which village?',
      hint: '写全名',
    })
    expect(formIn(form, 'en').fields[4]).toMatchObject({ options: { choices: [{ label: 'Yes' }, { label: 'No' }] } })
  })

  it('keeps bounds, conditions and checks', () => {
    const form = formOf(
      `
type          | name  | label  | required    | relevant              | constraint                                                | constraint_message
select_one yn | ill   | 病了？ | yes         |                       |                                                           |
text          | what  | 什么病 | yes         | \${ill} = 'yes'       | string-length(.) > 1 and string-length(.) <= 50           |
integer       | count | 几次   | \${ill}='yes' |                     | . >= 1 and . < 10                                         |
integer       | cured | 好了几次 |           | \${count} > 0         | . <= \${count}                                            | 比生病的次数还多
date          | start | 开始   |             |                       | . <= today()                                              |
date          | end   | 结束   |             | selected(\${ill}, 'yes') and \${start} != '' | . >= \${start}                     | 早于开始
`,
      YES_NO,
    )
    expect(
      form.fields
        .map(({ when, requiredWhen, required, options }) => ({ when, requiredWhen, required, options }))
        .slice(1),
    ).toMatchObject([
      { when: { field: 'ill', is: 'yes' }, required: true, options: { least: 2, most: 50 } },
      { requiredWhen: { field: 'ill', is: 'yes' }, required: false, options: { least: 1, most: 9, whole: true } },
      { when: { field: 'count', more_than: 0 }, options: { whole: true } },
      { options: { future: false } },
      {
        when: {
          all: [
            { field: 'ill', is: 'yes' },
            { field: 'start', answered: true },
          ],
        },
        options: { future: true },
      },
    ])
    expect(form.checks).toEqual([
      { rule: 'at_most', of: ['cured', 'count'], say: '比生病的次数还多' },
      { rule: 'before', of: ['start', 'end'], say: '早于开始' },
    ])
  })

  it('has its groups taken apart: what makes a group relevant makes each question in it', () => {
    const survey = `
type          | name   | label     | relevant
note          | hello  | 请慢慢填  |
select_one yn | ill    | 病了？    |
begin_group   | more   | 细节      | \${ill} = 'yes'
note          | aside  | 下面写仔细 |
text          | what   | 什么病    |
begin group   | inner  |           | \${what} != ''
text          | doctor | 哪个医生  | \${what} != 'cold'
text          | town   | 在哪里    |
end group     |        |           |
end_group     |        |           |
`
    const form = formOf(survey.replace(" ${what} != 'cold'", ''), YES_NO)
    expect(form.intro).toBe('请慢慢填')
    const ill = { field: 'ill', is: 'yes' }
    expect(form.fields.map(({ key, when }) => [key, when])).toEqual([
      ['ill', undefined],
      ['what', ill],
      ['doctor', { all: [ill, { field: 'what', answered: true }] }],
      ['town', { all: [ill, { field: 'what', answered: true }] }],
    ])
    expect(notesOf(survey, YES_NO)).toEqual([
      'survey 5 type: note → 没有导入',
      "survey 8 relevant: ${what} != 'cold' → 不管怎么答都会问，可以跳过",
      'survey 4 type: 分组的标题 → 没有导入',
      'settings 2 form_id: 走访表 → 编号是 form',
    ])
  })

  it('hands on a note as the hint of the next question', () => {
    const form = formOf(`
type | name | label  | hint
text | a    | 甲     |
note | n    | 先看表 |
text | b    | 乙     | 写两句
`)
    expect(form.fields[1]).toMatchObject({ key: 'b', hint: '先看表\n写两句' })
    expect(form.intro).toBeUndefined()
  })

  it('gets names that forms can have, also where conditions use them', () => {
    const survey = `
type          | name       | label  | relevant
select_one l  | Kind-Of    | 哪类   |
text          | 姓名       | 姓名   | \${Kind-Of} = '1' or \${Kind-Of} = 'B b'
`
    const lists = `
list name | name | label
l         | 1    | 一
l         | B b  | 二
l         | b-b  | 三
`
    expect(formOf(survey, lists).fields).toMatchObject([
      { key: 'kind_of', options: { choices: [{ key: 'c_1' }, { key: 'b_b' }, { key: 'b_b_2' }] } },
      { key: 'q3', when: { field: 'kind_of', one_of: ['c_1', 'b_b'] } },
    ])
    expect(notesOf(survey, lists).slice(0, 5)).toEqual([
      'choices 2 name: 1 → 改名为 c_1',
      'choices 3 name: B b → 改名为 b_b',
      'choices 4 name: b-b → 改名为 b_b_2',
      'survey 2 name: Kind-Of → 改名为 kind_of',
      'survey 3 name: 姓名 → 改名为 q3',
    ])
  })

  it('reads its columns whatever their case and spaces', () => {
    const form = formOf(
      `
Type          | NAME | Label : 中文 | Relevance | Required
select_one yn | a    | 甲            |           | Yes
text          | b    | 乙            | \${a}='no' |
`,
      YES_NO.replace('list_name', 'List Name').replace('label::中文 ', 'Label::Chinese (zh)'),
    )
    expect(form.fields).toMatchObject([
      { key: 'a', label: '甲', required: true },
      { key: 'b', when: { field: 'a', is: 'no' } },
    ])
  })

  it('in another language than ours is in that language', () => {
    expect(formOf('type | name | label::Français (fr)\ntext | a | Quel village ?\n').fields[0]).toMatchObject({
      ask: 'Quel village ?',
    })
  })

  it('fits among the forms there are', () => {
    const survey = 'type | name | label\ntext | a | 甲\n'
    const settings = 'form_title | form_id | version | jianbao::menu\n走访 | visit | 2 | 1\n'
    const known = [
      { id: 'visit', version: 2, menu: 4 },
      { id: 'brief', version: 1, menu: 1 },
    ]
    const { form, notes } = importXlsForm(sheets({ survey, settings }), { ...given, known })
    expect(form?.form).toMatchObject({ id: 'visit', version: 3, menu: 2 })
    expect(notes.map(({ column }) => column)).toEqual(expect.arrayContaining(['version', 'jianbao::menu']))
  })
})

describe('what a form cannot be', () => {
  it('is told of cell by cell, and what becomes of it', () => {
    expect(
      notesOf(
        `
type             | name  | label        | appearance | default | choice_filter | calculation | relevant      | required      | constraint           | constraint_message | read_only | label::Deutsch
start            | start |              |            |         |               |             |               |               |                      |                    |           |
geopoint         | place | 在哪里       |            |         |               |             |               |               |                      |                    |           |
calculate        | total |              |            |         |               | \${a} + 1   |               |               |                      |                    |           |
audio            | tape  | 录音         |            |         |               |             |               |               |                      |                    |           |
text             | a     | \${b} 好吗   | multiline  | 好      |               |             |               |               |                      |                    |           | A
select_one yn    | b     | 乙           | minimal    |         | x = \${a}     |             |               |               |                      |                    |           |
select_one yn or_other | c | 丙          |            |         |               |             |               |               |                      |                    | yes       |
integer          | d     | 丁           |            |         |               |             | \${total} > 3 | yes           | . mod 2 = 0          | 要双数             |           |
text             | e     | 戊           |            |         |               |             | \${f} = 'x'   |               | regex(., '[0-9]')    |                    |           |
text             | f     | 己           |            |         |               |             |               | \${total} > 3 | string-length(.) < 9 | 太长               |           |
begin_repeat     | r     | 庚           |            |         |               |             |               |               |                      |                    |           |
text             | g     | 辛           |            |         |               |             | \${b} = 'yes' | yes           |                      |                    |           |
end_repeat       |       |              |            |         |               |             |               |               |                      |                    |           |
`,
        YES_NO,
        'form_id | style\nx | pages\n',
      ),
    ).toEqual([
      'survey 2 type: start → 不用问，自动记录',
      'survey 3 type: geopoint → 没有导入这一题',
      'survey 4 type: calculate → 没有导入这一题',
      'survey 5 type: audio → 没有导入这一题',
      'survey 6 label: 里面引用了别的回答 → 照原样显示',
      'survey 8 type: or_other → 加了「其他」，没有另外的填写框',
      'survey 9 relevant: ${total} > 3 → 不管怎么答都会问，可以跳过',
      'survey 9 constraint: . mod 2 = 0 → 没有检查',
      'survey 9 constraint_message: 要双数 → 用统一的说法',
      "survey 10 relevant: ${f} = 'x' → 不管怎么答都会问，可以跳过",
      "survey 10 constraint: regex(., '[0-9]') → 没有检查",
      'survey 11 required: ${total} > 3 → 可以跳过',
      'survey 11 constraint_message: 太长 → 用统一的说法',
      "survey 13 relevant: ${b} = 'yes' → 不管怎么答都会问，可以跳过",
      'survey 6,7 appearance: 用不上的一列 → 没有导入',
      'survey 6 default: 用不上的一列 → 没有默认值',
      'survey 7 choice_filter: 用不上的一列 → 所有选项都会列出',
      'survey 8 read_only: 用不上的一列 → 照样会问',
      'survey 6 label::Deutsch: 另一种语言 → 没有导入',
      'settings 2 style: 用不上的一列 → 没有导入',
    ])
  })

  it('has no second 「其他」 by or_other where its list has one', () => {
    const form = formOf(
      'type | name | label\nselect_one way or_other | a | 甲\n',
      'list_name | name | label\nway | bus | 公交\nway | c9 | 其他（请说明）\n',
    )
    const [field] = form.fields
    expect(field?.options).toMatchObject({ choices: [{ key: 'bus' }, { key: 'c9' }] })
  })

  it('is asked all the same, but never required where nobody can tell when it should be', () => {
    const form = formOf('type | name | label | required | relevant\ninteger | a | 甲 | yes | pulldata(1) = 2\n')
    expect(form.fields[0]).toMatchObject({ required: false })
    expect(form.fields[0]).not.toHaveProperty('when')
  })

  it('is told of questions without a use', () => {
    const { notes } = imported('type | name | label\ntext | a | 甲\ntext | b | 乙\n')
    expect(notes).toContainEqual(
      expect.objectContaining({
        sheet: 'survey',
        rows: [2, 3],
        column: 'jianbao::feeds',
        became: expect.stringContaining('照样会问'),
      }),
    )
  })
})

describe('what no form can hold', () => {
  const survey = `
type               | name  | label  | relevant
text               | a     | 甲     |
begin_repeat       | kids  | 孩子   |
text               | who   | 名字   |
image              | face  | 照片   |
begin_repeat       | marks | 成绩   |
text               | topic | 科目   |
integer            | mark  | 分数   |
end_repeat         |       |        |
integer            | age   | 年纪   |
end_repeat         |       |        |
begin_repeat       | shots | 拍照   |
image              | shot  | 一张   |
end_repeat         |       |        |
select_one towns   | town  | 哪个县 |
select_multiple towns | all | 还有哪些县 |
text               | z     | 末题   | \${town} = 't3'
`
  const towns = `list_name | name | label\n${Array.from({ length: 21 }, (_, i) => `towns | t${i + 1} | 县${i + 1}`).join('\n')}\n`

  it('is left out, or asked in words, and the rest is imported: each is named with its cell and what to do', () => {
    const form = formOf(survey, towns)
    expect(form.fields.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'a text',
      'kids table',
      'town text',
      'all text',
      'z text',
    ])
    expect((form.fields[1]!.options as { columns: { key: string }[] }).columns.map(({ key }) => key)).toEqual([
      'who',
      'age',
    ])
    const told = imported(survey, towns).notes.filter(
      ({ sheet, column }) => sheet === 'survey' && column !== 'jianbao::feeds',
    )
    expect(told.map(({ rows, column, what, became }) => `${rows.join(',')} ${column}: ${what} → ${became}`)).toEqual([
      '6 type: 重复里面的重复 / a repeat inside a repeat → 没有导入里层；要问的话，把里面的题移到外层再导入 / left out; move its questions to the outer repeat',
      '7,8 type: 里层的重复里的题 / in the inner repeat → 没有导入这一题 / the question is left out',
      '5,13 type: 重复里面的照片 / pictures inside a repeat → 没有导入这一题；要照片的话，在重复外面另加一题 image / left out; ask for pictures outside of the repeat',
      '12 type: 重复里面没有能问的题 / nothing to ask in this repeat → 没有导入 / left out',
      '15,16 type: 21 个选项，最多 20 个 / so many choices, at most 20 → 改成填文字；要选的话，先减少选项再导入 / asked in words; to have it chosen, shorten the list first',
      "17 relevant: ${town} = 't3' → 不管怎么答都会问，可以跳过 / asked whatever is answered, and may be skipped",
    ])
  })
})

describe('a workbook with many questions', () => {
  it('is imported, and told that it is long on a phone', () => {
    const rows = Array.from({ length: 28 }, (_, i) => `text | q${i} | 第${i}题`).join('\n')
    const { form, notes } = importXlsForm(sheets({ survey: `type | name | label\n${rows}` }), {
      ...given,
      wordsOf: wordsIn,
    })
    expect(form?.form.fields).toHaveLength(28)
    expect(notes).toContainEqual({
      sheet: 'survey',
      rows: [],
      column: null,
      what: '28 题，手机上答着长：分两张表更好 / 28 questions are long to answer on a phone: two forms are better',
      became: '照样导入 / imported all the same',
    })
  })
})

describe('a workbook that is no form', () => {
  it('is refused with all its faults at once, and nothing comes of it', () => {
    const { form, notes } = importXlsForm(
      sheets({
        survey: `
type            | name | label | label
text            | a    | 甲    | 乙
text            | a    | 又一个 |
txet            | b    | 打错了 |
select_one nope | c    | 没有   |
                | d    | 没类型 |
text            |      | 没名字 |
begin_repeat    | r    | 外面   |
begin_repeat    | s    | 里面   |
text            | t    | 内容   |
end_repeat      |      |        |
image           | u    | 照片   |
end_group       |      |        |
`,
        choices: `
list_name | name | label
l         | x    | 一
l         | x    | 二
          | y    | 三
m         |      | 四
`,
      }),
      given,
    )
    expect(form).toBeNull()
    const refused = notes.filter(({ became }) => became === null)
    expect(
      refused.map(({ sheet, rows, column, what }) => `${sheet} ${rows.join(',')} ${column}: ${what.split(' / ')[0]}`),
    ).toEqual([
      'survey 1 label: 这一列有两个',
      'choices 3 name: 「l」里有两个「x」',
      'choices 4 list_name: 少了 list_name',
      'choices 5 name: 少了 name',
      'survey 4 type: 不认识的类型「txet」',
      'survey 6 type: 少了 type',
      'survey 13 type: end_group 没有对应的开头',
      'survey 8 type: begin_repeat 没有结尾',
      'survey 3 name: 有两题都叫「a」',
      'survey 5 type: choices 里没有「nope」',
      'survey 7 name: 少了 name',
    ])
  })

  it.each<[string, Record<string, string>, string]>([
    ['no survey sheet', { Sheet1: 'type | name | label\ntext | a | 甲' }, 'survey - 没有 survey 这张工作表'],
    ['no columns', { survey: 'a | b\n1 | 2' }, 'survey 1 type 没有这一列'],
    ['nothing in it', { survey: '' }, 'survey 1 type 没有这一列'],
    ['no question', { survey: 'type | name | label\nnote | a | 甲' }, 'survey - 一题都没有'],
    [
      'more questions than a form has',
      { survey: `type | name | label\n${Array.from({ length: 100 }, (_, i) => `text | q${i} | 第${i}题`).join('\n')}` },
      'survey - 最多 99 题',
    ],
    [
      'a wrong kind',
      { survey: 'type | name | label | jianbao::kind\ntext | a | 甲 | novel' },
      'survey 2 jianbao::kind 没有「novel」这种题',
    ],
    [
      'wrong options',
      { survey: 'type | name | label | jianbao::options\ntext | a | 甲 | most=3' },
      'survey 2 jianbao::options 「most=3」读不懂',
    ],
    [
      'options of another kind',
      { survey: 'type | name | label | jianbao::options\ntext | a | 甲 | {"unit":"人"}' },
      'survey 2 jianbao::options 没有「unit」这一项',
    ],
    [
      'bounds nobody meets',
      { survey: 'type | name | label | constraint\ntext | a | 甲 | string-length(.) > 9 and string-length(.) < 5' },
      'survey 2 jianbao::options 最少 10 比最多 4 还多',
    ],
    [
      'a use that there is not',
      { survey: 'type | name | label | jianbao::feeds\ntext | a | 甲 | nowhere' },
      'survey 2 jianbao::feeds 没有这个去处',
    ],
    [
      'a choice too long for a button',
      {
        survey: 'type | name | label\nselect_one l | a | 甲',
        choices: `list_name | name | label\nl | x | ${'长'.repeat(50)}\nl | y | 二`,
      },
      'choices 2 label 选项最多 128 字节',
    ],
    [
      'a question too long for a message',
      { survey: `type | name | label\ntext | a | ${'长'.repeat(600)}` },
      'survey 2 label 这一题的字有',
    ],
    [
      'only one choice',
      { survey: 'type | name | label\nselect_one l | a | 甲', choices: 'list_name | name | label\nl | x | 一' },
      'survey 2 type 最少 2 项 / at least 2',
    ],
    [
      'idle that is nowhere',
      { survey: 'type | name | label\ntext | a | 甲', settings: 'form_id | jianbao::idle\nx | b' },
      'settings 2 jianbao::idle 没有「b」这一题',
    ],
  ])('with %s is refused at its place', (_about, tables, place) => {
    const { form, notes } = importXlsForm(sheets(tables), { ...given, wordsOf: wordsIn })
    expect(form).toBeNull()
    const refused = notes.filter(({ became }) => became === null)
    expect(
      refused.map(({ sheet, rows, column, what }) =>
        `${sheet} ${rows.join(',') || '-'} ${column ?? ''} ${what}`.replace(' -  ', ' - '),
      ),
    ).toContainEqual(expect.stringContaining(place))
  })
})
