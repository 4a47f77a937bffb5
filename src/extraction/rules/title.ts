import type { EventMention } from './events.js'

/** The name of an activity: the one it has in 「」, else the first phrase that says what it was. */
export function titleOf(events: EventMention[], normal: string): EventMention | null {
  const quoted = events.find((one) => one.quoted && normal.slice(one.start, one.end).length <= 20)
  return quoted ?? events.find(({ weak }) => !weak) ?? events[0] ?? null
}
