import type { AnyLoop, Tag } from './tag.js'

/** What {#有沙龙} or {#没有沙龙} asks for: whether `name` has anything to say. */
export interface Condition {
  name: string
  there: boolean
}

const CONDITION = /^(没)?有(.+)$/s

/** Null for what is no condition; that its name is known is for who asks. */
export function conditionIn(tag: string): Condition | null {
  const [, not, name] = CONDITION.exec(tag) ?? []
  return name === undefined ? null : { name, there: not === undefined }
}

/** Whether a condition holds of one thing; null where neither a tag nor a loop of it has that name. A count of 0 says nothing. */
export function holds<Of>(
  { name, there }: Condition,
  of: Of,
  tags: readonly Tag<Of>[],
  loops: readonly AnyLoop<Of>[],
): boolean | null {
  const loop = loops.find((each) => each.name === name)
  if (loop) return loop.rows(of).length > 0 === there
  const said = tags.find((each) => each.name === name)?.say(of)
  return said === undefined ? null : (said !== '' && said !== '0') === there
}
