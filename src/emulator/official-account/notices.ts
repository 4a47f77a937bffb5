import { type Fields, noteUnknown } from '../api-answer.js'
import { addBubble } from '../chats.js'
import { eventPart } from '../said.js'
import type { World } from '../world.js'
import type { Account, Follower, Template } from './accounts.js'
import { type AccountCall, type Answered, done } from './answer.js'
import { receiverOf } from './custom-send.js'
import { pushLater } from './pushes.js'

/** A few words of advertising: the platform has a longer list that nobody has seen. */
const MARKETING = /优惠券|促销|限时抢购|秒杀|红包/

/** A day with or without a time; a time with or without a day. */
const DAY = String.raw`\d{4}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})`
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2})?`
const DATE = `${DAY}(?: ${CLOCK})?`
const TIME = `(?:${DAY} )?${CLOCK}`

/** How long a value may be, by what its key is named after (api_sendsubscribemessage). */
const VALUES: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  number: /^\d{1,32}(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^.{1,5}$/su,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: new RegExp(`^${TIME}(?:~${TIME})?$`),
  date: new RegExp(`^${DATE}(?:~${DATE})?$`),
  amount: /^\D?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d+-]{1,17}$/,
  car_number: /^.{1,8}$/su,
  name: /^(\p{Script=Han}{1,10}|[A-Za-z .]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** Values by key, or the errcode of what is wrong with them. */
function valuesOf({ kind, keys }: Template, data: unknown): Record<string, string> | number {
  if (typeof data !== 'object' || data === null) return 47003
  const values: Record<string, string> = {}
  if (Object.keys(data).some((key) => !keys.includes(key))) return 47003
  for (const key of keys) {
    const value = ((data as Fields)[key] as Fields | undefined)?.['value']
    if (typeof value !== 'string' || value === '') return 47003
    const shape = kind === 'service' ? null : VALUES[key.replace(/\d+$/, '')]
    if (shape && !shape.test(value)) return 47003
    values[key] = value
  }
  return values
}

function templateOf({ templates }: Account, id: unknown, isService: boolean): Template | number {
  return templates.find((one) => one.id === id && (one.kind === 'service') === isService) ?? 40037
}

/** `POST /cgi-bin/message/template/send`: taken at once, its result is told by an event. */
export function sendTemplate(world: World, { account, fields }: AccountCall): Answered {
  noteUnknown(world, 'message/template/send', fields, [
    'touser',
    'template_id',
    'url',
    'miniprogram',
    'client_msg_id',
    'data',
  ])
  const template = templateOf(account, fields['template_id'], true)
  if (typeof template === 'number') return template
  const found = receiverOf(account, fields['touser'])
  if (typeof found === 'number') return found
  const values = valuesOf(template, fields['data'])
  if (typeof values === 'number') return values
  if (MARKETING.test(Object.values(values).join())) return 40249
  const before = repeated(world, account, 'template', fields['client_msg_id'])
  const msgId = before ?? world.chance.bigId()
  if (before === null) {
    remember(world, account, 'template', fields['client_msg_id'], msgId)
    const Status = found.refuses ? 'failed:user block' : 'success'
    if (!found.refuses) show(world, account, found, template, values, fields['url'])
    pushLater(world, account, found.openId, eventPart('TEMPLATESENDJOBFINISH', { MsgID: BigInt(msgId), Status }))
  }
  return done({ msgid: BigInt(msgId) })
}

/** `POST /cgi-bin/message/subscribe/bizsend`: one for each acceptance; following is not needed. */
export function sendNotice(world: World, { account, fields }: AccountCall): Answered {
  noteUnknown(world, 'message/subscribe/bizsend', fields, [
    'touser',
    'template_id',
    'page',
    'miniprogram',
    'client_msg_id',
    'data',
  ])
  const template = templateOf(account, fields['template_id'], false)
  if (typeof template === 'number') return template
  const found = account.followers.get(typeof fields['touser'] === 'string' ? fields['touser'] : '')
  if (!found) return 40003
  const values = valuesOf(template, fields['data'])
  if (typeof values === 'number') return values
  if (repeated(world, account, 'notice', fields['client_msg_id']) !== null) return done()
  const left = found.notices[template.id] ?? 0
  if (left < 1) return 43101
  if (template.kind === 'one_time') found.notices[template.id] = left - 1
  const MsgID = world.chance.bigId()
  remember(world, account, 'notice', fields['client_msg_id'], MsgID)
  show(world, account, found, template, values, fields['page'])
  world.tell('state', {})
  const List = { TemplateId: template.id, MsgID: BigInt(MsgID), ErrorCode: 0, ErrorStatus: 'success' }
  pushLater(world, account, found.openId, eventPart('subscribe_msg_sent_event', { SubscribeMsgSentEvent: { List } }))
  return done()
}

const keyOf = ({ appId }: Account, what: string, id: string) => `${appId}/${what}/${id}`

/** The message that had this `client_msg_id` before, or null. */
const repeated = (world: World, account: Account, what: string, id: unknown): string | null =>
  (typeof id === 'string' && world.clientIds.get(keyOf(account, what, id))) || null

function remember(world: World, account: Account, what: string, id: unknown, msgId: string): void {
  if (typeof id === 'string') world.clientIds.set(keyOf(account, what, id), msgId)
}

const whoOf = (account: Account, openId: string) => ({ corpId: account.appId, agentId: 0, userId: openId })

function show(
  world: World,
  account: Account,
  follower: Follower,
  { title, kind }: Template,
  values: Record<string, string>,
  url: unknown,
): void {
  addBubble(world, whoOf(account, follower.openId), {
    from: 'bot',
    way: 'active',
    type: 'textcard',
    notice: kind === 'service' ? 'template' : 'subscription',
    title,
    description: Object.values(values).join('\n'),
    ...(typeof url === 'string' ? { url } : {}),
  })
}

/** As the list of templates shows it. */
const contentOf = ({ keys }: Template) => keys.map((key) => `${key}:{{${key}.DATA}}\n`).join('')

/** `GET /cgi-bin/template/get_all_private_template`: those of template messages. */
export const listTemplates = (_: World, { account }: AccountCall): Answered =>
  done({
    template_list: account.templates
      .filter(({ kind }) => kind === 'service')
      .map((one) => ({ template_id: one.id, title: one.title, content: contentOf(one) })),
  })

const TYPES = { one_time: 2, long_term: 3 }

/** `GET /wxaapi/newtmpl/gettemplate`: those of subscription notices. */
export const listNotices = (_: World, { account }: AccountCall): Answered =>
  done({
    data: account.templates.flatMap((one) =>
      one.kind === 'service'
        ? []
        : [{ priTmplId: one.id, title: one.title, content: contentOf(one), example: '', type: TYPES[one.kind] }],
    ),
  })
