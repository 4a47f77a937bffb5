import type { EventMention } from './events.js'
import type { Gathering } from './gathering.js'
import type { Piece } from './pieces.js'

/** 便民服务：理发37人，量血压52人: what was done and for how many, under one name. */
export const isService = (piece: Piece | undefined): boolean => {
  const [count] = piece?.counts ?? []
  const event = piece?.events.at(-1)
  return (
    piece?.counts.length === 1 &&
    count?.role === null &&
    event !== undefined &&
    count.start - event.end < 2 &&
    count.start >= event.end
  )
}

const GROUP =
  /(?<![\u4e00-\u9fff])(?:[一另]|另一|第[一二三四五])(?:路|组|队|拨|批|部分)(?=[^，。\d]{0,4}[\d一二两三四五六七八九十])/
/** What was done behind how many did it or for how many it was done: 12人清理楼道, 为42位老人义诊. */
const doneBehind = ({ counts, events }: Piece): EventMention | undefined =>
  events.find(({ start }) => counts.length === 1 && counts.every(({ end }) => start >= end && start - end < 6))
/** 兵分两路：一路12人清理楼道，一路8人慰问老人: each group did a thing of its own. */
export const isOwnGroup = (piece: Piece, { pieces }: Gathering): boolean => {
  const [did, before] = [piece, pieces.at(-1)].map((one) => {
    const [count] = one?.counts ?? []
    return one && count && GROUP.test(one.text) ? one.text.slice(count.end - one.start) : ''
  })
  return did !== before && [did, before].every((words) => /^[\u4e00-\u9fff]{3}/.test(words ?? ''))
}
/** 为42位老人义诊，为19位老人理发. */
export const isOwnService = (piece: Piece, { pieces }: Gathering): boolean => {
  const last = pieces.at(-1)
  return last !== undefined && [piece, last].every((one) => /[为给替]/.test(one.text) && doneBehind(one))
}
