import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import type { Choice } from '../../records/export.js'
import type { ExportedGrant } from '../../records/export-ports.js'
import type { Unaccepted, Withheld } from '../../records/public-records.js'
import type { SameAs } from '../../records/same-as.js'
import type { Partner } from '../../programmes/register.js'
import type { Instalment, Objective } from '../../programmes/programmes.js'
import type { Figure, Origin } from './figure.js'
import type { Rows } from './rows.js'

/** An activity as a report lists it. */
export interface Activity {
  startsOn: Day
  endsOn: Day
  /** The key of its category and what the form calls it; null for one without. */
  category: string | null
  kind: string | null
  title: string
  place: string | null
  organisation: string
  /** As she said it, with its unit: 「二百多人次」; null where nobody was counted. */
  headcount: string | null
  min: number | null
  max: number | null
  unit: string | null
  basis: string | null
  /** Told of in another record, too, and counted there: it stands in no table. */
  sameAs: SameAs | null
  origin: Origin
}

/** The activities of one category, by day, with one sum a unit. */
export interface Category<R extends Rows<Activity> = Activity[]> {
  key: string | null
  label: string
  activities: R
  /** How many there were, and how many came: 人 and 人次 are two figures. */
  count: Figure
  attendance: Figure[]
}

/** What somebody wrote, for a part of a report that is told in words. */
export interface Text {
  /** The name of the part, `progress` for a question that feeds `section.progress`; null for a question that feeds none. */
  section: string | null
  /** The question's label. */
  label: string
  organisation: string
  purpose: string | null
  text: string
  origin: Origin
}

/** A picture of a record, with the activity it shows where that is sure. */
export interface Photo {
  id: string
  /** Its number in its record, and that record in words: 「2014年3月1日至31日的简报」. */
  number: number
  brief: string
  caption: string | null
  organisation: string
  activity: Activity | null
  /** The hash of the working copy (without EXIF and place), null where there is none on the disk. */
  copy: string | null
  thumbnail: string | null
  state: 'coming' | 'kept' | 'lost'
  /** Why the public may not see it; null where it may. */
  withheld: Withheld | null
  takenAt: string | null
  width: number | null
  height: number | null
  origin: Origin
}

export interface GrantLine extends Pick<
  ExportedGrant,
  'id' | 'purpose' | 'purposeClass' | 'amountFen' | 'status' | 'remark' | 'organisationName' | 'organisationKind'
> {
  instalments: Instalment[]
  /** Records of these days that are of it. */
  records: number
  origin: Origin
}

/** What was planned; what was reached stands in the briefs as it was said. */
export interface Goal extends Objective {
  /** Of one grantee; null for the programme's own. */
  organisation: string | null
  /** What grantees said of it, each with the reason for a difference, where they gave one. */
  results: { organisation: string; actual: string | null; reason: string | null; origin: Origin }[]
}

/** What was not good enough, as one who was there tells it. */
export interface Lesson {
  organisation: string
  lack: string
  cause: string | null
  remedy: string | null
  origin: Origin
}

/** Money from others than the funder: it is no part of what was granted. */
export interface Raised {
  organisation: string
  source: string | null
  minFen: number
  maxFen: number
  wording: string
  origin: Origin
}

/** What the people who do the work learnt. */
export interface Learning {
  organisation: string
  course: string
  /** How often; once where nothing was said. */
  times: number
  origin: Origin
}

/** Something that came of the work and was counted, in its own unit: reports written, applications, trainings. */
export interface Output {
  organisation: string
  what: string
  min: number
  max: number
  unit: string
  /** As it was said: 「9份」. */
  count: string
  origin: Origin
}

/** Paragraphs that a model drafted for the same programme and days, every number of which still holds. */
export interface Draft {
  paragraphs: { title: string; text: string }[]
  notes: { number: number; name: string; shown: string }[]
  /** Of the report it was drafted for, as staff number reports. */
  number: number
  /** Null while nobody stands for it: it is printed as a draft. */
  signedBy: string | null
  signedAt: Instant | null
}

/** A report that was owed in these days. */
export interface OwedReport {
  organisation: string
  form: string
  period: string
  dueOn: Day
  /** The first day on which it came in; null while it has not. */
  filedOn: Day | null
  /** Null for one that nobody is asked for any more, or that is not due yet. */
  onTime: boolean | null
  state: string
}

export interface Support {
  kind: 'coaching' | 'visit' | 'consultation'
  label: string
  happenedOn: Day
  organisation: string
  topic: string | null
  number: number
  origin: Origin
}

export interface SalonLine {
  name: string
  startsOn: Day
  place: string | null
  registered: number
  checkedIn: number
  recaps: { organisation: string; text: string; origin: Origin }[]
}

export interface Expense {
  organisation: string
  item: string | null
  minFen: number
  maxFen: number
  wording: string
  origin: Origin
}

/** Something a report should have and does not: who can fill it, and what to ask for. */
export interface Missing {
  organisation: string
  what: string
  /** The record that lacks it, and the key of its question; null where there is none at all. */
  recordId: string | null
  field: string | null
}

/** Everything a report is made of: of one hub, perhaps one programme, on some days. Lists are by day, then organisation. */
export interface Dataset {
  madeAt: Instant
  choice: Choice
  /** The one that was chosen, or the only one that ran on these days. */
  programme: { name: string; startsOn: Day; endsOn: Day; funder: string | null } | null
  /** What the funder gives for that programme, and how much of it has been granted out; null where no amount is registered, or of one grantee. */
  budget: { amount: Figure; granted: Figure; left: Figure } | null
  /** Of the programmes of these days, each once. */
  funders: string[]
  activities: Activity[]
  /** In the order of the forms' options; those without a category last. */
  categories: Category[]
  /** All activities, each once. */
  count: Figure
  attendance: Figure[]
  /** Activities left out of all figures, since another record tells of the same. */
  merged: Activity[]
  /** Different people: a ledger of its own. */
  people: Figure[]
  /** Activities before these days that were told of since they began: they stand in no table, and perhaps in no earlier report either. */
  early: Activity[]
  lessons: Lesson[]
  raised: Raised[]
  raisedSum: Figure
  learning: Learning[]
  learnt: Figure
  outputs: Output[]
  /** One sum a unit: 份 and 次 are two figures. */
  outputSums: Figure[]
  draft: Draft | null
  expenses: Expense[]
  spent: Figure
  grants: GrantLine[]
  granted: Figure
  /** Instalments paid on these days. */
  paid: Figure
  goals: Goal[]
  texts: Text[]
  photos: Photo[]
  owed: OwedReport[]
  support: Support[]
  salons: SalonLine[]
  /** Partners as they stood over time. */
  partners: Partner[]
  missing: Missing[]
  /** For the public: records left out, by how they stand. */
  unaccepted: Unaccepted[]
  /** For the public: pictures left out, a reason each. */
  withheld: Withheld[]
  /** The versions it was made of. */
  recordIds: string[]
}

/** As much of it as tables and figures are made of: what there may be a hundred thousand of need not be in memory. */
export type Tables = Omit<Dataset, 'activities' | 'categories' | 'expenses' | 'texts' | 'photos'> & {
  activities: Rows<Activity>
  categories: Category<Rows<Activity>>[]
  expenses: Rows<Expense>
  photos: Rows<Pick<Photo, 'state' | 'origin'>>
}
