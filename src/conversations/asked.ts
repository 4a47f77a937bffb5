import type { Instant } from '../kernel/clock.js'
import type { Opening } from './opening/opening.js'
import type { Choice } from './whom/ports.js'

/** What a contact was asked outside of a draft: her next word may answer it, until something else is said. */
export type Asked = { at: Instant } & (
  | {
      /** Records by the numbers of a list she was shown: her own, or those that wait for review. */
      type: 'list'
      of: 'mine' | 'review'
      recordIds: string[]
    }
  /** Pairs of activities by the numbers of a list she was shown. */
  | { type: 'twins'; twinIds: string[] }
  /** Whether these pictures of a record shall no longer be shown. */
  | { type: 'withdraw_photos'; recordId: string; photoIds: string[] }
  /** Before a draft is opened: who spoke on the phone, which form, for which grant, whether to go on with a colleague's. */
  | { type: 'opening'; opening: Opening }
  /** 「改机构」: what the open draft is to be about. */
  | { type: 'change_whom'; choices: Choice[] }
  /** Whether she files for the organisation of this invitation, too. */
  | { type: 'also_files'; invitationId: string }
  /** Which of these drafts of colleagues she takes; of one that was offered to her, whether. */
  | { type: 'take_over'; drafts: { id: string; heldBy: string }[]; offered: boolean }
  /** Whether what was heard in her voice message is right. */
  | { type: 'heard'; voiceId: string }
  /** Whether what staff typed for her is right; `wrong` once she said that it is not. */
  | { type: 'confirm_record'; recordId: string; wrong: boolean }
)

/** What a contact is to be asked when she is next here. */
export type Ask =
  /** Staff filed this for her; she says whether it is right. */
  | { type: 'confirm_record'; recordId: string }
  /** A draft is offered to her; no longer when it is not in these hands any more. */
  | { type: 'take_over'; draftId: string; heldBy: string }
