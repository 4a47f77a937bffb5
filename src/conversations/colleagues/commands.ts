import { commandOf } from '../../engine/commands.js'
import { bare } from '../../forms/prompt.js'

/** What a contact may say to a colleague's or about her own draft, and nothing else in the message. */
export type DraftCommand =
  /** 「转给小舟」. `sure`: nothing else can be meant. */
  | { type: 'hand'; name: string; sure: boolean }
  /** 「接」, 「接回」: a draft that was offered to her, or one in a colleague's hands. */
  | { type: 'take' }
  /** 「谁在填」. */
  | { type: 'who' }

const HAND =
  /^(?:把?这份|我想|我要)*(?:转给|转交给?|交给)([\s:：]*)(\S{1,20}?)(?:来?填|接着填)?(?:吧|了)?$|^(?:hand (?:it )?(?:over )?to)\s+(.{1,30})$/iu
/** 「让小舟来填」, 「请小舟接着填」: who is to go on, in as few words. */
const LET =
  /^(?:我?想|那|还是|就|先)*(?:请|让|叫|麻烦|由)(\S{1,10}?)(?:帮我|替我|来|去|接着|继续|接手)*(?:填|写|弄|接手)(?:完)?(?:这份|简报|下去|一下|吧|了)*$/u
/** 「我有事，后面小林来弄」: what is left is for somebody else. */
const REST =
  /^(?:我\S{0,8}?[，,\s]+)?(?:后面|剩下|接下来|下面|余下|其余)的?(?:就|都|由|给|[，,\s])*(\S{1,4}?)(?:来|接着|继续|去)+(?:填|写|弄|接手|搞)?(?:完)?(?:吧|了|哈|啊)?$/u
/** Whom a story lets write something. */
const ANYBODY = /大家|他们?|她们?|你们?|我们?|孩子|学生|家长|老师|老人|志愿者|同事|别人|人$/u

const TAKE =
  /^(?:我来?|帮她|替她)?(?:接|接过来|接回|接回来|拿回来?|接手|我来填|接着填(?:她|他)的|不转了?)(?:吧|了)?$|^take(?: it)?(?: over| back)?$/iu

const WHO =
  /^(?:现在|这份|那份|简报|活动|到底)*(?:是)?(?:谁|哪[位个](?:同事)?)(?:正?在填|接过?去|接手|拿着|拿走)(?:这份|那份|着|呢|了|的)*[?？]*$|^who(?:'s| is| has| took)(?: filling| it| in)+\??$/iu

/** As long a name may be a person's; 「转给村里的老人」 is an answer. */
const SHORT = 3

export function draftCommandIn(text: string): DraftCommand | null {
  if (text.length > 40 || commandOf(text)) return null
  const said = bare(text)
  const [, space = '', chinese, english] = HAND.exec(said) ?? []
  const name = (chinese ?? english)?.trim()
  if (name) return { type: 'hand', name, sure: space !== '' || Array.from(name).length <= SHORT }
  const [, whom = ''] = LET.exec(said) ?? REST.exec(said) ?? []
  if (whom && !ANYBODY.test(whom))
    return { type: 'hand', name: whom, sure: Array.from(whom).length <= SHORT && /填|接手/u.test(said) }
  if (WHO.test(said)) return { type: 'who' }
  return TAKE.test(said) ? { type: 'take' } : null
}
