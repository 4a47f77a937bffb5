import type { NewFault } from './faults.js'

/** Named scenarios; each can be switched on by its name. */
export interface Scenario {
  name: string
  label: string
  fault: NewFault
}

const api = (
  name: string,
  label: string,
  endpoint: string,
  action: Extract<NewFault, { endpoint: string }>['action'],
  count?: number,
): Scenario => ({ name, label, fault: { name, label, endpoint, action, ...(count === undefined ? {} : { count }) } })

const callback = (
  name: string,
  label: string,
  kind: string,
  action: Extract<NewFault, { callback: string }>['action'],
  count?: number,
): Scenario => ({
  name,
  label,
  fault: { name, label, callback: kind, action, ...(count === undefined ? {} : { count }) },
})

/** What can go wrong, in the words of the phone page: a new scenario is a line here. */
export const catalogue: Scenario[] = [
  api('busy', '平台忙（-1），三次', '*', { type: 'errcode', errcode: -1 }, 3),
  api('token_expired', 'token 提前失效（42001）', 'message/send', { type: 'kill_token', errcode: 42001 }, 1),
  api('token_invalid', 'token 不合法（40014）', 'message/send', { type: 'kill_token', errcode: 40014 }, 1),
  api('frequency_day', '今天的次数用完（45009）', 'message/send', { type: 'errcode', errcode: 45009, until: 'day' }, 1),
  api(
    'frequency_minute',
    '这一分钟发得太多（45011）',
    'message/send',
    { type: 'errcode', errcode: 45011, until: 'minute' },
    1,
  ),
  api('crowded', '同时调用太多（45033）', '*', { type: 'crowded', more: 1 }),
  api('ip_refused', 'IP 不可信（60020）', '*', { type: 'errcode', errcode: 60020 }),
  api('right_withdrawn', '接口权限被收回（48001）', 'message/send', { type: 'errcode', errcode: 48001 }),
  api('api_banned', '接口被封禁（48004）', 'message/send', { type: 'errcode', errcode: 48004 }),
  api('app_disabled', '应用被停用（50003）', '*', { type: 'errcode', errcode: 50003 }),
  api('corp_gone', '企业不可用（301007）', '*', { type: 'errcode', errcode: 301007 }),
  api('dropped', '接受了但没送到', 'message/send', { type: 'drop' }),
  api('partial', '部分人收不到', 'message/send', { type: 'partial', invalid: ['*'], unlicensed: [] }, 1),
  api('unlicensed', '没有接口许可', 'message/send', { type: 'partial', invalid: [], unlicensed: ['*'] }, 1),
  api('timeout_after', '发出去了却没有回答', 'message/send', { type: 'no_answer', acted: true }, 1),
  api('timeout_before', '没有回答，也没有发', 'message/send', { type: 'no_answer', acted: false }, 1),
  api('connection_reset', '网络断开', '*', { type: 'reset', at: 'start' }, 3),
  api('reset_in_headers', '回答到一半断开（头部）', '*', { type: 'reset', at: 'headers' }, 1),
  api('reset_in_body', '回答到一半断开（正文）', '*', { type: 'reset', at: 'body' }, 1),
  api('slow', '回答极慢（每秒一个字节）', '*', { type: 'slow', bytesPerSecond: 1 }, 1),
  api('html', '答了 HTML', '*', { type: 'html', status: 200 }, 1),
  api('html_502', '网关页面（502）', '*', { type: 'html', status: 502 }, 1),
  api('server_error', '服务器错误（500）', '*', { type: 'status', status: 500 }, 1),
  api('too_many_requests', '网关限流（429）', '*', { type: 'status', status: 429 }, 1),
  api('redirect', '被转走（301）', '*', { type: 'status', status: 301 }, 1),
  api('empty', '空的回答', '*', { type: 'empty' }, 1),
  api('truncated_json', 'JSON 断了一半', '*', { type: 'truncated_json' }, 1),
  api('wrong_type', '内容类型不对', '*', { type: 'content_type', value: 'text/plain' }, 1),
  api('errcode_as_text', 'errcode 是文字', '*', { type: 'errcode_as_text' }, 1),
  api('media_gone', '图片取不到（40007）', 'media/get', { type: 'errcode', errcode: 40007 }),
  api('media_short', '图片少了一半', 'media/get', { type: 'short_media', length: 'of_part' }, 1),
  api('media_cut', '图片传到一半断开', 'media/get', { type: 'short_media', length: 'of_whole' }, 1),
  api('media_is_voice', '图片其实是语音', 'media/get', { type: 'other_media', bytes: 'voice' }, 1),
  api('media_is_json', '图片其实是错误说明', 'media/get', { type: 'other_media', bytes: 'json' }, 1),
  api('media_name', '文件名古怪', 'media/get', { type: 'media_name', name: '../../照片 一.jpg' }, 1),
  api('media_range', '文件太大，要分段取（830002）', 'media/get', { type: 'range_only' }),
  api('upload_forgotten', '上传成功却不能用', 'media/upload', { type: 'forget_upload' }, 1),
  callback('duplicate', '重复投递（同时三次）', '*', { type: 'copies', copies: 3, apartMs: 0, sameEnvelope: false }),
  callback('duplicate_same', '重复投递（信封也一样）', '*', {
    type: 'copies',
    copies: 3,
    apartMs: 0,
    sameEnvelope: true,
  }),
  callback(
    'duplicate_later',
    '隔一小时重复投递',
    '*',
    { type: 'copies', copies: 2, apartMs: 3600_000, sameEnvelope: false },
    1,
  ),
  callback('swap', '乱序：后一条先到', '*', { type: 'swap' }, 1),
  callback('shuffle', '乱序：一组照片打乱', 'image', { type: 'shuffle' }),
  callback('delay', '晚到十秒', '*', { type: 'delay', ms: 10_000 }),
  callback('lose', '消息丢失', '*', { type: 'lose' }, 1),
  callback('key_changed', '密钥在后台被改', '*', { type: 'other_key' }),
]
