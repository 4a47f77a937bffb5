import type { Channel } from '../../channels/channel.js'
import type { Instant } from '../../kernel/clock.js'
import { fine, wrong, type Check } from './check.js'

/** The platforms wait one second for this answer; longer, and saving the address in their console fails. */
const PLATFORM_MS = 1_000
const PATIENCE_MS = 8_000
const SHOWN = 60

/** Asks the callback address as the platform does when its console saves it, from here to the public address and back. */
export async function checkCallback(about: string, channel: Channel, publicUrl: string, now: Instant): Promise<Check> {
  const { query, answer } = channel.verification(now)
  const address = publicUrl + channel.path
  const started = performance.now()
  let response: Response
  let body: string
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    response = await fetch(`${address}?${new URLSearchParams(query).toString()}`, { redirect: 'manual', signal })
    body = await response.text()
  } catch (error) {
    return unreached(about, address, error)
  }
  const ms = Math.round(performance.now() - started)
  const broken = (code: string, said: string, ...todo: string[]) =>
    wrong(about, said, { code: `callback.${code}`, todo })
  const page = JSON.stringify(body.slice(0, SHOWN))
  const { status } = response

  if (status >= 300 && status < 400) {
    const to = response.headers.get('location') ?? '别处'
    return broken(
      'redirect',
      `${address} 被转到了 ${to}，平台不跟着转`,
      '请让反向代理直接转给服务；http 转 https 的，把 publicUrl 写成 https://',
    )
  }
  // These are our own words (`channels/http.ts`): whoever answered so is this service.
  if ((status === 403 || status === 400) && body === 'refused') {
    return broken(
      'refused',
      `服务收到了，但不认这个签名（HTTP ${status}）：正在运行的服务用的 Token、EncodingAESKey 或账号和设置文件里的不一样`,
      '改过设置后要重启服务；再看管理后台填的是否和设置文件里的一样，反向代理有没有改动网址里的参数',
    )
  }
  if (status === 404) {
    return broken(
      'not_found',
      `${address} 没有这个地址（HTTP 404）：路径不对，或反向代理没有把它转给服务`,
      `请检查反向代理是否把 ${channel.path} 原样转给服务，以及服务启动后设置里的 name 是否改过`,
    )
  }
  if (status >= 500) {
    return broken(
      'gateway',
      `反向代理找不到服务（HTTP ${status}）`,
      '请启动服务，并检查反向代理转到的端口和 listen.port 一致',
    )
  }
  if (status !== 200) {
    return broken(
      'status',
      `${address} 回答了 HTTP ${status}，这不是本服务答的：${page}`,
      '请检查反向代理、防火墙或云厂商的拦截（域名没有备案时也会这样）',
    )
  }
  if (body !== answer && body.trim() === answer) {
    return broken('changed', '回答前后多了空白或换行，平台要求一字不差', '请关掉反向代理里改动正文的功能')
  }
  if (body !== answer) {
    return broken(
      /^\s*</.test(body) ? 'page' : 'wrong_answer',
      `${address} 上答话的不是本服务：${page}`,
      '请检查域名是否指向这台服务器，反向代理是否把这个路径转给服务',
    )
  }
  if (ms > PLATFORM_MS) {
    return broken(
      'slow',
      `回答用了 ${ms} 毫秒，平台只等 1 秒`,
      '请检查网络、反向代理和机器是否太忙；域名解析慢也会这样',
    )
  }
  return fine(about, `${address} 从外面走得通，回答正确`)
}

/** Names of errors before any answer: of the resolver, of the socket, of TLS (from OpenSSL), of undici. */
const REASONS: [pattern: RegExp, code: string, said: string, todo: string][] = [
  [/^(ENOTFOUND|EAI_)/, 'dns', '域名查不到', '请在域名服务商处加一条 A 记录指向这台服务器，等几分钟再试'],
  [/^ECONNREFUSED/, 'refused_connection', '连接被拒绝', '请启动反向代理，并在防火墙和云厂商的安全组里放行 {port} 端口'],
  [
    /^(CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS)/,
    'tls',
    '证书不对',
    '请换成浏览器认可的证书（Caddy 会自动申请），域名要和证书一致、没有过期',
  ],
  [/^(ERR_SSL|EPROTO)/, 'tls', '不是 https', '这个端口上没有证书：请检查反向代理的 https 设置'],
  [/^(ECONNRESET|UND_ERR_SOCKET|EPIPE)/, 'reset', '连接被断开', '请看反向代理的日志；域名没有备案时云厂商会这样拦截'],
  [/./, 'unreachable', '连不上', '请检查服务器的公网地址、防火墙和云厂商的安全组'],
]

function unreached(about: string, address: string, error: unknown): Check {
  const { port: written, protocol } = new URL(address)
  const port = written || (protocol === 'https:' ? '443' : '80')
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  if (name !== 'TimeoutError' && name !== 'TypeError') throw error
  const code = name === 'TimeoutError' ? name : (cause?.code ?? 'unknown')
  if (code === 'TimeoutError') {
    return wrong(about, `${address} ${PATIENCE_MS / 1000} 秒没有回答`, {
      code: 'callback.timeout',
      todo: [`请检查防火墙和云厂商的安全组是否放行了 ${port} 端口`, ELSEWHERE],
    })
  }
  const [, kind, said, todo] = REASONS.find(([pattern]) => pattern.test(code))!
  return wrong(about, `${address} ${said}（${code}）`, {
    code: `callback.${kind}`,
    todo: [todo.replace('{port}', port), ELSEWHERE],
  })
}

const ELSEWHERE = '有的机房从里面连不到自己的公网地址：也请换一台电脑用浏览器打开它，看到 refused 就说明是通的'
