import type { ApiFault, CallbackFault, NewFault } from './faults.js'
import type { Bilingual } from './log.js'

/** Named scenarios; each can be switched on by its name. */
export interface Scenario {
  name: string
  label: Bilingual
  fault: NewFault
}

/** `count` times, or until switched off; `platform` where the other one has no such answer. */
interface Limits {
  count?: number
  platform?: 'wecom' | 'wechat_oa'
}

const api = (
  name: string,
  label: string,
  endpoint: string | string[],
  action: ApiFault,
  limits: Limits = {},
): Scenario => named(name, label, { endpoint, action, ...limits })

const callback = (name: string, label: string, kind: string, action: CallbackFault, limits: Limits = {}): Scenario =>
  named(name, label, { callback: kind, action, ...limits })

/** `label` in Chinese and in English, with ` / ` between them. */
function named(name: string, label: string, fault: NewFault): Scenario {
  const [chinese = label, en = label] = label.split(' / ')
  return { name, label: { 'zh-CN': chinese, en }, fault: { name, label: chinese, ...fault } }
}

/** How either platform sends a message of the client's own accord. */
const CUSTOM = 'message/custom/send'
const SEND = ['message/send', CUSTOM]
const NOTICE = 'message/subscribe/bizsend'
const TOKEN = ['token', 'stable_token']
const ONCE = { count: 1 }
const WECOM = { platform: 'wecom' } as const
const ACCOUNT = { platform: 'wechat_oa', count: 3 } as const

/** What can go wrong, in the words of the phone page: a new scenario is a line here. */
export const catalogue: Scenario[] = [
  api(
    'busy',
    '平台忙（-1），三次 / Platform busy (-1), three times',
    '*',
    { type: 'errcode', errcode: -1 },
    { count: 3 },
  ),
  api(
    'token_expired',
    'token 提前失效（42001） / Token expires early (42001)',
    SEND,
    { type: 'kill_token', errcode: 42001 },
    ONCE,
  ),
  api(
    'token_invalid',
    'token 不合法（40014） / Token not valid (40014)',
    SEND,
    { type: 'kill_token', errcode: 40014 },
    ONCE,
  ),
  api(
    'frequency_day',
    "今天的次数用完（45009） / Today's calls used up (45009)",
    SEND,
    { type: 'errcode', errcode: 45009, until: 'day' },
    ONCE,
  ),
  api(
    'frequency_minute',
    '这一分钟发得太多（45011） / Too many in this minute (45011)',
    SEND,
    { type: 'errcode', errcode: 45011, until: 'minute' },
    ONCE,
  ),
  api('crowded', '同时调用太多（45033） / Too many calls at once (45033)', '*', { type: 'crowded', more: 1 }),
  api('ip_refused', 'IP 不可信（60020） / IP not trusted (60020)', '*', { type: 'errcode', errcode: 60020 }, WECOM),
  api('right_withdrawn', '接口权限被收回（48001） / Permission withdrawn (48001)', SEND, {
    type: 'errcode',
    errcode: 48001,
  }),
  api('api_banned', '接口被封禁（48004） / Call banned (48004)', SEND, { type: 'errcode', errcode: 48004 }),
  api('app_disabled', '应用被停用（50003） / App disabled (50003)', '*', { type: 'errcode', errcode: 50003 }, WECOM),
  api(
    'corp_gone',
    '企业不可用（301007） / Company not available (301007)',
    '*',
    { type: 'errcode', errcode: 301007 },
    WECOM,
  ),
  api('dropped', '接受了但没送到 / Accepted, not delivered', SEND, { type: 'drop' }),
  api(
    'partial',
    '部分人收不到 / Some receivers get nothing',
    'message/send',
    { type: 'partial', invalid: ['*'], unlicensed: [] },
    ONCE,
  ),
  api(
    'unlicensed',
    '没有接口许可 / No licence for the call',
    'message/send',
    { type: 'partial', invalid: [], unlicensed: ['*'] },
    ONCE,
  ),
  api('timeout_after', '发出去了却没有回答 / Sent, but no answer', SEND, { type: 'no_answer', acted: true }, ONCE),
  api(
    'timeout_before',
    '没有回答，也没有发 / No answer, and not sent',
    SEND,
    { type: 'no_answer', acted: false },
    ONCE,
  ),
  api('connection_reset', '网络断开 / Connection lost', '*', { type: 'reset', at: 'start' }, { count: 3 }),
  api(
    'reset_in_headers',
    '回答到一半断开（头部） / Cut off in the answer (headers)',
    '*',
    { type: 'reset', at: 'headers' },
    ONCE,
  ),
  api(
    'reset_in_body',
    '回答到一半断开（正文） / Cut off in the answer (body)',
    '*',
    { type: 'reset', at: 'body' },
    ONCE,
  ),
  api(
    'slow',
    '回答极慢（每秒一个字节） / Very slow answer (a byte a second)',
    '*',
    { type: 'slow', bytesPerSecond: 1 },
    ONCE,
  ),
  api('html', '答了 HTML / Answers with HTML', '*', { type: 'html', status: 200 }, ONCE),
  api('html_502', '网关页面（502） / Gateway page (502)', '*', { type: 'html', status: 502 }, ONCE),
  api('server_error', '服务器错误（500） / Server error (500)', '*', { type: 'status', status: 500 }, ONCE),
  api(
    'too_many_requests',
    '网关限流（429） / Gateway limits the rate (429)',
    '*',
    { type: 'status', status: 429 },
    ONCE,
  ),
  api('redirect', '被转走（301） / Redirected (301)', '*', { type: 'status', status: 301 }, ONCE),
  api('empty', '空的回答 / Empty answer', '*', { type: 'empty' }, ONCE),
  api('truncated_json', 'JSON 断了一半 / JSON cut in half', '*', { type: 'truncated_json' }, ONCE),
  api('wrong_type', '内容类型不对 / Wrong content type', '*', { type: 'content_type', value: 'text/plain' }, ONCE),
  api('errcode_as_text', 'errcode 是文字 / errcode as text', '*', { type: 'errcode_as_text' }, ONCE),
  api('media_gone', '图片取不到（40007） / Picture cannot be fetched (40007)', 'media/get', {
    type: 'errcode',
    errcode: 40007,
  }),
  api(
    'media_short',
    '图片少了一半 / Half of the picture missing',
    'media/get',
    { type: 'short_media', length: 'of_part' },
    ONCE,
  ),
  api(
    'media_cut',
    '图片传到一半断开 / Picture cut off on its way',
    'media/get',
    { type: 'short_media', length: 'of_whole' },
    ONCE,
  ),
  api(
    'media_is_voice',
    '图片其实是语音 / Picture is sound in truth',
    'media/get',
    { type: 'other_media', bytes: 'voice' },
    ONCE,
  ),
  api(
    'media_is_json',
    '图片其实是错误说明 / Picture is an error in truth',
    'media/get',
    { type: 'other_media', bytes: 'json' },
    ONCE,
  ),
  api('media_name', '文件名古怪 / Odd file name', 'media/get', { type: 'media_name', name: '../../照片 一.jpg' }, ONCE),
  api('media_range', '文件太大，要分段取（830002） / File too large, only in parts (830002)', 'media/get', {
    type: 'range_only',
  }),
  api(
    'upload_forgotten',
    '上传成功却不能用 / Uploaded, but not usable',
    'media/upload',
    { type: 'forget_upload' },
    ONCE,
  ),
  api(
    'oa_unfollowed',
    '公众号：发送前对方取消关注（43004） / Account: unfollowed before the send (43004)',
    CUSTOM,
    { type: 'unfollow' },
    ONCE,
  ),
  api('oa_blocked', '公众号：对方拒收消息（48002） / Account: the person refuses messages (48002)', CUSTOM, {
    type: 'errcode',
    errcode: 48002,
  }),
  api(
    'oa_window_closed',
    '公众号：窗口刚好关闭（45015） / Account: window has just closed (45015)',
    CUSTOM,
    { type: 'errcode', errcode: 45015 },
    ONCE,
  ),
  api(
    'oa_window_used',
    '公众号：条数刚好用完（45047） / Account: messages just used up (45047)',
    CUSTOM,
    { type: 'errcode', errcode: 45047 },
    ONCE,
  ),
  api('oa_notice_refused', '公众号：没有同意订阅通知（43101） / Account: notice was not accepted (43101)', NOTICE, {
    type: 'errcode',
    errcode: 43101,
  }),
  api('oa_ip_refused', '公众号：IP 不在白名单（40164） / Account: IP not on the list (40164)', TOKEN, {
    type: 'errcode',
    errcode: 40164,
  }),
  api(
    'oa_token_replaced',
    '公众号：token 被别处换掉（40001） / Account: token replaced elsewhere (40001)',
    CUSTOM,
    { type: 'kill_token', errcode: 40001 },
    ONCE,
  ),
  api(
    'oa_token_race',
    '公众号：token 一再被别处换掉 / Account: token replaced again and again',
    CUSTOM,
    { type: 'kill_token', errcode: 40001 },
    { count: 4 },
  ),
  api(
    'oa_busy',
    '公众号平台忙（268487001），三次 / Account platform busy (268487001), three times',
    '*',
    { type: 'errcode', errcode: 268487001 },
    ACCOUNT,
  ),
  callback('duplicate', '重复投递（同时三次） / Delivered three times at once', '*', {
    type: 'copies',
    copies: 3,
    apartMs: 0,
    sameEnvelope: false,
  }),
  callback('duplicate_same', '重复投递（信封也一样） / Delivered three times, same envelope', '*', {
    type: 'copies',
    copies: 3,
    apartMs: 0,
    sameEnvelope: true,
  }),
  callback(
    'duplicate_later',
    '隔一小时重复投递 / Delivered again after an hour',
    '*',
    { type: 'copies', copies: 2, apartMs: 3600_000, sameEnvelope: false },
    ONCE,
  ),
  callback('swap', '乱序：后一条先到 / Out of order: the later one first', '*', { type: 'swap' }, ONCE),
  callback('shuffle', '乱序：一组照片打乱 / Out of order: photos of an album mixed', 'image', { type: 'shuffle' }),
  callback('delay', '晚到十秒 / Ten seconds late', '*', { type: 'delay', ms: 10_000 }),
  callback('lose', '消息丢失 / Message lost', '*', { type: 'lose' }, ONCE),
  callback('key_changed', '密钥在后台被改 / Key changed in the console', '*', { type: 'other_key' }),
]
