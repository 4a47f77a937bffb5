import { z } from 'zod'
import type { Exchange, Request } from './request.js'

export type Got = Extract<Exchange, { type: 'got' }>

/** What the body of an answer turned out to be. */
export type Reading<T> =
  | { type: 'value'; value: T }
  | { type: 'errcode'; errcode: number }
  /** A page of some gateway where an answer should be. */
  | { type: 'html' }
  | { type: 'unreadable' }

/** JSON as the platforms want it: UTF-8 as it is. What JSON can only escape, no person typed: controls and halves of characters. */
export const postJson = (body: object): Pick<Request, 'method' | 'headers' | 'body'> => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? value.replace(ESCAPED, '') : value)),
})
// eslint-disable-next-line no-control-regex -- these are what JSON writes as a code
const ESCAPED = /[\u0000-\u0007\u000B\u000E-\u001F]|\p{Surrogate}/gu

/** The errcode comes as a number; some gateways make a string of it. */
const status = z.object({
  errcode: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^-?\d+$/)
        .transform(Number),
    ])
    .default(0),
  errmsg: z.string().default(''),
})

/** Reads an answer of JSON whose errcode is 0 by a schema. The content type is not asked: it is often wrong. */
export const readJson =
  <T>(schema: z.ZodType<T>) =>
  ({ bytes }: Got): Reading<T> => {
    const text = Buffer.from(bytes).toString('utf8').trim()
    if (text.startsWith('<')) return { type: 'html' }
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      return { type: 'unreadable' }
    }
    const said = status.safeParse(json)
    // «Warning: wrong json format.»: the platform acted on as much of our request as it understood.
    if (!said.success || said.data.errmsg.includes('wrong json format')) return { type: 'unreadable' }
    if (said.data.errcode !== 0) return { type: 'errcode', errcode: said.data.errcode }
    const value = schema.safeParse(json)
    return value.success ? { type: 'value', value: value.data } : { type: 'unreadable' }
  }
