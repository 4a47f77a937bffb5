import { expect, test } from '@jest/globals'
import { hidden } from '../../src/records/personal-data.js'
import { publicRecord } from '../../src/records/public-records.js'
import { activity, photo, record } from './sample.js'

test.each([
  '电话13800000000报名',
  '电话：138-0000-0000。',
  '王老师-13800000000',
  '＋86 138 0000 0000',
  '１３８００００００００',
  '座机0791-88888888',
  '（0791）8888888',
  '联系方式：8888888',
  '身份证110101200001011234',
  '身份证11010120000101123X，',
  '卡号6222000000000000000',
  '6222 0000 0000 0000 000',
  '护照E12345678',
  '写信到someone@example.org',
  '微信：abc_12345',
  '微信号abc12345',
  'QQ群12345678',
])('%s has nothing in it any more by which somebody can be known', (text) => {
  const shown = hidden(text)
  expect(shown).toContain('（不公开）')
  expect(shown).not.toMatch(/[0-9０-９]{4}|someone|abc/)
})

test.each([
  '2014年3月22日 25人，860元',
  '2013-2014-2015-2016',
  '20140322-20140323',
  '共1,462人次，53100.00元',
  '第110101期',
  '微信群公告',
  '01m8cwekz7096z24mj7bzm9b9d',
  'https://example.org/2014/05',
  '1.38000000000',
])('%s stays as it is', (text) => {
  expect(hidden(text)).toBe(text)
})

test.each(['赵某某', '空间伙伴赵某某', '赵某某（会计）'])(
  'who filed it, %s in the list, is hidden in all that she wrote, but for the name of her organisation',
  (name) => {
    const filed = record({
      contact: { id: 'c', name },
      typedBy: { id: 't', name: '麦田' },
      answers: { done: '赵某某在麦田带队，13800000000', rows: { list: ['赵某某', 3] } },
      activities: [activity({ title: '赵某某的课', place: '赵某某家' })],
      photos: [photo({ caption: '赵某某和大家' })],
    })
    const form = { id: 'work-brief', version: 1, title: '简报', aliases: [], menu: 1 }
    const question = { kind: 'text', required: true, label: '做了什么', options: {} } as const
    const shown = publicRecord(filed, [
      {
        ...form,
        fields: [
          { ...question, key: 'done' },
          { ...question, key: 'rows' },
        ],
      },
    ])
    expect(JSON.stringify(shown)).not.toMatch(/赵某某|138/)
    expect(shown.answers['done']).toBe('（不公开）在麦田带队，（不公开）')
  },
)
