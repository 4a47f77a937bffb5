import {
  type ApiAnswer,
  type ApiRequest,
  type Caller,
  type Fields,
  jsonBody,
  noteUnknown,
  refuse,
} from './api-answer.js'
import type { Shown } from './chats.js'
import type { App } from './corps.js'
import type { World } from './world.js'

/** A card that its app may update: once, within 72 hours. */
export interface SentCard {
  corpId: string
  agentId: number
  taskId: string
  at: number
}

const UPDATE_LIFE_MS = 72 * 3600 * 1000
const INTERACTIVE = ['button_interaction', 'vote_interaction', 'multiple_interaction']
const NOTICES = ['text_notice', 'news_notice']

const textIn = (value: unknown) => (typeof value === 'string' ? value : '')
const objectIn = (value: unknown) => (typeof value === 'object' && value !== null ? (value as Fields) : {})
const listIn = (value: unknown) => (Array.isArray(value) ? (value as Fields[]) : [])

/** A template card, or the errcode of the first field that is wrong; codes of single fields are partly assumed. */
export function readCard(
  world: World,
  corpId: string,
  { agentId, callback }: App,
  card: Fields,
): { shown: Shown[]; responseCode?: string } | number {
  const type = textIn(card['card_type'])
  if (![...INTERACTIVE, ...NOTICES].includes(type)) return 42031
  const title = textIn(objectIn(card['main_title'])['title'])
  const subTitle = textIn(card['sub_title_text'])
  if (!title && !subTitle) return 41016
  const action = objectIn(card['card_action'])
  if (NOTICES.includes(type) && action['type'] !== 1 && action['type'] !== 2) return 42027
  const menu = listIn(objectIn(card['action_menu'])['action_list'])
  const buttons = listIn(card['button_list'])
  if (type === 'button_interaction' && (buttons.length < 1 || buttons.length > 6)) return 42028
  const keys = [...menu, ...buttons].map(({ key }) => key).filter((key) => key !== undefined)
  if (new Set(keys).size !== keys.length) return 42051
  const description = textIn(objectIn(card['main_title'])['desc'])
  const shown: Shown[] = [{ type: 'textcard', title: title || subTitle, description, url: textIn(action['url']) }]
  if (NOTICES.includes(type) && menu.length === 0) return { shown }

  if (!callback?.verified) return 43012
  const taskId = textIn(card['task_id'])
  const known = [...world.cards.values()].some((one) => one.agentId === agentId && one.taskId === taskId)
  if (!/^[0-9A-Za-z_@-]{1,128}$/.test(taskId) || known) return 42014
  const responseCode = world.chance.letters(72)
  world.cards.set(responseCode, { corpId, agentId, taskId, at: world.clock.now() })
  return { shown, responseCode }
}

/** `POST /cgi-bin/message/update_template_card`. */
export function updateCard(world: World, request: ApiRequest, { corp, app }: Caller): ApiAnswer {
  const parsed = jsonBody(world, request, 'message/update_template_card')
  if ('refusal' in parsed) return parsed.refusal
  const known = ['userids', 'partyids', 'tagids', 'atall', 'agentid', 'response_code', 'button', 'template_card']
  noteUnknown(world, 'message/update_template_card', parsed.value, known)
  const code = textIn(parsed.value['response_code'])
  const card = world.cards.get(code)
  if (!card || card.corpId !== corp.corpId || world.clock.now() - card.at > UPDATE_LIFE_MS) return refuse(world, 60140)
  if (card.agentId !== app.agentId || parsed.value['agentid'] !== app.agentId) return refuse(world, 42015)
  world.cards.delete(code)
  return { type: 'json', value: { errcode: 0, errmsg: 'ok', invaliduser: [] } }
}
