/** Why something expected went wrong: a code `<thing>.<what>` and the values its sentence in the messages file needs. */
export interface Problem {
  code: string
  values?: Record<string, string | number>
  /** She was understood, and it is no failure of hers: it is only not to be put down. */
  understood?: true
}

/** Expected failures are values; exceptions are bugs or outages. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const fail = (code: string, values?: Problem['values']): { ok: false; problem: Problem } => ({
  ok: false,
  problem: values ? { code, values } : { code },
})
