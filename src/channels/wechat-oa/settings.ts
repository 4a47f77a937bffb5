import { z } from 'zod'
import { noticeSettings } from './notice-settings.js'
import { callTimeouts, callbackName, callbackSecrets } from '../tencent/callback-secrets.js'

const { token, encodingAesKey } = callbackSecrets

/** One official account (公众号), as an entry of the settings file. */
export const wechatOaSettings = z.strictObject({
  /** Names its callback address, `/wechat/<name>`. */
  name: callbackName,
  /** What people see it called in their phones, for the texts that tell them where to write. */
  title: z.string().trim().min(1).max(30).optional(),
  appId: z.string().regex(/^wx[0-9a-f]{16}$/, 'wx 加 16 位小写字母和数字 / wx and 16 letters or digits'),
  /** 原始ID, `gh_…`: messages to anybody else are refused. */
  originalId: z.string().regex(/^gh_[0-9a-z]{6,30}$/, '以 gh_ 开头 / begins with gh_'),
  secret: z.string().min(1),
  /** 服务号 or 订阅号, and whether it has been verified (微信认证): together they decide what the account may do. */
  kind: z.enum(['service', 'subscription']),
  verified: z.boolean(),
  /** 明文, 兼容 or 安全模式, as in the console. Unencrypted callbacks are believed in plain mode only. */
  mode: z.enum(['plain', 'compatible', 'safe']).default('safe'),
  token,
  encodingAesKey,
  /** The callback's secrets before the last change in the console; still believed while they stand here. */
  previous: z.strictObject(callbackSecrets).optional(),
  /** What goes out when no message may: the account's templates, by what the notice is about. */
  notices: noticeSettings,
  baseUrl: z.url({ protocol: /^https?$/ }).default('https://api.weixin.qq.com'),
  /** Pictures of scene QRs come from another host. */
  qrBaseUrl: z.url({ protocol: /^https?$/ }).default('https://mp.weixin.qq.com'),
  timeouts: callTimeouts,
})

export type WechatOaSettings = z.infer<typeof wechatOaSettings>
