import { showDays } from '../../kernel/day-words.js'
import { dayIn } from '../../kernel/zone.js'
import type { Compilation, CompiledFigure, CompiledPlace, Stale } from '../../records/compilations.js'
import type { ExportHub } from '../../records/export-ports.js'
import type { Instant } from '../../kernel/clock.js'
import type { Moved } from './moved.js'

const WHY: Record<Stale['why'], string> = {
  replaced: '记录更正了',
  withdrawn: '记录撤回了',
  recounted: '同一次活动的算法改了',
  consent: '照片的同意撤回了',
}

/** Of a figure so many places are named; a schedule that came later may have moved a hundred. */
const NAMED = 6

/** What a line of the notice is called by in the list above it: 「1,462人」. */
export const shownFigure = (figure: CompiledFigure | null): string => figure?.shown ?? '没有这一项'

/**
 * A draft of what the hub writes to its funder about a report that is not right any more: each figure, old and new, and what was put right where.
 * Somebody reads it before it goes anywhere.
 */
export function correctionNotice(
  hub: ExportHub,
  compilation: Compilation,
  moved: readonly Moved[],
  stale: readonly Stale[],
  now: Instant,
): string {
  const on = (at: Instant) => showDays({ from: dayIn(at, hub.zone), to: dayIn(at, hub.zone) })
  const whys = new Map(stale.map(({ recordId, why }) => [recordId, WHY[why]]))
  const place = ({ organisation, about }: CompiledPlace) => `${organisation}「${about}」`
  const record = (id: string) => (id === '' ? '' : `，编号 ${id}`)
  const of = (each: CompiledPlace, otherwise: string) =>
    `${place(each)}（${whys.get(each.id) ?? (each.id === '' ? '登记改了' : otherwise)}${record(each.id)}）`
  const each = (places: readonly CompiledPlace[], say: (place: CompiledPlace) => string) => [
    ...places.slice(0, NAMED).map(say),
    ...(places.length > NAMED ? [`   ……另有 ${places.length - NAMED} 项`] : []),
  ]
  const lines = moved.flatMap(({ name, before, after, gone, come }, i) => {
    const head = `${i + 1}. ${name}：原 ${shownFigure(before)}，现 ${shownFigure(after)}。`
    const [was, is] = [gone[0], come[0]]
    if (was && is && gone.length === 1 && come.length === 1 && was.organisation === is.organisation)
      return [head, `   ${place(was)}改为「${is.about}」（${whys.get(was.id) ?? '记录更正了'}${record(is.id)}）`]
    return [
      head,
      ...each(gone, (one) => `   减去 ${of(one, '不再计入')}`),
      ...each(come, (one) => `   加上 ${of(one, '后来交的，或更正后的')}`),
    ]
  })
  return [
    '更正说明（草稿，发出前请核对）',
    `${on(compilation.madeAt)}编的「${compilation.name}」里，下面 ${moved.length} 个数字有更正：`,
    ...lines,
    '请以更正后的数字为准。',
    `${hub.name}　${on(now)}`,
  ].join('\n')
}
