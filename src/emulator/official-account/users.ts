import type { Fields } from '../api-answer.js'
import type { World } from '../world.js'
import type { Follower } from './accounts.js'
import { type AccountCall, type Answered, json } from './answer.js'

const PAGE = 10_000
const MOST_AT_ONCE = 100

/** Names and pictures are no longer told; who does not follow has nothing else at all. */
function infoOf({ openId, unionId, following, followedAt, followedBy }: Follower): Fields {
  if (!following) return { subscribe: 0, openid: openId }
  return {
    subscribe: 1,
    openid: openId,
    subscribe_time: Math.floor((followedAt ?? 0) / 1000),
    ...(unionId === null ? {} : { unionid: unionId }),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: followedBy === null ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
    qr_scene: /^\d+$/.test(followedBy ?? '') ? Number(followedBy) : 0,
    qr_scene_str: followedBy ?? '',
  }
}

/** `GET /cgi-bin/user/info?openid=`. */
export function getUserInfo(_world: World, { account, request: { query } }: AccountCall): Answered {
  if (!query['openid']) return 41009
  const follower = account.followers.get(query['openid'])
  return follower ? json(infoOf(follower)) : 40003
}

/** `POST /cgi-bin/user/info/batchget`. */
export function getUserInfos(_world: World, { account, fields }: AccountCall): Answered {
  const list = fields['user_list']
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_AT_ONCE) return 40032
  const found = (list as Fields[]).map(({ openid }) => account.followers.get(String(openid)))
  if (!found.every((one) => one !== undefined)) return 40003
  return json({ user_info_list: found.map(infoOf) })
}

/** `GET /cgi-bin/user/get?next_openid=`: who follows, in pages. */
export function listUsers(_world: World, { account, request: { query } }: AccountCall): Answered {
  const all = [...account.followers.values()].filter(({ following }) => following).map(({ openId }) => openId)
  const after = query['next_openid'] ?? ''
  const start = after === '' ? 0 : all.indexOf(after) + 1
  if (after !== '' && start === 0) return 40003
  const openid = all.slice(start, start + PAGE)
  return json({
    total: all.length,
    count: openid.length,
    ...(openid.length === 0 ? {} : { data: { openid } }),
    next_openid: openid.at(-1) ?? '',
  })
}
