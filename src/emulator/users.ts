import { type ApiAnswer, type ApiRequest, type Caller, refuse } from './api-answer.js'
import { findMember } from './corps.js'
import type { World } from './world.js'

/** `GET /cgi-bin/user/get`: only members in the visible range, without the fields that newer apps do not see. */
export function getUser(world: World, { query }: ApiRequest, { corp }: Caller): ApiAnswer {
  if (!query['userid']) return refuse(world, 40003)
  const member = findMember(corp, query['userid'])
  if (!member) return refuse(world, 60111)
  if (!member.visible) return refuse(world, 60011)
  const hidden = world.settings.newApp
    ? {}
    : { avatar: '', gender: '0', mobile: '', email: '', biz_mail: '', qr_code: '', address: '' }
  return {
    type: 'json',
    value: {
      errcode: 0,
      errmsg: 'ok',
      userid: member.userId,
      name: member.name,
      department: [1],
      order: [0],
      position: member.role,
      is_leader_in_dept: [0],
      direct_leader: [],
      telephone: '',
      alias: '',
      main_department: 1,
      extattr: { attrs: [] },
      status: member.active ? 1 : 4,
      ...hidden,
    },
  }
}

/** `GET /cgi-bin/agent/get`: the token's own app. */
export function getAgent(world: World, { query }: ApiRequest, { corp, app }: Caller): ApiAnswer {
  if (!query['agentid']) return refuse(world, 41011)
  const agentId = Number(query['agentid'])
  if (agentId !== app.agentId) return refuse(world, corp.apps.has(agentId) ? 301002 : 40056)
  const visible = [...corp.members.values()].filter((member) => member.visible)
  return {
    type: 'json',
    value: {
      errcode: 0,
      errmsg: 'ok',
      agentid: app.agentId,
      name: app.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: visible.map(({ userId }) => ({ userid: userId })) },
      allow_partys: { partyid: [] },
      allow_tags: { tagid: [] },
      close: 0,
      redirect_domain: '',
      report_location_flag: 0,
      isreportenter: 1,
      home_url: '',
      customized_publish_status: 1,
    },
  }
}

/** `GET /cgi-bin/getcallbackip`. */
export const getCallbackIp = (): ApiAnswer => ({
  type: 'json',
  value: { errcode: 0, errmsg: 'ok', ip_list: ['127.0.0.1'] },
})
