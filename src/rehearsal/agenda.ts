import type { Instant } from '../kernel/clock.js'

/** What is to happen at some time; of the same time what was put down first. Each may say when it goes on. */
export function agenda() {
  const items: { at: Instant; order: number; go: () => Promise<Instant | null> }[] = []
  let count = 0
  const put = (at: Instant, go: () => Promise<Instant | null>): void => {
    const item = { at, order: count++, go }
    const after = items.findIndex((one) => one.at > at)
    items.splice(after < 0 ? items.length : after, 0, item)
  }
  return {
    put,
    /** The moment of the next thing before `until`, or null. */
    next: (until: Instant): Instant | null => {
      const [first] = items
      return first && first.at < until ? first.at : null
    },
    /** Does the next one. */
    async go(): Promise<void> {
      const item = items.shift()
      const again = (await item?.go()) ?? null
      if (item && again !== null) put(again, item.go)
    },
  }
}

export type Agenda = ReturnType<typeof agenda>
