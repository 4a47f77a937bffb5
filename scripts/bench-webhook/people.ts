import { openSession, step } from '../../src/engine/step.js'
import type { Session } from '../../src/engine/session.js'
import type { Asking } from '../../src/forms/field-kind.js'
import type { Form } from '../../src/forms/form.js'
import type { Address } from '../../src/kernel/message.js'
import type { HubData } from '../../src/programmes/hub-data.js'

/** The people of the benchmark: each is in the middle of a brief, at one of its questions, and stays there by going on and back. */
export const PEOPLE = 1_000
export const APP = {
  name: 'bench',
  hub: '示例枢纽',
  corpId: 'ww0123456789abcdef',
  agentId: 1000002,
  secret: 'bench-secret',
  token: 'BenchToken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}
/** The same people in WeChat: an official account in safe mode. */
export const ACCOUNT = {
  name: 'bench',
  hub: APP.hub,
  appId: 'wx0123456789abcdef',
  originalId: 'gh_0123456789ab',
  secret: 'bench-secret',
  kind: 'service',
  verified: true,
  mode: 'safe',
  token: APP.token,
  encodingAesKey: APP.encodingAesKey,
}
export type Platform = 'wecom' | 'oa'
/** The version is the one that all measurements were made with, so that they can be compared. */
export const FORM = { id: 'work-brief', version: 1 }

const ORGANISATIONS = 50
const organisationOf = (person: number) => `org-${person % ORGANISATIONS}`
const userOf = (person: number): string => `member${person}`
export const addressOf = (platform: Platform, person: number): Address =>
  platform === 'wecom'
    ? { channel: 'wecom_app', account: `${APP.corpId}/${APP.agentId}`, user: userOf(person) }
    : { channel: 'wechat_oa', account: ACCOUNT.appId, user: userOf(person) }
export const codeOf = (person: number): string => `BENCH${String(person).padStart(3, '0')}`

export const hubData: HubData = {
  hub: { key: 'bench', name: APP.hub, zone: 'Asia/Shanghai', language: 'zh-CN' },
  funder: { key: 'funder', name: '示例基金会' },
  programme: { key: 'programme', name: '小额资助', startsOn: '2014-01-01', endsOn: '2014-12-31' },
  organisations: Array.from({ length: ORGANISATIONS }, (_, i) => ({
    key: organisationOf(i),
    name: `示例机构${i}`,
    kind: 'organisation',
    city: '南昌',
    aliases: [],
  })),
  grants: Array.from({ length: ORGANISATIONS }, (_, i) => ({
    key: `grant-${i}`,
    organisation: organisationOf(i),
    purpose: '志愿者培训',
    purposeClass: 'project',
    amountFen: 500_000,
    status: 'active',
    remark: null,
  })),
  contacts: Array.from({ length: PEOPLE }, (_, i) => ({
    key: `contact-${i}`,
    organisation: organisationOf(i),
    name: `联系人${i}`,
    code: codeOf(i),
  })),
}

const LONG =
  '这三个月我们在三个社区各办了一次读书会，请了两位老师讲怎么写活动记录，又去高安陪伴了新成立的小组。' +
  '来的人比去年多，很多是第一次参加，也有人后来自己组织了活动。志愿者学会了用表格登记人数，账目比以前清楚。'

interface Question {
  /** What she says to it on the way there. */
  settled: string[]
  /** What she says over and over again, and what must be in the answer to each. `n` makes no two the same. */
  turns: { say(n: number): string; heard: string }[]
}

const answered = (number: number, settled: string, say: (n: number) => string): Question => ({
  settled: [settled],
  turns: [
    { say, heard: `【${number + 1}/8】` },
    { say: () => '上一步', heard: `【${number}/8】` },
  ],
})
/** A table: another row, done, back, and the row out again. */
const rows = (number: number, settled: string[], say: (n: number) => string): Question => ({
  settled: [...settled, '完'],
  turns: [
    { say, heard: `第 ${settled.length + 1} 条` },
    { say: () => '完', heard: `【${number + 1}/8】` },
    { say: () => '上一步', heard: `【${number}/8】` },
    { say: () => `删 ${settled.length + 1}`, heard: '删掉了' },
  ],
})

/** The questions of the brief up to its pictures, in their order. */
const QUESTIONS: Question[] = [
  answered(1, '2014年10月到12月', (n) => `2014年${1 + (n % 9)}月到12月`),
  answered(2, LONG, (n) => `${LONG}一共办了${n}次。`),
  answered(3, '1', (n) => String(1 + (n % 5))),
  rows(
    4,
    ['10月8日 高安志愿者培训 高安 25人', '11月2日 读书会 鸡鸣山社区 三十五人', '12月6日-7日 年末交流 南昌 约40人次'],
    (n) => `11月${1 + (n % 28)}号 第${n}次读书会 鸡鸣山社区 ${20 + (n % 30)}人，其中志愿者5人`,
  ),
  rows(5, ['场地费 500元', '资料印刷 120元'], (n) => `第${n}次交通费 ${30 + (n % 100)}块`),
  answered(6, '志愿者时间不固定，活动日期常常要改。', (n) => `志愿者时间不固定，活动日期改了${n}次，场地也不好找。`),
  answered(7, LONG, (n) => `下一步打算每个月办一次读书会，一共${n}次，再请两位老师来讲课，把经验写成册子。`),
]
const questionOf = (person: number) => QUESTIONS[person % QUESTIONS.length] as Question

/** What this person says in her turn `n`, from 0. */
export function turnOf(person: number, n: number): { text: string; heard: string } {
  const { turns } = questionOf(person)
  const turn = turns[n % turns.length] as Question['turns'][number]
  return { text: turn.say(n), heard: turn.heard }
}

/** Her session as the engine leaves it when everything before her question is answered, and a table has its first rows. */
export function sessionOf(person: number, form: Form, asking: Asking): Session {
  const at = QUESTIONS.indexOf(questionOf(person))
  const texts = QUESTIONS.slice(0, at).flatMap(({ settled }) => settled)
  if (questionOf(person).settled.length > 1) texts.push(...questionOf(person).settled.slice(0, -1))
  let session = step(form, openSession(form, asking), { type: 'opened' }, asking).session
  for (const text of texts)
    session = step(form, session, { type: 'said', said: { type: 'text', text } }, asking).session
  const there = form.fields[at]?.key
  if (session.at.type !== 'asking' || session.at.field !== there)
    throw new Error(`person ${person} should be at ${there}, not ${JSON.stringify(session.at)}`)
  return session
}
