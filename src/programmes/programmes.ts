import type { Day } from '../kernel/day.js'

export interface Hub {
  id: string
  name: string
  /** IANA zone, `Asia/Shanghai`. */
  zone: string
  /** `zh-CN` or `en`. */
  language: string
  /** Nothing its people write goes to a language model; as it was when not given. */
  rulesOnly?: boolean | undefined
  /** Pictures of its people go to a model that proposes captions, unless `rulesOnly`; as it was when not given. */
  proposesCaptions?: boolean | undefined
}

export interface Programme {
  id: string
  hubId: string
  funderId: string
  name: string
  startsOn: Day
  endsOn: Day
  /** Fen: what the funder gives for all of it. Null where nobody said. */
  amountFen?: number | null | undefined
  /** The layouts that its reports have, by name; none where nobody chose. */
  layouts?: string[] | undefined
}

export interface Grant {
  id: string
  hubId: string
  programmeId: string
  organisationId: string
  /** What for: 盲童戏剧融合. */
  purpose: string
  purposeClass: 'project' | 'admin' | 'operating' | 'unrestricted' | null
  /** Fen; null for one withdrawn before an amount was fixed. */
  amountFen: number | null
  status: 'active' | 'withdrawn' | 'finished'
  remark: string | null
  /** Its own term, where it is not that of the programme. */
  startsOn?: Day | null
  endsOn?: Day | null
  /** The day on which the grantee joined a programme that ran already. */
  enrolledOn?: Day | null
}

/** A part of a grant as it is to be paid, and was. */
export interface Instalment {
  /** From 1. */
  number: number
  amountFen: number | null
  plannedOn: Day | null
  paidOn: Day | null
}

/** What a programme, or one grant of it, set out to reach: 「6 期沙龙」. A plan may be a range (5–8 家), or have no number. */
export interface Objective {
  label: string
  plannedMin: number | null
  plannedMax: number | null
  unit: string | null
  dueOn: Day | null
}
