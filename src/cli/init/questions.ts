import { z } from 'zod'
import { callbackName } from '../../channels/tencent/callback-secrets.js'
import { wechatOaSettings } from '../../channels/wechat-oa/settings.js'
import { wecomAppSettings } from '../../channels/wecom-app/settings.js'
import { settingsShape } from '../../settings.js'

/** What is asked, each under the name of the option that answers it beforehand. */
export interface Question {
  option: string
  /** What is asked, with where to find it. */
  ask: string
  /** Taken when nothing is typed. */
  otherwise?: string
  /** The answer as it goes on, or what is wrong with it. */
  read(typed: string): { ok: true; value: string } | { ok: false; fault: string }
  /** Asked only of these. */
  of?: 'wecom' | 'wechat'
}

/** An answer by the schema the settings are read with; what it says against one is said in our words. */
const by =
  (schema: z.ZodType, fault: string, from: (typed: string) => unknown = (typed) => typed): Question['read'] =>
  (typed) =>
    schema.safeParse(from(typed)).success ? { ok: true, value: typed } : { ok: false, fault }

const oneOf =
  (words: Record<string, string>, fault: string): Question['read'] =>
  (typed) => {
    const value = words[typed.toLowerCase()]
    return value === undefined ? { ok: false, fault } : { ok: true, value }
  }

const wecom = wecomAppSettings.shape
const wechat = wechatOaSettings.shape
const YES = { 1: 'true', 是: 'true', y: 'true', yes: 'true', true: 'true' }
const NO = { 2: 'false', 否: 'false', 不是: 'false', n: 'false', no: 'false', false: 'false' }

export const questions: Question[] = [
  {
    option: 'public-url',
    ask: '外面访问本服务的网址（域名要指向这台服务器），例如 https://jianbao.example.org',
    read: (typed) => {
      const url = typed.replace(/\/+$/, '')
      const read = settingsShape.publicUrl.safeParse(url)
      if (read.success && read.data !== undefined) return { ok: true, value: read.data }
      return { ok: false, fault: '要写完整的网址，以 https:// 开头，域名后面不带路径' }
    },
  },
  {
    option: 'hub',
    ask: '枢纽机构的名称，和名单文件里的 hub.name 一字不差',
    read: by(z.string().min(1).max(100), '不能空着，最多 100 个字'),
  },
  {
    option: 'channel',
    ask: '接哪一个：1 企业微信  2 微信公众号  3 两个都接',
    otherwise: '1',
    read: oneOf(
      {
        1: 'wecom',
        企业微信: 'wecom',
        wecom: 'wecom',
        2: 'wechat',
        公众号: 'wechat',
        微信公众号: 'wechat',
        wechat: 'wechat',
        3: 'both',
        两个都接: 'both',
        both: 'both',
      },
      '请回答 1、2 或 3（选项写 wecom、wechat 或 both）',
    ),
  },
  {
    option: 'name',
    ask: '回调地址的最后一段，随便取，以后不要改',
    otherwise: 'brief',
    read: by(callbackName, '只用小写字母、数字和连字符，最多 32 个'),
  },
  {
    option: 'corp-id',
    of: 'wecom',
    ask: '企业ID（管理后台 → 我的企业 → 企业信息，最下面）',
    read: by(wecom.corpId, '企业ID 以 ww 开头，只有字母和数字'),
  },
  {
    option: 'agent-id',
    of: 'wecom',
    ask: 'AgentId（管理后台 → 应用管理 → 自建的应用）',
    read: by(wecom.agentId, 'AgentId 是一个数字，如 1000002', Number),
  },
  {
    option: 'wecom-secret',
    of: 'wecom',
    ask: 'Secret（同一页，点「查看」后在手机上看；每个应用的不同）',
    read: by(z.string().regex(/^[\w-]{16,128}$/), 'Secret 是一长串字母和数字，不带空格，请整段复制'),
  },
  {
    option: 'app-id',
    of: 'wechat',
    ask: 'AppID（公众平台 → 设置与开发 → 基本配置 → 开发者ID）',
    read: by(wechat.appId, 'AppID 是 wx 加 16 位小写字母和数字'),
  },
  {
    option: 'original-id',
    of: 'wechat',
    ask: '原始ID（公众平台 → 设置与开发 → 账号设置 → 账号详情，以 gh_ 开头）',
    read: by(wechat.originalId, '原始ID 以 gh_ 开头'),
  },
  {
    option: 'app-secret',
    of: 'wechat',
    ask: 'AppSecret（基本配置 → 开发者密码，忘了只能重置）',
    read: by(z.string().regex(/^[0-9a-zA-Z]{16,64}$/), 'AppSecret 是 32 位字母和数字，请整段复制'),
  },
  {
    option: 'kind',
    of: 'wechat',
    ask: '公众号的类型：1 服务号  2 订阅号',
    otherwise: '1',
    read: oneOf(
      {
        1: 'service',
        服务号: 'service',
        service: 'service',
        2: 'subscription',
        订阅号: 'subscription',
        subscription: 'subscription',
      },
      '请回答 1 或 2（选项写 service 或 subscription）',
    ),
  },
  {
    option: 'verified',
    of: 'wechat',
    ask: '通过微信认证了吗：1 是  2 不是（不认证也能填报，只是不能主动发消息）',
    otherwise: '1',
    read: oneOf({ ...YES, ...NO }, '请回答 1 或 2（选项写 yes 或 no）'),
  },
]

export type Answers = Record<string, string>

/** Whether a question is to be asked, after the answers so far. */
export const concerns = ({ of }: Question, { channel }: Answers): boolean =>
  of === undefined || channel === of || channel === 'both'
