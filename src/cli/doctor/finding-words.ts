import type { Finding } from '../../channels/channel.js'
import type { Check } from './check.js'

/** What a finding says and what to do about it. `{ip}` and others are the finding's own details. */
type Words = [said: string, ...todo: string[]]

const WECOM_SECRET = '管理后台 → 应用管理 → 应用 → Secret，重新查看后写进设置；每个应用的 Secret 不同'
const OA_SECRET = '公众平台 → 设置与开发 → 基本配置 → AppSecret，忘了只能重置，重置后写进设置'
const SYNCED = '请校准服务器的时间并让它自动对时：sudo timedatectl set-ntp true'

/** Where the platform is reached the same way: by `what`, and by `what` and code where a code says more. */
const SHARED: Record<string, Words> = {
  network: ['连不上平台（{code}）', '请检查服务器能否上外网、域名解析和防火墙；用代理的检查 baseUrl'],
  'network:ok': ['能连上平台'],
  'network:answer.html': [
    '答话的不是平台，是一个网页',
    '多半是上网认证或代理拦截：请让服务器直接上外网，并检查 baseUrl',
  ],
  'clock:ok': ['服务器时钟和平台相差 {seconds} 秒'],
  clock: ['服务器时钟和平台相差 {seconds} 秒，差到 5 分钟所有回调都会被拒收', SYNCED],
  'token:errcode.-1': ['平台忙，这次没有查成', '过几分钟再执行一次'],
  'token:errcode.45009': ['今天取 access_token 的次数用完了', '有别的程序在用同一个账号频繁取 token；明天再试'],
  token: ['平台没有给 access_token（{code}）', '请按这个号码查平台的错误码说明'],
  'rights:ok': ['有需要的接口权限'],
  rights: ['平台不让用接口（{code}）', '请按这个号码查平台的错误码说明'],
}

const WECOM: Record<string, Words> = {
  'token:ok': ['企业ID和 Secret 正确'],
  'token:errcode.40001': ['Secret 不对（40001）', WECOM_SECRET],
  'token:errcode.40013': ['企业ID不对（40013）', '管理后台 → 我的企业 → 企业信息 → 企业ID，以 ww 开头'],
  'token:errcode.40091': ['Secret 不是这个企业的（40091）', WECOM_SECRET],
  'ip:ok': ['服务器的 IP 是可信的'],
  ip: [
    '服务器的 IP {ip} 不在企业可信IP里（60020），发不了消息、取不到照片',
    '管理后台 → 应用管理 → 应用 → 企业可信IP → 配置，加上 {ip}',
  ],
  'rights:errcode.50003': ['应用被停用了（50003）', '管理后台 → 应用管理 → 应用，启用它'],
  'rights:agent.closed': ['应用「{app}」被停用了', '管理后台 → 应用管理 → 应用，启用它'],
  'rights:errcode.301002': ['AgentId 不是这个 Secret 的应用（301002）', '请核对应用页上的 AgentId 和 Secret'],
  'rights:errcode.40056': ['AgentId 不对（40056）', '请核对应用页上的 AgentId'],
  'rights:errcode.301007': ['企业已解散或被封禁（301007）', '请联系企业微信客服'],
  'rights:errcode.48006': ['应用太久没人用，接口权限被收回了（48006）', '管理后台 → 应用管理 → 应用，按提示重新开启'],
  'rights:errcode.48001': [
    '应用没有这个接口的权限（48001）',
    '管理后台 → 应用管理 → 应用，检查应用是否启用、权限是否被收回',
  ],
  'rights:errcode.48002': ['应用没有这个接口的权限（48002）', '请确认填的是自建应用的 Secret，不是通讯录的'],
  'visible_range:ok': ['可见范围：{people} 人、{departments} 个部门、{tags} 个标签'],
  visible_range: [
    '可见范围里一个人也没有，谁都看不到应用',
    '管理后台 → 应用管理 → 应用 → 可见范围，加上要填报的人或部门',
  ],
}

const WECHAT: Record<string, Words> = {
  'token:ok': ['AppID 和 AppSecret 正确'],
  'token:errcode.40001': ['AppSecret 不对（40001）', OA_SECRET],
  'token:errcode.40125': ['AppSecret 不对（40125）', OA_SECRET],
  'token:errcode.40013': ['AppID 不对（40013）', '公众平台 → 设置与开发 → 基本配置 → 开发者ID(AppID)，以 wx 开头'],
  'ip:ok': ['服务器的 IP 在白名单里'],
  ip: [
    '服务器的 IP {ip} 不在白名单里（40164），除了被动回复什么都做不了',
    '公众平台 → 设置与开发 → 基本配置 → IP白名单，加上 {ip}',
  ],
  'rights:ok': ['设置里的 {setting}: {seen} 和平台一致'],
  'rights:ok.verified.false': ['没有认证，和设置一致：只能在对方说话时回答，不能主动发'],
  'rights:errcode.48001': [
    '账号没有设置里说的权限：{setting} 写的是 {configured}，平台看来是 {seen}（48001）',
    '请在设置里照实写 {setting}: {seen}；不认证也能填报，只是不能主动发消息',
  ],
  'rights:rights.more': [
    '账号比设置里说的权限多：{setting} 写的是 {configured}，平台看来是 {seen}',
    '请在设置里改成 {setting}: {seen}，就能用更多功能',
  ],
  'notices:ok': ['提醒用的模板 {id} 在账号里，字段都对得上'],
  notices: [
    '查不到账号的模板（{code}）',
    '提醒要用认证服务号的订阅通知或模板消息：公众平台 → 订阅通知（或 模板消息），先开通；没开通就把设置里的 notices 删掉',
  ],
  'notices:template.unknown': [
    '账号里没有设置写的模板 {id}',
    '公众平台 → 订阅通知（或 模板消息）→ 我的模板，复制模板ID，写进设置的 notices',
  ],
  'notices:template.fields': [
    '模板 {id} 的字段是 {has}，设置里写的是 {set}',
    '请照模板改设置里的 fields，一个不多一个不少；例子见 config/settings.example.yaml',
  ],
  'rights:errcode.48004': ['接口被平台封禁（48004）', '请登录公众平台，看站内信里的处罚原因和期限'],
  'rights:errcode.50002': ['账号被限制（50002）', '请登录公众平台，看站内信里的原因'],
}

const OF_CHANNEL: Record<string, Record<string, Words>> = { wecom_app: WECOM, wechat_oa: WECHAT }

/** One finding of a channel as a line for the operator. */
export function checkOf(about: string, channel: string, { what, state, code, detail }: Finding): Check {
  const values: Record<string, string> = { code: code ?? state, ip: '（地址见平台的报错）', ...detail }
  const keys = [
    ...(state === 'ok' ? [`${what}:ok.${detail?.['setting']}.${detail?.['seen']}`] : [what]),
    `${what}:${code ?? state}`,
  ].sort((a, b) => b.length - a.length)
  const tables = [OF_CHANNEL[channel] ?? {}, SHARED]
  // Details that are not there leave the general sentence: one with holes helps nobody.
  const [said, ...todo] = keys
    .flatMap((key) => tables.flatMap((table) => (table[key] ? [table[key]] : [])))
    .find(
      (words) =>
        words
          .join('')
          .match(/\{\w+\}/g)
          ?.every((hole) => hole.slice(1, -1) in values) ?? true,
    ) ?? [`${what} ${code ?? state}`]
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return { about, state, said: filled(said), todo: todo.map(filled), code }
}
