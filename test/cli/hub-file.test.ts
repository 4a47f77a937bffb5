import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { decodeHubFile } from '../../src/cli/hub-file.js'

const FORMS = ['work-brief', 'activity']
const example = readFileSync('config/hub.example.yaml', 'utf8')
const faultsOf = (text: string) => {
  const decoded = decodeHubFile('hub.yaml', text, FORMS)
  return decoded.ok ? [] : decoded.faults.map(({ where, message }) => `${where} ${message}`)
}

describe('a hub file', () => {
  it('is what the example shows: money in fen, a withdrawn grant without any, a contact without a code', () => {
    const decoded = decodeHubFile('hub.yaml', example, FORMS)
    expect(decoded).toMatchObject({
      ok: true,
      data: {
        hub: { name: '益友中心', zone: 'Asia/Shanghai', language: 'zh-CN' },
        grants: [
          { organisation: 'reading-room', amountFen: 500_000, status: 'active' },
          { organisation: 'applicant-one', amountFen: null, status: 'withdrawn' },
        ],
        contacts: [{ name: '项目专员小禾', code: null }, { name: '网络专员小满' }, { role: 'viewer' }],
      },
    })
  })

  it('says that nothing its people write goes to a language model', () => {
    const file = (rulesOnly: string) =>
      example.replace('language: zh-CN }', `language: zh-CN, rulesOnly: ${rulesOnly} }`)
    expect(decodeHubFile('hub.yaml', file('true'), FORMS)).toMatchObject({
      ok: true,
      data: { hub: { rulesOnly: true } },
    })
    expect(faultsOf(file('maybe'))[0]).toContain('写 true（不用语言模型）或 false')
  })

  it('reads an invitation code however it is spaced', () => {
    const decoded = decodeHubFile(
      'hub.yaml',
      example.replace('name: 项目专员小禾', 'name: 小禾, invitation: abcd-2345'),
      FORMS,
    )
    expect(decoded).toMatchObject({ ok: true, data: { contacts: [{ code: 'ABCD2345' }, {}, {}] } })
  })

  it('says for which organisations a contact files besides, and who left', () => {
    const contact = (more: string) => example.replace('name: 项目专员小禾', `name: 小禾, ${more}`)
    expect(decodeHubFile('hub.yaml', contact('organisations: [applicant-one], left: true'), FORMS)).toMatchObject({
      ok: true,
      data: { contacts: [{ organisations: ['applicant-one'], left: true }, { name: '网络专员小满' }, {}] },
    })
    expect(faultsOf(contact('organisations: [applicant-one, nowhere, our-hub], left: gone'))).toEqual([
      expect.stringMatching(/^hub.yaml:21 .*left：离开了写 true/),
      expect.stringMatching(/^hub.yaml:21 .*organisations 里没有「nowhere」/),
      expect.stringMatching(/^hub.yaml:21 枢纽机构自己的人不替受助机构填/),
    ])
  })

  it('knows roles for the people of the hub itself alone', () => {
    const wrong = example
      .replace('role: viewer }', 'role: boss }')
      .replace('name: 项目专员小禾', 'name: 小禾, role: viewer')
    expect(faultsOf(wrong)).toEqual([
      expect.stringMatching(/^hub.yaml:21 只有枢纽机构自己的人/),
      expect.stringMatching(/^hub.yaml:24 .*role：角色写 staff/),
    ])
  })

  it('knows terms, instalments, objectives, regions and who is asked first', () => {
    const more = example
      .replace('city: 南昌, aliases', 'city: 南昌, region: 江西, tags: [阅读], aliases')
      .replace(
        'grants:\n  - {',
        `objectives:
  - { key: salons, grant: reading, label: 主题沙龙, planned: 6, unit: 期, dueOn: '2026-11-30' }
grants:
  - { key: reading, enrolledOn: '2026-06-01', endsOn: '2026-09-30', instalments: [{ number: 1, amountYuan: 3000, paidOn: '2026-06-12' }],`,
      )
      .replace('name: 项目专员小禾', "name: 小禾, precedence: 1, phone: '0791-80000000'")
    expect(decodeHubFile('hub.yaml', more, FORMS)).toMatchObject({
      ok: true,
      data: {
        organisations: [{}, { region: '江西', tags: ['阅读'] }, {}],
        grants: [
          {
            enrolledOn: '2026-06-01',
            endsOn: '2026-09-30',
            instalments: [{ number: 1, amountFen: 300_000, plannedOn: null, paidOn: '2026-06-12' }],
          },
          {},
        ],
        objectives: [{ grant: 'reading', plannedMin: 6, plannedMax: 6, unit: '期', dueOn: '2026-11-30' }],
        contacts: [{ precedence: 1, phone: '0791-80000000' }, {}, {}],
      },
    })
    const wrong = more
      .replace('grant: reading,', 'grant: nothing,')
      .replace("endsOn: '2026-09-30', inst", "startsOn: '2026-10-01', endsOn: '2026-09-30', inst")
      .replace('precedence: 1', 'precedence: 0')
    expect(faultsOf(wrong)).toEqual([
      expect.stringMatching(/^hub.yaml:16 grants 里没有「nothing」/),
      expect.stringMatching(/^hub.yaml:18 结束早于开始/),
      expect.stringMatching(/^hub.yaml:23 contacts 第 1 条 precedence：请写 1 或更大的整数/),
    ])
  })

  it('says all that is wrong at once, each with its line', () => {
    const wrong = example
      .replace('zone: Asia/Shanghai', 'zone: Mars/North')
      .replace("endsOn: '2026-12-31'", "endsOn: '2025-02-31'")
      .replace('amountYuan: 5000', 'amountYuan: -5')
    expect(faultsOf(wrong)).toEqual([
      expect.stringMatching(/^hub.yaml:4 .*zone/),
      expect.stringMatching(/^hub.yaml:7 .*endsOn/),
      expect.stringMatching(/^hub.yaml:16 .*amountYuan/),
    ])
  })

  it('finds what no single line shows', () => {
    const wrong = example
      .replace('key: applicant-one, name', 'key: reading-room, name')
      .replace('key: hub-officer, organisation: our-hub', 'key: hub-officer, organisation: nobody')
      .replace("endsOn: '2026-12-31'", "endsOn: '2025-12-31'")
    expect(faultsOf(wrong).join('\n')).toMatch(
      /结束早于开始[^]*「reading-room」重复[^]*「applicant-one」[^]*「nobody」/,
    )
  })

  it('says what to write instead, with what no single line shows beside the rest', () => {
    const wrong = example
      .replace('kind: person', 'kind: 个人')
      .replace('amountYuan: 5000', 'amountYuan: 5000元')
      .replace('status: withdrawn', 'status: 退出')
      .replace('aliases: [读书会, 鸡鸣山读书会]', 'aliases: 读书会')
      .replace('key: hub-officer, organisation: our-hub, name:', 'key: hub-officer, organisation: nobody, nam:')
    expect(faultsOf(wrong)).toEqual([
      expect.stringMatching(/^hub.yaml:11 organisations 第 2 条 aliases：简称写成 \[/),
      expect.stringMatching(/^hub.yaml:13 organisations 第 3 条 kind：类型写 organisation、person 或 hub/),
      expect.stringMatching(/^hub.yaml:16 grants 第 1 条 amountYuan：金额请只写数字，如 5000/),
      expect.stringMatching(/^hub.yaml:17 grants 第 2 条 status：状态写 active/),
      expect.stringMatching(/^hub.yaml:22 contacts 第 2 条 name：少了这一项/),
      expect.stringMatching(/^hub.yaml:22 contacts 第 2 条：没有「nam」这一项/),
      expect.stringMatching(/^hub.yaml:22 organisations 里没有「nobody」/),
    ])
  })

  it('knows the forms that a schedule asks for, and each schedule by one key', () => {
    const one = '- { key: quarterly-brief, form: work-brief, every: quarter, due: { days: 15 } }'
    const wrong = example.replace(
      one,
      `${one}
  - { key: quarterly-brief, form: yearly-report, every: year, due: { days: 30 }, forms: { '2026': annual } }
  - { key: once, form: activity, every: once, from: '2026-12-31', to: '2026-01-01', due: { days: 15 } }
  - { key: back, form: activity, every: month, first: '2026-12-01', last: '2026-01-31', due: { days: 15 } }`,
    )
    expect(faultsOf(wrong)).toEqual([
      expect.stringMatching(/^hub.yaml:51 「quarterly-brief」重复/),
      expect.stringMatching(/^hub.yaml:51 没有「yearly-report」这个表单，有：work-brief、activity/),
      expect.stringMatching(/^hub.yaml:51 没有「annual」这个表单/),
      expect.stringMatching(/^hub.yaml:52 .*结束比开始早/),
      expect.stringMatching(/^hub.yaml:53 .*最后一期比第一期早/),
    ])
  })

  it.each([
    ['hub.yaml', 'hub：\n  key: a\n', 'hub.yaml:1 冒号要用英文的 :'],
    ['hub.yaml', example.replace('key: some-foundation,', 'key：some-foundation,'), '的冒号要用英文的 :'],
    ['hub.yaml', 'hub:\n\tkey: a\n', 'hub.yaml:2 行首请用空格，不要用 Tab'],
    ['hub.yaml', 'hub: [', '写法不对，请和 config/hub.example.yaml 对照'],
    ['名单.docx', 'PK\u0003\u0004{]: [', '名单.docx:1 这不是名单文件'],
    ['package.json', '{"name": "jianbao", "version": "1"}', 'package.json:1 这不是名单文件'],
    ['hub.yaml', '', 'hub.yaml:1 这不是名单文件'],
  ])('is refused when it is no hub file: %s', (file, text, sentence) => {
    const decoded = decodeHubFile(file, text, FORMS)
    const faults = decoded.ok ? [] : decoded.faults.map(({ where, message }) => `${where} ${message}`)
    expect(faults.join('\n')).toContain(sentence)
    expect(faults.length).toBeLessThan(5)
  })
})
