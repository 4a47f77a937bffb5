import type { Day } from '../kernel/day.js'

/** From this day on a partner stands so, until its next change: interested, a landing site with somebody's money, or no longer one. */
export interface PartnerChange {
  organisationId: string
  fromOn: Day
  status: 'interested' | 'landed' | 'left'
  /** Who pays for it, in the words of the hub: 壹基金, 腾讯99配捐. */
  sourceOfFunds: string | null
  remark: string | null
}

/** How a partner stood on a day, of its changes in any order; null before the first of them. */
export const statusAt = <T extends Pick<PartnerChange, 'fromOn'>>(changes: T[], day: Day): T | null =>
  changes
    .filter(({ fromOn }) => fromOn <= day)
    .reduce<T | null>((last, each) => (last && last.fromOn >= each.fromOn ? last : each), null)

/** How each partner stood on a day; those that were none yet are not among them. */
export function statusesAt<T extends Pick<PartnerChange, 'organisationId' | 'fromOn'>>(changes: T[], day: Day): T[] {
  const of = new Map<string, T[]>()
  for (const each of changes) of.set(each.organisationId, [...(of.get(each.organisationId) ?? []), each])
  return [...of.values()].flatMap((own) => statusAt(own, day) ?? [])
}

export interface StatusCount extends Pick<PartnerChange, 'status' | 'sourceOfFunds'> {
  partners: number
}

/** 待确认, 可能: whoever wrote it down was not sure that it is so. */
export const isUnsure = ({ remark }: Pick<PartnerChange, 'remark'>): boolean =>
  remark !== null && /待(?:确认|核实?|定)|不确定|不确切|未确认|可能|存疑/.test(remark)

/** How many partners stand so with whose money, in the order of a partner's life, the largest source first. */
export function countStatuses(standing: Pick<PartnerChange, 'status' | 'sourceOfFunds'>[]): StatusCount[] {
  const counts: StatusCount[] = []
  for (const { status, sourceOfFunds } of standing) {
    const found = counts.find((each) => each.status === status && each.sourceOfFunds === sourceOfFunds)
    if (found) found.partners += 1
    else counts.push({ status, sourceOfFunds, partners: 1 })
  }
  return counts.sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || b.partners - a.partners)
}

/** In the order of a partner's life. */
export const STATUSES: PartnerChange['status'][] = ['interested', 'landed', 'left']
