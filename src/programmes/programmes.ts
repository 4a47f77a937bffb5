import type { Day } from '../kernel/day.js'

export interface Hub {
  id: string
  name: string
  /** IANA zone, `Asia/Shanghai`. */
  zone: string
  /** `zh-CN` or `en`. */
  language: string
}

export interface Programme {
  id: string
  hubId: string
  funderId: string
  name: string
  startsOn: Day
  endsOn: Day
}

export interface Grant {
  id: string
  hubId: string
  programmeId: string
  organisationId: string
  /** What for: 盲童戏剧融合. */
  purpose: string
  purposeClass: 'project' | 'admin' | 'operating' | null
  /** Fen; null for one withdrawn before an amount was fixed. */
  amountFen: number | null
  status: 'active' | 'withdrawn' | 'finished'
  remark: string | null
  /** Its own first and last day; the programme's where not given. */
  startsOn?: Day | null
  endsOn?: Day | null
  /** The day it joined: what was due before is not asked for. */
  enrolledOn?: Day | null
}
