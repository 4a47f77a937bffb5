import type { Account } from '../../accounts.js'
import { accountFacts, type BoundAddress } from '../../database/account-facts.js'
import type { Database } from '../../database/connect.js'
import type { Instant } from '../../kernel/clock.js'
import type { SendResult } from '../../kernel/message.js'
import { called, near } from '../../people/names.js'
import { titleOf } from './accounts.js'
import { fine, wrong, type Check } from './check.js'

const TEXT = '这是一条测试消息：简报已经可以给你发消息了，不用回复。'

/**
 * Sends a test message to each address of one person: by which way, and what the platform answered or why it cannot be. She is called by
 * her name or her id on the platform; a name that several have reaches none of them.
 */
export async function sendTest(
  person: string,
  { accounts, database, now }: { accounts: Account[]; database: Database; now: Instant },
): Promise<Check[]> {
  const bound = await accountFacts(database.reads).bound()
  const placeOf = ({ organisation, contact, user, ...to }: BoundAddress) =>
    `${contact}：${organisation} · ${titleIn(accounts, to)} · ${user}`
  const found = bound.filter(({ user }) => user === person || user === person.toLowerCase())
  if (found.length === 0) found.push(...called(named(bound, 'contact'), person))
  if (new Set(found.map(({ contactId }) => contactId)).size > 1) {
    const todo = ['请写平台上的账号（下面每行最后一个）再执行一次：', ...found.map(placeOf)]
    return [wrong('测试消息', `叫「${person}」的不止一位，没有发`, { code: 'send.several', todo })]
  }
  if (found.length > 0) {
    const checks: Check[] = []
    for (const address of found) checks.push(await sendTo(address, { accounts, database, now }))
    return checks
  }
  const ofOrganisation = called(named(bound, 'organisation'), person)
  const hints = ofOrganisation.length > 0 ? ofOrganisation : near(named(bound, 'contact'), person)
  const todo = [
    '请写名单里的姓名，或平台上的账号（userid、openid）；还没绑定的，请她先把邀请码发给机器人',
    ...(ofOrganisation.length > 0 ? ['这是机构的名称，绑定过的人有：'] : hints.length > 0 ? ['名字相近的有：'] : []),
    ...hints.map(placeOf),
  ]
  return [wrong('测试消息', `没有绑定过的人叫「${person}」`, { code: 'send.nobody', todo })]
}

const named = (bound: BoundAddress[], by: 'contact' | 'organisation') =>
  bound.map((address) => ({ ...address, id: address.addressId, name: address[by] }))

const channelOf = (accounts: Account[], to: Pick<BoundAddress, 'channel' | 'account'>) =>
  accounts.find(({ channel: { name, account } }) => name === to.channel && account === to.account)?.channel

function titleIn(accounts: Account[], to: Pick<BoundAddress, 'channel' | 'account'>): string {
  const channel = channelOf(accounts, to)
  return channel ? titleOf(channel) : `${to.channel} ${to.account}`
}

async function sendTo(
  { addressId, contact, organisation, ...to }: BoundAddress,
  { accounts, database, now }: { accounts: Account[]; database: Database; now: Instant },
): Promise<Check> {
  const channel = channelOf(accounts, to)
  const about = '测试消息'
  const whom = `${organisation} ${contact}`
  if (!channel) {
    const todo = ['这个账号已经不在设置里：请把它加回来，或请她在现在的账号里重新绑定']
    return wrong(about, `${whom} 绑定在 ${to.channel} ${to.account} 上`, { code: 'send.no_account', todo })
  }
  const place = `${whom}（${titleOf(channel)}，${to.user}）`
  const standing = await database.transact(({ people }) => people.reachable(addressId))
  const reach = standing && channel.reach(standing, now)
  if (reach?.type !== 'open') {
    const reason = reach?.reason ?? 'unknown'
    return wrong(about, `现在不能给 ${place} 发消息`, {
      code: `send.${reason}`,
      todo: [CLOSED[reason] ?? SPEAKS_FIRST],
    })
  }
  const result = await channel.send({ to, say: { type: 'text', text: TEXT } })
  if (result.type === 'sent') {
    await database.transact(({ people }) => people.countSent(addressId))
    const left = reach.left === null ? '' : `，在她再说话前还能发 ${reach.left - 1} 条`
    return fine(about, `已发给 ${place}${left}；请她看一下手机`)
  }
  return wrong(about, `没能发给 ${place}：${result.code}`, { code: `send.${result.code}`, todo: [UNSENT[result.type]] })
}

const SPEAKS_FIRST = '请她先给机器人发一句话，再执行一次'
const CLOSED: Record<string, string> = {
  left: '她退出了应用的可见范围，或取消了关注：请她重新关注（企业微信：加回可见范围）',
  rights: '没有认证的公众号不能主动发消息，只能在她说话时回答；这不影响填报',
  silent: '她已经 48 小时没有说话，平台不让主动发：请她先给公众号发一句话，再执行一次',
  used_up: '平台允许的条数已经用完：请她先给公众号发一句话，再执行一次',
}

const UNSENT: Record<Exclude<SendResult['type'], 'sent'>, string> = {
  later: '平台暂时没有收下，过一会儿再执行一次；一直这样就看上面这个账号的各项',
  refused: '平台拒绝了：看上面这个账号的各项；都没问题时，请她先给机器人发一句话',
  unknown: '发出去了却没等到回答，不知道她收到没有：请她看一下手机',
}
