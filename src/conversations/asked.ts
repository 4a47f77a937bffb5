import { later, type Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Comment } from '../records/decide.js'
import type { Salon } from '../salons/salon.js'
import type { Opening } from './opening/opening.js'
import type { Begun } from './reports/answer.js'
import type { Pending, Unheard } from './understood/pending.js'
import type { Choice } from './whom/ports.js'

/** The lists of records one can be shown: one's own, and for the hub those that wait for it, came back or are accepted. */
export type Listing = 'mine' | 'waiting' | 'returned' | 'accepted'

/** Nobody reads a question and answers it so fast. */
export const UNREAD_MS = 3_000

/** What a contact was asked outside of a draft: her next word may answer it, until something else is said. */
export type Asked = { at: Instant } & (
  | {
      /** Records by the numbers of a list she was shown, from its first page on. */
      type: 'list'
      of: Listing
      recordIds: string[]
      /** There are more. */
      more: boolean
      /** Of these organisations alone. */
      only?: string[]
      /** The one of them that she was shown whole. */
      shown?: string
      /** What her next number is to do. */
      doing?: 'withdraw'
      /** What she said of one of them without a word of which: her next number, or name, is of that. */
      pending?: string
      /** Those of them that she has just accepted. */
      decided?: string[]
      /** Her last number was none of the list. */
      astray?: boolean
      /** Something else was said since: it is what she looks at still, not what she decides on. */
      aside?: true
    }
  /** Whether she takes this one back. */
  | { type: 'withdrawing'; recordId: string }
  /** Whether it is this one that she corrects with what she said, or which of these; `named`: what is to be changed in each, and how she was asked; `why`: what she said of that since. */
  | {
      type: 'correcting'
      recordIds: string[]
      said: string
      named?: { changes: string[]; question: string }
      why?: string
    }
  /** Whether she changes at once what came back; `instead`: she was being asked something else when it came. */
  | { type: 'returned'; recordId: string; instead?: true }
  /** Staff: which questions are returned, and what to say to each of `open`; then whether it is sent. */
  | {
      type: 'returning'
      recordId: string
      comments: Comment[]
      open: string[]
      /** A comment of hers that no question was said with. */
      said?: string
      /** The list it was chosen from: 「退回 2」 may be the second of it. */
      recordIds?: string[]
      /** Whether she means another one of the list, or a question of this one. */
      either?: { recordId: string; number: number; text: string }
      /** Something else was said since: she sees it again before a 1 sends it. */
      aside?: true
    }
  /** Staff: why an accepted one is opened again. */
  | { type: 'reopening'; recordId: string }
  /** Staff: whether these are accepted, with these words if any: they may be meant otherwise, or she for whom it was typed says that it is wrong. */
  | { type: 'accepting'; recordIds: string[]; said: string | null; objected?: true }
  /** Pairs of activities by the numbers of a list she was shown; `shown`: the one she chose of it. */
  | { type: 'twins'; twinIds: string[]; shown?: number }
  /** Whether these pictures of a record shall no longer be shown, or may be shown after all; `before`: what she was asked until then. */
  | { type: 'withdraw_photos' | 'restore_photos'; recordId: string; photoIds: string[]; before?: Asked }
  /** Of which of these records the pictures are; which of them she said by `numbers`, or by what is in their `caption`. */
  | {
      type: 'which_album'
      act: 'withdraw' | 'restore'
      recordIds: string[]
      numbers: number[] | 'all'
      caption?: string
      before?: Asked
    }
  /** Which pictures of this record. */
  | { type: 'which_photos'; act: 'withdraw' | 'restore'; recordId: string; before?: Asked }
  /** Before a draft is opened: who spoke on the phone, which form, for which grant, whether to go on with a colleague's. */
  | { type: 'opening'; opening: Opening }
  /** 「改机构」: what the open draft is to be about. */
  | { type: 'change_whom'; choices: Choice[] }
  /** Whether she files for the organisation of this invitation, too. */
  | { type: 'also_files'; invitationId: string }
  /** Which of these drafts of colleagues she takes; of one that was offered to her, whether. */
  | { type: 'take_over'; drafts: { id: string; heldBy: string }[]; offered: boolean }
  /** Whether what was understood of her own words is right. */
  | { type: 'understood'; pending: Pending }
  /** Nothing: a model reads what she wrote, in which the rules found nothing; then whether what it `found` is right. */
  | { type: 'unread'; said: string; from: string; found?: Unheard }
  /** Nothing: her voice message, said outside of a draft, is being written down. */
  | { type: 'listening'; voiceId: string }
  /** Whether what was heard in her voice message is right. */
  | { type: 'heard'; voiceId: string }
  /** Whether what staff typed for her is right. */
  | { type: 'confirm_record'; recordId: string }
  | AskedOfSalons
  /** She was reminded of these, the first of them by its number in the menu. */
  | { type: 'reminded'; obligationIds: string[] }
  /** Whether what she said in a draft answers an invitation, or the draft. */
  | { type: 'salon_or_draft'; said: string }
  /** Whether what she said in a draft, in these messages, is about the salon, as which it is kept, or the draft's. */
  | { type: 'recap_or_draft'; salonId: string; said: string; messageIds: string[] }
  /** Staff: whether what they said in a draft of their own is a visit, or the draft's. */
  | { type: 'visit_or_draft'; said: string }
  /** Whether what she told where words are changed is that answer, or another activity. */
  | { type: 'answer_or_told'; said: string; answer?: string; from: string; sentAt: Instant }
  /** Whether the number she said then opens that form of the menu, or answers this invitation. */
  | { type: 'which_number'; number: number; salonId: string }
  /** Staff: what is missing of what she said (`延期 …`): its reason, or until when. */
  | { type: 'owed_half'; want: 'why' | 'until' | 'whom'; said: string }
  /** Staff: whether this contact of a grantee left. */
  | { type: 'leaving'; contactId: string }
  /** Staff: to whom of those who wait for a word of theirs this is said; the name they wrote, if any, is of nobody who does. */
  | { type: 'answer_whom'; talkIds: string[]; name: string | null; said: string; before?: Asked }
  /** Staff: this one has just been given more time; 「改到…」 is about it. */
  | { type: 'owed_done'; obligationId: string; why: string }
  /** Staff: whether what she said is done for all that owe something. */
  | { type: 'owed_all'; said: string }
  /** Staff: which of these reports what she said (`延期 …`) is about. */
  | { type: 'which_owed'; obligationIds: string[]; said: string }
  /** Staff: what a broadcast is to say, whom it is for, whether and when it goes out, what of it is changed. */
  | { type: 'broadcast'; want: 'content' | 'audience' | 'send' | 'time' | 'change' | 'quiet' }
  /** Whether a command is what the broadcast is to say. */
  | { type: 'broadcast'; want: 'command'; said: string }
  /** Staff: of which programme a report is, or after which layout. */
  | { type: 'report'; want: 'programme' | 'layout'; begun: Begun; choices: string[] }
  /** Which of these is stopped. */
  | { type: 'broadcast'; want: 'stop'; broadcastIds: string[] }
  /** Whether she wants a notice before that day: a tap on the link says so, a word does not. */
  | { type: 'permission'; deadline: Day }
  /**
   * She has just filed this one: a number is no answer to the menu before. `permission`: whether she wants a notice before that day. `tapped`:
   * a second tap was not taken, and she heard so.
   */
  | { type: 'filed'; recordId: string; permission?: Day; tapped?: true }
  /** Whether the pictures that wait belong to what she has just filed. */
  | { type: 'late_photos'; recordId: string; objected?: true }
)

/** What is asked round salons and visits. */
export type AskedOfSalons =
  /** An invitation: 1 comes, 2 does not, 3 does not know yet. */
  | { type: 'salon'; salonId: string }
  /** How many of hers come, or are there. */
  | { type: 'salon_people'; salonId: string }
  | { type: 'salon_came'; salonId: string }
  /** Which of these she meant with what she said. */
  | { type: 'salon_which'; salonIds: string[]; said: string }
  /** Two lines about it, and pictures. */
  | { type: 'salon_recap'; salonId: string }
  /** Staff: what is missing of the salon she plans, or whether (and to the grantees of which programme) it is sent. */
  | { type: 'salon_plan'; want: 'topic' | 'time' | 'place' | 'send' }
  | { type: 'salon_plan'; want: 'programme'; programmes: { id: string; name: string }[] }
  /** Staff: whether it is changed so, or called off, and everybody told. */
  | { type: 'salon_change'; salonId: string; change: SalonChange }
  | { type: 'salon_cancel'; salonId: string; why: string | null }
  /** Staff: whether it is over, and counted. */
  | { type: 'salon_end'; salonId: string }
  /** Staff: this was just written down; 撤销 takes it back. */
  | { type: 'visit'; visitId: string }
  /** Staff: on which day the visit was of which they told this. */
  | { type: 'visit_day'; said: string }

export type SalonChange = Partial<Pick<Salon, 'topic' | 'startsAt' | 'endsAt' | 'place' | 'guests' | 'capacity'>>

const OF_SALONS = [
  'salon',
  'salon_people',
  'salon_came',
  'salon_which',
  'salon_recap',
  'salon_plan',
  'salon_change',
  'salon_cancel',
  'salon_end',
  'visit',
  'visit_day',
]

export const isOfSalons = (asked: Asked): asked is Asked & AskedOfSalons => OF_SALONS.includes(asked.type)

/** What she was asked and may still answer with a number. */
const FRESH_MS = 3 * 3_600_000

/** Whether a number she says next may answer something new. */
export const isFree = (asked: Asked | null, now: Instant): boolean =>
  asked === null ||
  asked.type === 'filed' ||
  asked.type === 'owed_done' ||
  asked.type === 'unread' ||
  asked.type === 'reminded' ||
  isOfSalons(asked) ||
  (asked.type !== 'understood' && asked.at <= later(now, -FRESH_MS))

/** Whether what was understood of her own words waits for her word: what she corrects then is that. */
export const isProposed = (asked: Asked | null): asked is Asked & { type: 'understood' } => asked?.type === 'understood'

export type AskedOfRecords = Extract<
  Asked,
  { type: 'list' | 'withdrawing' | 'correcting' | 'returned' | 'returning' | 'reopening' | 'accepting' }
>

/** Whether it is about filed records: what is not is for others to answer and to end. */
export const isOfRecords = (asked: Asked | null): asked is AskedOfRecords =>
  asked !== null &&
  ['list', 'withdrawing', 'correcting', 'returned', 'returning', 'reopening', 'accepting'].includes(asked.type)

/** What a contact is to be asked when she is next here. */
export type Ask =
  /** Staff filed this for her; she says whether it is right. */
  | { type: 'confirm_record'; recordId: string }
  /** A draft is offered to her; no longer when it is not in these hands any more. */
  | { type: 'take_over'; draftId: string; heldBy: string }
  /**
   * The hub returned this one; `told`: she heard of it already; `later`: she said that she changes it later, and is not asked again; `unheard`: a
   * colleague has it open and does not hear of it.
   */
  | { type: 'returned'; recordId: string; told: boolean; later?: true; unheard?: true }
  /** Nothing: her draft waits until what she changes first is done. */
  | { type: 'set_aside'; draftId: string }
  /**
   * Nothing: another activity, told in the middle of a draft, is kept until she goes on with it; `offered`: she heard that it is, or heard it among
   * the rows of the draft (`rows`), and hears it once more behind that.
   */
  | { type: 'told'; said: string; from: string; sentAt: Instant; offered?: true | 'rows' }
  /**
   * Nothing: what she wrote before she chose a form is kept for the draft that she chooses, or in it (`draftId`) until she says where it belongs; `beside`: what
   * waits for her word was not meant.
   */
  | { type: 'unplaced'; said: string; from: string[]; sentAt: Instant; draftId?: string; beside?: true }
  /** Nothing: a colleague took her draft; `said`: what she wrote for it since, which is not put down. */
  | { type: 'taken'; draftId: string; said?: string }
  /**
   * Nothing: pictures that she takes back, until she says whether they are the right ones; whatever else she says or is asked, they are taken back.
   * `held`: those of them that were shown until then; `which`: she is asked which of them she means.
   */
  | { type: 'withdrawal'; recordId: string; photoIds: string[]; held?: string[]; which?: boolean }
  /** Whether she wants a notice before that day. */
  | { type: 'permission'; deadline: Day }
  /** An invitation that could not be sent to her, `told` once she saw it; a reminder, which is said once. */
  | { type: 'salon' | 'salon_soon'; salonId: string; told?: true }
