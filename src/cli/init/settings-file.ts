import { randomInt } from 'node:crypto'
import { parseDocument, type Document, type YAMLSeq } from 'yaml'
import type { Answers } from './questions.js'

/** An account as it is written into the settings file. */
export interface NewAccount {
  /** Where the list of its kind stands. */
  at: ['wecom', 'apps'] | ['wechat', 'accounts']
  /** Its callback address without the host. */
  path: string
  entry: { name: string; token: string; encodingAesKey: string } & Record<string, string | number | boolean>
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const letters = (length: number): string => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** The two secrets of a callback. The last letter of the key carries two bits that strict decoders want to be 0: `A` has none. */
const callbackSecrets = () => ({ token: letters(32), encodingAesKey: `${letters(42)}A` })

export function accountsFrom(answers: Answers): NewAccount[] {
  const { channel, hub = '', name = '' } = answers
  const accounts: NewAccount[] = []
  if (channel !== 'wechat') {
    const { 'corp-id': corpId = '', 'agent-id': agentId, 'wecom-secret': secret = '' } = answers
    const entry = { name, hub, corpId, agentId: Number(agentId), secret, ...callbackSecrets() }
    accounts.push({ at: ['wecom', 'apps'], path: `/wecom/${name}`, entry })
  }
  if (channel !== 'wecom') {
    const {
      'app-id': appId = '',
      'original-id': originalId = '',
      'app-secret': secret = '',
      kind = '',
      verified,
    } = answers
    const rights = { kind, verified: verified === 'true', mode: 'safe' }
    const entry = { name, hub, appId, originalId, secret, ...rights, ...callbackSecrets() }
    accounts.push({ at: ['wechat', 'accounts'], path: `/wechat/${name}`, entry })
  }
  return accounts
}

const BEGINNING = `# 由 jianbao init 写成。里面有密钥：不要发给别人，不要放进代码仓库
# Written by jianbao init. It holds secrets: keep it to yourself
# 全部可写的内容见 config/settings.example.yaml；改完重启服务 / restart after a change

# 外面访问本服务的网址 / where the outside finds this service
publicUrl:

# 服务监听的地址，前面放提供 https 的反向代理 / a reverse proxy with https belongs in front
listen:
  host: 127.0.0.1
  port: 8080

# 存放照片和内置数据库的目录 / pictures and the embedded database
data: data
`

/** The text of a settings file with these accounts; `before` is the one that is there, of which every comment stays. */
export function settingsText(before: string | null, publicUrl: string, accounts: NewAccount[]): string {
  const doc = parseDocument(before ?? BEGINNING)
  if (doc.get('publicUrl') === undefined || doc.get('publicUrl') === null) doc.set('publicUrl', publicUrl)
  for (const { at, entry } of accounts) listAt(doc, at).add(doc.createNode(entry))
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false })
}

/** The list of accounts, made where there is none; an empty `[]` becomes a list of lines. */
function listAt(doc: Document, at: NewAccount['at']): YAMLSeq {
  const [part] = at
  if (!doc.hasIn(at) || doc.getIn(at) === null) {
    if (!doc.has(part) || doc.get(part) === null) doc.set(part, doc.createNode({}))
    doc.setIn(at, doc.createNode([]))
  }
  const list = doc.getIn(at) as YAMLSeq
  list.flow = false
  return list
}

/** Why these accounts cannot stand beside those of the file, or null. */
export function clash(before: string, accounts: NewAccount[]): string | null {
  const doc = parseDocument(before)
  const [error] = doc.errors
  if (error) return `写法有误：${error.message.split('\n')[0]}`
  for (const { at, entry } of accounts) {
    const list: unknown = (doc.toJS() as Record<string, Record<string, unknown> | null> | null)?.[at[0]]?.[at[1]]
    for (const other of Array.isArray(list) ? (list as Record<string, unknown>[]) : []) {
      if (other['name'] === entry.name) return `已有名叫 ${entry.name} 的回调地址，请换一个 --name`
      const same = at[0] === 'wecom' ? ['corpId', 'agentId'] : ['appId']
      if (same.every((key) => other[key] === entry[key]))
        return `这个账号已经在里面了（${same.map((key) => String(entry[key])).join('/')}）`
    }
  }
  return null
}

/** The address that a settings file has already, as an answer; one with faults has none. */
export function publicUrlIn(before: string): Answers {
  const doc = parseDocument(before)
  const publicUrl: unknown =
    doc.errors.length > 0 ? undefined : (doc.toJS() as Record<string, unknown> | null)?.['publicUrl']
  return typeof publicUrl === 'string' ? { 'public-url': publicUrl.replace(/\/$/, '') } : {}
}
