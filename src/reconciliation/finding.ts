import type { Place } from './document.js'

/** The gravest first. */
export const SEVERITIES = ['contradiction', 'doubtful', 'coverage', 'naming'] as const
export type Severity = (typeof SEVERITIES)[number]

/**
 * What a finding is about: `total` sums and stated totals · `rows` a claim against rows · `twice` one event in two rows · `dates` of one
 * event that differ · `period` outside the report's time · `units` 人 and 人次 · `parts` against the whole · `same_count` one thing counted
 * differently in two places · `claims` that say the opposite · `category` a row in the wrong table · `goals` without results · `vanished` grantees · `header` what a report has to say of itself · `evidence`
 * claims without records · `photos`, `length` rules of the form · `outlier` · `numbering` of lists · `unfinished` sentences and leftovers ·
 * `names` of one organisation.
 */
export type Kind =
  | 'total'
  | 'rows'
  | 'twice'
  | 'dates'
  | 'period'
  | 'units'
  | 'parts'
  | 'same_count'
  | 'claims'
  | 'category'
  | 'goals'
  | 'vanished'
  | 'header'
  | 'evidence'
  | 'photos'
  | 'length'
  | 'outlier'
  | 'numbering'
  | 'unfinished'
  | 'names'

export interface Finding {
  severity: Severity
  kind: Kind
  /** In plain Chinese, English beside. */
  message: string
  /** The places that do not go together, side by side. */
  places: Place[]
  /** What to do now. */
  advice: string
}

/** A finding from its parts, in the order they are read. */
export const finding = (severity: Severity, kind: Kind, message: string, places: Place[], advice: string): Finding => ({
  severity,
  kind,
  message,
  places,
  advice,
})

const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity)

/** The gravest first, of equal ones in the order they were found. */
export const sorted = (findings: Finding[]): Finding[] => findings.toSorted((a, b) => rank(a) - rank(b))
