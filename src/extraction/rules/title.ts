import type { EventMention } from './events.js'
import { ROLE } from './roles.js'

/** 读书会的妈妈们一起包粽子: whose it was, not what. */
const WHOSE = new RegExp(`^的(?:${ROLE}|老?朋友)`)

/** The name of an activity: the one it has in 「」, else the first phrase that says what it was. */
export function titleOf(events: EventMention[], normal: string): EventMention | null {
  const quoted = events.find((one) => one.quoted && normal.slice(one.start, one.end).length <= 20)
  const named = events.filter(({ weak }) => !weak)
  const own = named.length > 1 ? named.find(({ end }) => !WHOSE.test(normal.slice(end, end + 12))) : null
  return quoted ?? own ?? named[0] ?? events[0] ?? null
}
