import { expect, it } from '@jest/globals'
import type { Database } from '../../src/database/connect.js'
import { dumpDatabase } from '../../src/database/dump.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRegisters, rehearsal } from '../../src/database/registers.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import type { Sql } from '../../src/database/sql.js'
import { importWorkbook, type Imported } from '../../src/programmes/import-workbook.js'
import { statusesAt } from '../../src/programmes/partner-status.js'
import { type Answers, answersIn } from '../../src/programmes/workbook/answers.js'
import { addDays } from '../../src/kernel/day.js'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSheets } from '../../src/programmes/workbook/read.js'
import { keeping, forms, network, sheetsOf, withCell, withRows, type Tables } from '../programmes/a-workbook.js'
import type { Schedule } from '../../src/programmes/schedule.js'
import { seasonData } from '../reminders/season.js'
import { hubData } from './a-hub.js'
import { newId, onEachDatabase } from './databases.js'

/** One of the partners left, and its grant goes on. */
const LEFT = { sheet: '资助', row: 3, message: expect.stringContaining('已退出') }

/** The network under a hub of its own. */
function aHub() {
  const code = newId().toLowerCase()
  const hub = { 枢纽: [['编号', '名称'], [code, `枢纽${code}`]] } // prettier-ignore
  const bring = async (database: Database, changes: Tables = {}, confirm: string[] = []): Promise<Imported> => {
    const answers = answersIn([...confirm, `枢纽${code}=新`])
    if (!answers.ok) throw new Error(answers.wrong.join())
    return database.units((sql) =>
      importWorkbook(
        databaseRegisters(sql),
        forms,
        keeping,
      )(readSheets(sheetsOf({ ...hub, ...changes })), answers.answers),
    )
  }
  return { code, hub, bring }
}

const noAnswers: Answers = { others: () => [], stays: () => false, fresh: () => false }

const outcomes = (imported: Imported) =>
  imported.type === 'loaded'
    ? imported.changes
        .filter(({ outcome }) => outcome !== 'same')
        .map(({ of, name, outcome }) => `${of} ${name} ${outcome}`)
    : [...imported.faults, ...imported.questions]

const TABLES = ['hubs', 'funders', 'programmes', 'organisations', 'organisation_aliases', 'organisation_tags', 'grants', 'instalments', 'objectives', 'contacts', 'contact_organisations', 'invitations', 'partner_statuses', 'schedules'] // prettier-ignore

async function everything(database: Database) {
  const all: Record<string, unknown[]> = {}
  for (const table of TABLES)
    all[table] = (await database.reads.all(`SELECT * FROM ${table}`)).map((row) => JSON.stringify(row)).toSorted()
  return all
}

onEachDatabase('a hub that lets no text go to a language model', (database) => {
  it('stays so when it is loaded again without a word about it, until its file says otherwise', async () => {
    const data = hubData()
    const load = async (rulesOnly?: boolean) => {
      await database().units((sql) => loadHub(sql)({ ...data, hub: { ...data.hub, rulesOnly } }))
      const [row] = await database().reads.all<{ rulesOnly: number | null }>(
        'SELECT rulesOnly FROM hubs WHERE code = ?',
        [data.hub.key],
      )
      return row?.rulesOnly
    }
    expect([await load(), await load(true), await load(), await load(false)]).toEqual([null, 1, 1, 0])
  })
})

onEachDatabase('a hub brought up to date from a workbook', (database) => {
  it('knows what the funder gives for a programme, until a cell says otherwise', async () => {
    const { bring, code } = aHub()
    const amount = async (cell: string | number | null) => {
      const [header = [], first = []] = network['资助项目'] ?? []
      const sheet =
        cell === null
          ? [header, first]
          : [
              [...header, '项目金额'],
              [...first, cell],
            ]
      expect(await bring(database(), { 资助项目: sheet })).toMatchObject({ type: 'loaded' })
      const [row] = await database().reads.all<{ hubId: string; id: string }>(
        'SELECT p.hubId, p.id FROM programmes p JOIN hubs h ON h.id = p.hubId WHERE h.code = ?',
        [code],
      )
      return (await databaseReportReads(database().reads).programme(row?.hubId ?? '', row?.id ?? ''))?.amountFen
    }
    expect(await amount(null)).toBeNull()
    expect([await amount('11.12万'), await amount(null), await amount(''), await amount('无')]).toEqual([
      11_120_000,
      11_120_000,
      11_120_000,
      null,
    ])
  })

  it('has everything the workbook says, and nothing twice when it is brought again', async () => {
    const { bring, code } = aHub()
    expect(await bring(database())).toMatchObject({ type: 'loaded', notes: [LEFT] })
    const before = await everything(database())
    expect(outcomes(await bring(database()))).toEqual([])
    expect(await everything(database())).toEqual(before)
    const granted = await database().reads.all(
      `SELECT o.name, o.city, p.name AS programme, g.purpose, g.purposeClass, g.amountFen, g.status, g.enrolledOn, f.name AS funder
       FROM grants g JOIN hubs h ON h.id = g.hubId JOIN organisations o ON o.id = g.organisationId
       JOIN programmes p ON p.id = g.programmeId JOIN funders f ON f.id = p.funderId WHERE h.code = ? ORDER BY g.amountFen DESC`,
      [code],
    )
    const of = { programme: '2026年小额资助', funder: '某某公益基金会' }
    expect(granted).toEqual([
      { ...of, name: '麦田公益', city: '萍乡', purpose: '乡村图书', purposeClass: 'operating', amountFen: 1_200_000, status: 'active', enrolledOn: '2026-03-01' },
      { ...of, name: '青苗社工服务中心', city: '中卫', purpose: '第二社区', purposeClass: 'project', amountFen: 500_000, status: 'active', enrolledOn: '2026-03-01' },
      { ...of, name: '个人申请者一', city: null, purpose: '病人关怀', purposeClass: null, amountFen: null, status: 'withdrawn', enrolledOn: null },
    ]) // prettier-ignore
    expect(
      await database().reads.all(
        'SELECT number, amountFen, plannedOn, paidOn FROM instalments i JOIN hubs h ON h.id = i.hubId WHERE h.code = ? ORDER BY number',
        [code],
      ),
    ).toEqual([
      { number: 1, amountFen: 300_000, plannedOn: '2026-03-01', paidOn: '2026-03-02' },
      { number: 2, amountFen: 200_000, plannedOn: '2026-09-01', paidOn: null },
    ])
    expect(
      await database().reads.all(
        'SELECT label, plannedMin, plannedMax, unit, dueOn, grantId IS NULL AS whole FROM objectives j JOIN hubs h ON h.id = j.hubId WHERE h.code = ? ORDER BY plannedMax DESC',
        [code],
      ),
    ).toMatchObject([
      { label: '受助机构', plannedMin: 5, plannedMax: 8, unit: '家', dueOn: null, whole: 1 },
      { label: '主题沙龙', plannedMin: 6, plannedMax: 6, unit: '期', dueOn: '2026-11-30', whole: 0 },
    ])
    expect(
      await database().reads.all(
        `SELECT c.name, c.role, c.precedence, (SELECT COUNT(*) FROM contact_organisations x WHERE x.contactId = c.id) AS further
         FROM contacts c JOIN hubs h ON h.id = c.hubId WHERE h.code = ? ORDER BY c.precedence DESC`,
        [code],
      ),
    ).toMatchObject([
      { name: '小满', role: 'grantee', precedence: 2, further: 0 },
      { name: '小禾', role: 'grantee', precedence: 1, further: 1 },
      { name: '小谷', role: 'staff', precedence: null, further: 0 },
    ])
  })

  it('changes what the workbook says anew; an empty cell changes nothing, 无 clears', async () => {
    const { bring, code } = aHub()
    await bring(database())
    expect(outcomes(await bring(database(), withCell('资助', 1, 5, 6000)))).toEqual(['grants 第二社区 changed'])
    expect(outcomes(await bring(database(), withCell('资助', 1, 5, '')))).toEqual([])
    expect(outcomes(await bring(database(), withCell('机构', 2, 4, '无')))).toEqual([
      'organisations 青苗社工服务中心 changed',
      'grants 第二社区 changed',
    ])
    expect(outcomes(await bring(database(), { ...withCell('机构', 2, 5, '社区'), ...withCell('拨款', 2, 5, '2026-09-03') }))).toEqual([
      'organisations 青苗社工服务中心 changed',
      'instalments 第二社区 2 changed',
    ]) // prettier-ignore
    const [row] = await database().reads.all(
      'SELECT o.city, (SELECT COUNT(*) FROM organisation_tags t WHERE t.organisationId = o.id) AS tags FROM organisations o JOIN hubs h ON h.id = o.hubId WHERE h.code = ? AND o.code = ?',
      [code, 'qm'],
    )
    expect(row).toMatchObject({ city: '中卫', tags: 1 })
  })

  it('knows an organisation with a code under its new name, and still under its old one', async () => {
    const { bring, code } = aHub()
    await bring(database())
    const renamed = withCell('机构', 2, 1, '青苗社会工作发展中心')
    expect(outcomes(await bring(database(), renamed))).toEqual(['organisations 青苗社会工作发展中心 changed'])
    const old = { 机构: [['名称', '城市'], ['青苗社工服务中心', '银川']] } // prettier-ignore
    const alone = {
      资助: [network['资助']![0]!],
      拨款: null,
      目标: null,
      联系人: [network['联系人']![0]!],
      伙伴状态: null,
    }
    expect(outcomes(await bring(database(), { ...old, ...alone }))).toEqual([
      'organisations 青苗社会工作发展中心 changed',
    ])
    const different = await bring(database(), {
      机构: [...network['机构']!.slice(0, 2), ['qm', '完全另外一家', '', '', '', '', '']],
      ...alone,
    })
    expect(different).toMatchObject({ type: 'refused', questions: [{ name: '完全另外一家', about: 'renamed' }] })
    const rows = await database().reads.all(
      'SELECT o.id FROM organisations o JOIN hubs h ON h.id = o.hubId WHERE h.code = ?',
      [code],
    )
    expect(rows.length).toBe(4)
  })

  it('asks once whether two names are one organisation', async () => {
    const { bring, code } = aHub()
    await bring(database())
    const more = {
      ...withRows('机构', ['', '青苗', '', '', '', '', '']),
      ...withRows('伙伴状态', ['麦田', '有意向', '2016-01-01', '', '']),
    }
    const asked = await bring(database(), more)
    expect(asked).toMatchObject({
      type: 'refused',
      faults: [],
      questions: [
        { sheet: '机构', row: 6, column: 'B', name: '青苗', like: ['青苗社工服务中心'] },
        { sheet: '伙伴状态', row: 5, column: 'A', name: '麦田', like: ['麦田公益'] },
      ],
    })
    const answered = await bring(database(), more, ['青苗=青苗社工', '麦田=麦田公益'])
    expect(outcomes(answered)).toEqual([
      'organisations 青苗社工服务中心 changed',
      'organisations 麦田公益 changed',
      'partnerChanges 麦田公益 2016-01-01 created',
    ])
    expect(outcomes(await bring(database(), more))).toEqual([])
    const aliases = await database().reads.all<{ alias: string }>(
      'SELECT alias FROM organisation_aliases a JOIN hubs h ON h.id = a.hubId WHERE h.code = ? ORDER BY alias',
      [code],
    )
    expect(aliases.map(({ alias }) => alias).toSorted()).toEqual(['青苗', '青苗社工', '麦田'].toSorted())
  })

  it('makes another organisation of a like name when that was said, and asks no more', async () => {
    const { bring } = aHub()
    const more = withRows('机构', ['', '青苗', '', '', '', '', ''])
    expect(outcomes(await bring(database(), more, ['青苗=新']))).toContain('organisations 青苗 created')
    expect(outcomes(await bring(database(), more))).toEqual([])
  })

  it('asks whether another name beside a code is the same person, whose accounts it would take over', async () => {
    const { bring } = aHub()
    const people = (name: string, organisation = '青苗社工') => ({
      联系人: [
        ['编号', '机构', '姓名'],
        ['c1', organisation, name],
      ],
    })
    await bring(database(), people('小禾'))
    const asked = await bring(database(), people('小舟'))
    expect(asked).toMatchObject({ type: 'refused', questions: [{ name: '小舟', like: ['小禾'], about: 'person' }] })
    expect(outcomes(await bring(database(), people('小禾苗'), ['小禾苗=小禾']))).toEqual(['contacts 小禾苗 changed'])
    const moved = { 联系人: [['机构', '姓名'], ['麦田公益', '小禾苗']] } // prettier-ignore
    expect(await bring(database(), moved)).toMatchObject({
      type: 'loaded',
      notes: [LEFT, { sheet: '联系人', row: 2, message: expect.stringContaining('在另一家机构也有一位') }],
    })
  })

  it('takes two new names in one workbook for one organisation, under the name that was said to stay', async () => {
    const { bring } = aHub()
    const first = {
      机构: [...network['机构']!.slice(0, 2), ['', '青苗', '', '', '', '', ''], ...network['机构']!.slice(2)],
    }
    expect(await bring(database(), first)).toMatchObject({
      type: 'refused',
      questions: [{ name: '青苗社工服务中心', like: ['青苗'] }],
    })
    const loaded = await bring(database(), first, ['青苗=青苗社工服务中心'])
    expect(outcomes(loaded)).toContain('organisations 青苗社工服务中心 created')
    expect(outcomes(loaded)).not.toContain('organisations 青苗 created')
    expect(outcomes(await bring(database(), first))).toEqual([])
  })

  it('finds what a hub file loaded by its names', async () => {
    const data = hubData(newId().toLowerCase())
    const { hubId } = await database().units((sql) => loadHub(sql)(data))
    for (const forget of [false, true]) {
      // As 0.3.0 left it: rows without codes.
      if (forget)
        await database().units(async (sql) => {
          for (const table of ['hubs', 'funders', 'programmes', 'organisations', 'grants', 'contacts'])
            await sql.run(`UPDATE ${table} SET code = NULL WHERE ${table === 'hubs' ? 'id' : 'hubId'} = ?`, [hubId])
        })
      const counts = await everything(database())
      const sheets = sheetsOf({
        枢纽: [['编号', '名称'], [data.hub.key, data.hub.name]],
        资助方: [['名称'], ['某基金会']],
        资助项目: [['名称', '开始日期', '结束日期', '资助方'], ['2014 年小额资助', '', '', '']],
        机构: [['编号', '名称'], ['new-code', '青云公益'], ['', '赣江组']],
        资助: [['机构', '用途', '金额'], ['青云', '读书会', '1万'], ['赣江组', '盲童戏剧', '']],
        联系人: [['机构', '姓名'], ['青云', 'one的联系人']],
        拨款: null, 目标: null, 报告安排: null, 伙伴状态: null,
      }) // prettier-ignore
      const imported = await database().units((sql) =>
        importWorkbook(databaseRegisters(sql), forms, keeping)(readSheets(sheets), noAnswers),
      )
      if (forget) expect(outcomes(imported)).toEqual([`hub ${data.hub.name} changed`, 'organisations 青云社 changed'])
      else expect(imported).toMatchObject({ faults: [{ message: expect.stringContaining('已有编号「one」') }] })
      const now = await everything(database())
      expect(Object.entries(now).map(([table, rows]) => [table, rows.length])).toEqual(
        Object.entries(counts).map(([table, rows]) => [table, rows.length]),
      )
    }
    await database().units((sql) => loadHub(sql)(data))
    expect(
      await database().reads.all('SELECT COUNT(*) AS n FROM organisations WHERE hubId = ?', [hubId]),
    ).toMatchObject([{ n: 3 }])
  })

  it('has what a hub file says of terms, instalments and objectives, and leaves what it does not', async () => {
    const data = hubData(newId().toLowerCase())
    const [grant, ...others] = data.grants
    const term = { startsOn: '2014-03-01', endsOn: '2014-06-30', enrolledOn: '2014-03-10' }
    const instalments = [{ number: 1, amountFen: 400_000, plannedOn: null, paidOn: '2014-03-12' }]
    const plan = { plannedMin: 6, plannedMax: 6, unit: '期', dueOn: null }
    const full = {
      ...data,
      grants: [{ ...grant!, ...term, instalments }, ...others],
      objectives: [{ key: 'salons', grant: grant!.key, label: '主题沙龙', ...plan }],
    }
    const load = (given: typeof data) => database().units((sql) => loadHub(sql)(given))
    const { hubId } = await load(full)
    const stored = () =>
      database().reads.all(
        `SELECT g.startsOn, g.endsOn, g.enrolledOn, i.number, i.amountFen, i.paidOn, j.label, j.plannedMin
         FROM grants g JOIN instalments i ON i.grantId = g.id JOIN objectives j ON j.grantId = g.id WHERE g.hubId = ?`,
        [hubId],
      )
    const all = [{ ...term, number: 1, amountFen: 400_000, paidOn: '2014-03-12', label: '主题沙龙', plannedMin: 6 }]
    expect(await stored()).toEqual(all)
    await load(data)
    expect(await stored()).toEqual(all)
    const { organisationId } = (
      await database().reads.all<{ organisationId: string }>(
        'SELECT organisationId FROM grants WHERE hubId = ? AND code = ?',
        [hubId, grant!.key],
      )
    )[0]!
    expect(await database().transact(({ grants }) => grants.termOf(hubId, organisationId))).toEqual({
      programmeFrom: '2014-03-01',
      programmeTo: '2014-06-30',
    })
  })

  it('is as it was before, wherever the import breaks off', async () => {
    const { bring, hub } = aHub()
    await bring(database())
    const before = await everything(database())
    const sheets = sheetsOf({ ...hub, ...withRows('机构', ['', '新来的读书会', '', '', '', '', '']), ...withCell('资助', 1, 5, 7000), ...withRows('联系人', ['新来的读书会', '小舟', '', '']), ...withRows('伙伴状态', ['新来的读书会', '有意向', '2026-01-01', '', '']) }) // prettier-ignore
    let writes = 0
    const breaking = (sql: Sql, at: number): Sql => ({
      ...sql,
      dialect: sql.dialect,
      all: (text, values) => sql.all(text, values),
      run(text, values) {
        writes += 1
        return writes > at ? Promise.reject(new Error('the machine stopped')) : sql.run(text, values)
      },
    })
    for (let at = 0; at < 5; at += 1) {
      writes = 0
      await expect(
        database().units((sql) =>
          importWorkbook(databaseRegisters(breaking(sql, at)), forms, keeping)(readSheets(sheets), noAnswers),
        ),
      ).rejects.toThrow('the machine stopped')
      expect(await everything(database())).toEqual(before)
    }
    const rehearsed = await rehearsal(database().units)((sql) =>
      importWorkbook(databaseRegisters(sql), forms, keeping)(readSheets(sheets), noAnswers),
    )
    expect(outcomes(rehearsed)).toEqual([
      'organisations 新来的读书会 created',
      'grants 第二社区 changed',
      'contacts 小舟 created',
      'partnerChanges 新来的读书会 2026-01-01 created',
    ])
    expect(await everything(database())).toEqual(before)
  })

  it('shares a funder with another hub by its code, and nothing else', async () => {
    const [one, other] = [aHub(), aHub()]
    await one.bring(database())
    const before = await database().reads.all(
      'SELECT o.* FROM organisations o JOIN hubs h ON h.id = o.hubId WHERE h.code = ? ORDER BY o.id',
      [one.code],
    )
    await other.bring(database(), withCell('机构', 2, 4, '银川'))
    expect(
      await database().reads.all(
        'SELECT o.* FROM organisations o JOIN hubs h ON h.id = o.hubId WHERE h.code = ? ORDER BY o.id',
        [one.code],
      ),
    ).toEqual(before)
    const hubs = await database().reads.all(
      "SELECT h.code FROM funders f JOIN hubs h ON h.id = f.hubId WHERE f.code = 'zr' AND h.code IN (?, ?) ORDER BY h.code",
      [one.code, other.code],
    )
    expect(hubs).toEqual([one.code, other.code].toSorted().map((code) => ({ code })))
  })

  it('tells of 170 sites at any date, a wrong day taken back', async () => {
    const { bring, code } = aHub()
    const names = Array.from({ length: 170 }, (_, i) => `站点${String(i + 1).padStart(3, '0')}`)
    const changes = names.flatMap((name, i) => [
      [name, '有意向', '2017-01-01', '', ''],
      [name, '已落地', addDays('2018-01-01', i), i < 15 ? '壹基金' : '地方民政', ''],
      ...(i % 4 === 0 ? [[name, '已退出', '2019-01-01', '', '']] : []),
    ])
    const sites = {
      ...withRows('机构', ...names.map((name) => ['', name, '', '江西', '', '', ''])),
      ...withRows('伙伴状态', ...changes),
    }
    expect(await bring(database(), sites)).toMatchObject({ type: 'loaded' })
    const [hub] = await database().reads.all<{ id: string }>('SELECT id FROM hubs WHERE code = ?', [code])
    const landedOn = async (day: string) => {
      const partners = await database().units((sql) => databaseRegisters(sql).partners(hub!.id))
      return statusesAt(partners, day).filter(
        ({ status, organisation }) => status === 'landed' && organisation.startsWith('站点'),
      ).length
    }
    expect(
      await Promise.all(['2017-12-31', '2018-01-01', '2018-01-15', '2018-12-31', '2019-01-01'].map(landedOn)),
    ).toEqual([0, 1, 15, 170, 127])
    const moved = withRows(
      '伙伴状态',
      ['站点001', '作废', '2019-01-01', '', ''],
      ['站点001', '已退出', '2019-02-01', '', ''],
    )
    expect(outcomes(await bring(database(), { ...sites, ...moved }))).toEqual([
      'partnerChanges 站点001 2019-01-01 removed',
      'partnerChanges 站点001 2019-02-01 created',
    ])
    expect([await landedOn('2019-01-01'), await landedOn('2019-02-01')]).toEqual([128, 127])
  }, 60_000)
})

onEachDatabase('a backup', (database, settings) => {
  it('has what programmes have', async () => {
    await aHub().bring(database())
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-registers-'))
    const { rows } = await dumpDatabase(settings(), join(folder, 'dump.db'))
    expect(rows).toMatchObject({ organisation_tags: 2, instalments: 2, objectives: 2, partner_statuses: 3 })
    await rm(folder, { recursive: true })
  })

  it('asks for the reports that 报告安排 says, corrects them by their codes, and leaves what it does not say', async () => {
    const { bring, code } = aHub()
    await bring(database())
    const plans = async () => {
      const rows = await database().reads.all<{ code: string; plan: string }>(
        'SELECT s.code, s.plan FROM schedules s JOIN hubs h ON h.id = s.hubId WHERE h.code = ? ORDER BY s.code',
        [code],
      )
      return Object.fromEntries(rows.map((row) => [row.code, JSON.parse(row.plan) as Schedule]))
    }
    expect((await plans())['季报']).toEqual({
      form: 'work-brief',
      cadence: { type: 'quarterly' },
      due: { type: 'after_end', days: 15 },
      dayOff: 'after',
      opensBefore: 14,
      first: null,
      last: null,
      forms: { '2026-Q4': null },
      ladder: { rungs: [-7, 0, 3], callAfter: 5, most: 4 },
    })
    const again = {
      报告安排: [
        ['编号', '资助项目', '表单', '多久一次', '截止', '个别时段', '提醒', '最后一期到', '何时也找备用'],
        ['季报', 'p26', 'Work brief', '每月', '第5个工作日', '无', '', '2026年9月', '当天'],
        ['专报', 'p27', '活动记录', '一次', '当月最后一天', '', '无', '', ''],
      ],
    } // prettier-ignore
    expect(outcomes(await bring(database(), again))).toEqual([
      expect.objectContaining({
        sheet: '报告安排',
        row: 3,
        column: 'D',
        message: expect.stringContaining('从哪天到哪天'),
      }),
    ])
    again.报告安排[2] = ['专报', 'p27', '活动记录', '开始后30天', '次月20日', '', '无', '']
    expect(outcomes(await bring(database(), again))).toEqual(['schedules 季报 changed', 'schedules 专报 created'])
    expect(outcomes(await bring(database(), again))).toEqual([])
    const now = await plans()
    expect(now['季报']).toMatchObject({
      cadence: { type: 'monthly' },
      due: { type: 'working_day', nth: 5 },
      last: '2026-09-30',
      forms: {},
      ladder: { rungs: [-7, 0, 3], deputyFrom: 0 },
    })
    expect(now['专报']).toMatchObject({
      cadence: { type: 'days_after', days: 30 },
      due: { type: 'day', day: 20, months: 1 },
      ladder: { rungs: [] },
    })
    expect(Object.keys(now).toSorted()).toEqual(['专报', '季报', '终报'].toSorted())
  })

  it('knows a schedule of a hub file by its key, and the other way round', async () => {
    const data = seasonData()
    const load = () => database().units((sql) => loadHub(sql)(data))
    const { hubId } = await load()
    const sheets = sheetsOf({
      ...Object.fromEntries(Object.keys(network).map((name) => [name, null])),
      枢纽: [['编号', '名称'], [data.hub.key, data.hub.name]],
      资助方: [['名称'], ['某基金会']], 资助项目: [['名称'], ['2026 年小额资助']], 机构: [['名称'], ['青云社']],
      资助: [['机构', '用途']], 联系人: [['机构', '姓名']],
      报告安排: [['编号', '表单', '多久一次', '截止'], ['quarterly', '工作简报', '每季度', '结束后20天']],
    }) // prettier-ignore
    const imported = await database().units((sql) =>
      importWorkbook(databaseRegisters(sql), forms, keeping)(readSheets(sheets), noAnswers),
    )
    expect(outcomes(imported)).toEqual(['schedules quarterly changed'])
    await load()
    const stored = await database().transact(({ obligations }) => obligations.schedules(hubId))
    expect(stored.map(({ schedule }) => schedule.due)).toEqual([{ type: 'after_end', days: 15 }])
  })
})
