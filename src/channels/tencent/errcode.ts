import type { SendResult } from '../../kernel/message.js'

/** What an errcode asks of us. `token`: the access token is dead, get a new one and try once more. */
export type Meaning =
  | { type: 'token' }
  | { type: 'later'; after: number }
  | { type: 'refused'; scope: Extract<SendResult, { type: 'refused' }>['scope'] }

export type MeaningOf = (errcode: number) => Meaning

export const TOKEN: Meaning = { type: 'token' }
export const later = (after: number): Meaning => ({ type: 'later', after })
export const refused = (scope: Extract<Meaning, { type: 'refused' }>['scope']): Meaning => ({ type: 'refused', scope })

/**
 * What to do about each errcode of a platform that is not 0, from codes (or ranges of codes, both ends included) with what to do. One we do
 * not know is held against the message: those that pass by themselves or concern a person or the account are few and documented, and
 * repeating the same request would not change a new kind of «no».
 */
export function meanings(rows: [codes: (number | [number, number])[], meaning: Meaning][]): MeaningOf {
  const known = new Map<number, Meaning>(
    rows.flatMap(([codes, meaning]) =>
      codes.flatMap((code) => {
        const [from, to] = typeof code === 'number' ? [code, code] : code
        return Array.from({ length: to - from + 1 }, (_, i): [number, Meaning] => [from + i, meaning])
      }),
    ),
  )
  return (errcode) => known.get(errcode) ?? refused('message')
}
