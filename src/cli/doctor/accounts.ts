import type { Account } from '../../accounts.js'
import type { Channel } from '../../channels/channel.js'
import { accountFacts } from '../../database/account-facts.js'
import type { Database } from '../../database/connect.js'
import type { Instant } from '../../kernel/clock.js'
import { checkCallback } from './callback.js'
import { doubtful, fine, wrong, type Check } from './check.js'
import { checkHeard, type LastCallback } from './heard.js'
import { checkOf } from './finding-words.js'

const PLATFORMS: Record<string, string> = { wecom_app: '企业微信', wechat_oa: '公众号' }

/** `企业微信 brief`: the name in the settings is the last part of its path. */
export const titleOf = ({ name, path }: Pick<Channel, 'name' | 'path'>): string =>
  `${PLATFORMS[name] ?? name} ${path.slice(path.lastIndexOf('/') + 1)}`

/** An account from its callback to its people. `heard` and `database` are null where nothing can be read from the service or the database. */
export async function checkAccount(
  { channel, hub }: Account,
  {
    publicUrl,
    heard,
    database,
    now,
  }: { publicUrl: string | undefined; heard: LastCallback[] | null; database: Database | null; now: Instant },
): Promise<Check[]> {
  const title = titleOf(channel)
  return [
    ...(publicUrl === undefined ? [] : [await checkCallback(`${title} 回调`, channel, publicUrl, now)]),
    ...(heard ? [checkHeard(`${title} 消息`, channel.path, heard, now)] : []),
    ...(await channel.examine()).map((finding) => checkOf(title, channel.name, finding)),
    ...(database ? [await checkPeople(title, database, hub, channel)] : []),
  ]
}

async function checkPeople(title: string, database: Database, hub: string, channel: Channel): Promise<Check> {
  const about = `${title} 名单`
  const facts = await accountFacts(database.reads).ofHub(hub, channel.name, channel.account)
  if (facts === null) {
    const todo = ['请载入名单：npx jianbao load config/hub.yaml；hub.name 要和设置里的 hub 一字不差']
    return wrong(about, `数据库里没有枢纽机构「${hub}」，服务不会启动`, { code: 'hub.none', todo })
  }
  const { contacts, bound, staff } = facts
  const said = `「${hub}」有 ${contacts} 位联系人，已在这里绑定 ${bound} 位；绑定过的工作人员 ${staff} 位`
  if (staff > 0) return fine(about, said)
  const todo = ['请枢纽的工作人员先用自己的邀请码绑定，试一遍再发给受助机构；发邀请码：npx jianbao invite --all']
  return doubtful(about, said, { code: 'staff.none', todo })
}
