import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'koa'
import type { ApiAnswer } from './api-answer.js'
import type { ApiFault } from './faults.js'

/** What went to the client, for the log. */
interface Written {
  status: number
  text: string
}

interface Plain {
  status: number
  headers: Record<string, string>
  bytes: Buffer
}

const GATEWAY_PAGE =
  '<!DOCTYPE html><html><head><title>系统维护</title></head><body><h1>服务暂时不可用</h1></body></html>'
// An AMR file: what a picture must not be.
const VOICE = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(320, 0x7c)])

const JSON_TYPE = 'application/json; charset=UTF-8'

/** Writes the answer, spoilt as the fault wants it. `answer` is null where the fault struck before the platform acted. */
export async function misbehave(ctx: Context, fault: ApiFault | null, answer: ApiAnswer | null): Promise<Written> {
  const plain = plainOf(answer)
  switch (fault?.type) {
    case 'no_answer':
      return hold(ctx)
    case 'reset':
      return reset(ctx, fault.at, plain)
    case 'slow':
      return slowly(ctx, plain, fault.bytesPerSecond)
    case 'html':
      return write(ctx, {
        status: fault.status,
        headers: { 'content-type': 'text/html' },
        bytes: Buffer.from(GATEWAY_PAGE),
      })
    case 'status':
      return write(ctx, {
        status: fault.status,
        headers: { 'content-type': 'text/plain', ...(fault.status < 400 ? { location: '/elsewhere' } : {}) },
        bytes: Buffer.from('gateway'),
      })
    case 'empty':
      return write(ctx, { ...plain, bytes: Buffer.alloc(0) })
    case 'truncated_json':
      return write(ctx, { ...plain, bytes: plain.bytes.subarray(0, plain.bytes.length / 2) })
    case 'content_type':
      return write(ctx, { ...plain, headers: { ...plain.headers, 'content-type': fault.value } })
    case 'errcode_as_text':
      return write(
        ctx,
        answer?.type === 'json' ? jsonOf({ ...answer.value, errcode: String(answer.value.errcode ?? 0) }) : plain,
      )
    case 'short_media':
      return shorten(ctx, plain, fault.length)
    case 'other_media':
      return write(ctx, {
        ...plain,
        headers: { ...plain.headers, 'content-type': 'image/jpeg' },
        bytes: fault.bytes === 'voice' ? VOICE : Buffer.from(JSON.stringify({ errcode: 40007, errmsg: 'media gone' })),
      })
    default:
      return write(ctx, plain)
  }
}

/** Whole numbers beyond 2^53 are `bigint` here and plain digits on the wire. */
const jsonOf = (value: object): Plain => ({
  status: 200,
  headers: { 'content-type': JSON_TYPE },
  bytes: Buffer.from(
    JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? `\0${one}\0` : one)).replaceAll(
      /"\\u0000(\d+)\\u0000"/g,
      '$1',
    ),
  ),
})

function plainOf(answer: ApiAnswer | null): Plain {
  if (answer === null) return { status: 200, headers: {}, bytes: Buffer.alloc(0) }
  return answer.type === 'json' ? jsonOf(answer.value) : answer
}

const textOf = ({ headers, bytes }: Plain) =>
  /json|html|text/.test(headers['content-type'] ?? '') ? bytes.toString('utf8') : `(${bytes.length} bytes)`

function write(ctx: Context, plain: Plain): Written {
  ctx.status = plain.status
  ctx.set(plain.headers)
  ctx.body = plain.bytes
  // Koa puts its own type where a body is set without one.
  if (plain.headers['content-type']) ctx.set('content-type', plain.headers['content-type'])
  return { status: plain.status, text: textOf(plain) }
}

/** The connection stays open, and nothing ever comes. */
function hold(ctx: Context): Written {
  ctx.respond = false
  return { status: 0, text: '(no answer)' }
}

async function reset(ctx: Context, at: 'start' | 'headers' | 'body', plain: Plain): Promise<Written> {
  ctx.respond = false
  const { socket } = ctx.req
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${JSON_TYPE}\r\nContent-Le`
  const half = `ngth: ${plain.bytes.length}\r\n\r\n${plain.bytes.toString('latin1', 0, plain.bytes.length / 2)}`
  if (at !== 'start') {
    await new Promise<void>((sent) => socket.write(at === 'headers' ? head : head + half, 'latin1', () => sent()))
    // Sent at once with the reset, the bytes could be dropped with it.
    await wait(20)
  }
  socket.resetAndDestroy()
  return { status: 0, text: `(connection reset: ${at})` }
}

function slowly(ctx: Context, plain: Plain, bytesPerSecond: number): Written {
  ctx.respond = false
  const { res } = ctx
  res.writeHead(plain.status, { ...plain.headers, 'content-length': String(plain.bytes.length) })
  let sent = 0
  const timer = setInterval(() => {
    res.write(plain.bytes.subarray(sent, sent + 1))
    if (++sent >= plain.bytes.length) res.end()
  }, 1000 / bytesPerSecond)
  res.on('close', () => clearInterval(timer))
  return { status: plain.status, text: textOf(plain) }
}

/** Half of the bytes; under the length of the whole the connection ends early. */
function shorten(ctx: Context, plain: Plain, length: 'of_part' | 'of_whole'): Written {
  const half = plain.bytes.subarray(0, plain.bytes.length / 2)
  if (length === 'of_part') return write(ctx, { ...plain, bytes: half })
  ctx.respond = false
  const { res } = ctx
  res.writeHead(plain.status, { ...plain.headers, 'content-length': String(plain.bytes.length) })
  res.write(half, () => res.destroy())
  return { status: plain.status, text: `(${half.length} of ${plain.bytes.length} bytes)` }
}
