import { formsOf } from '../../../src/conversations/forms.js'
import type { Database } from '../../../src/database/connect.js'
import type { HubData } from '../../../src/programmes/hub-data.js'
import { hubData } from '../../contracts/a-hub.js'
import { newId } from '../../contracts/databases.js'
import { formNamed } from '../../engine/talk.js'
import { aShell } from '../a-shell.js'

const contact = (key: string, organisation: string, name: string, more: Partial<HubData['contacts'][number]> = {}) => ({
  key,
  organisation,
  name,
  code: newId().slice(-8).toUpperCase(),
  ...more,
})

/** 青云社 with two contacts and one grant, 麦田 with one and two, a hub with two of its staff and a viewer. */
export function teamData(): HubData {
  const data = hubData()
  const [one, two, three] = data.organisations
  return {
    ...data,
    organisations: [
      { ...one!, name: '青云社' },
      { ...two!, name: '赣江组', aliases: [] },
      { ...three!, name: '麦田', kind: 'organisation' },
      { key: 'hub', name: '江西枢纽', kind: 'hub', city: '南昌', aliases: [] },
    ],
    contacts: [
      contact('xiaohe', 'one', '小禾'),
      contact('xiaozhou', 'one', '小舟'),
      contact('xiaogan', 'two', '小赣'),
      contact('xiaotian', 'three', '小田'),
      contact('xiaoman', 'hub', '小满'),
      contact('xiaogu', 'hub', '小谷'),
      contact('xiaoguan', 'hub', '小观', { role: 'viewer' }),
    ],
  }
}

/** Their hub with an account and two forms; `activity` answers all questions of 活动记录. */
export async function aTeam(database: Database, data = teamData()) {
  const hub = await aShell(database, [], data)
  Object.assign(hub.shell, { forms: formsOf([formNamed('work-brief.v1'), formNamed('activity.v1')]) })
  const codeOf = (key: string) => data.contacts.find((each) => each.key === key)!.code!
  /** What 1 opens for somebody who may choose. */
  const activity = ['2014年3月22日', '高安志愿者培训', '高安', '25人签到', '培训', '跳过']
  const rows = <R>(sql: string, values: string[] = []) => database.reads.all<R>(sql, values)
  return { ...hub, codeOf, activity, rows }
}

export type ATeam = Awaited<ReturnType<typeof aTeam>>
