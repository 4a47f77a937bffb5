import { bare } from '../../forms/prompt.js'
import { normaliseText } from '../../kernel/numeral.js'
import { readReply, type SaidReply } from '../../salons/reply-words.js'
import type { Salon } from '../../salons/salon.js'
import type { Invited } from './seat.js'
import { isCalled } from './which.js'
import { han } from './words.js'

/** Longer is no reply. */
const LONG = 40
/** Words round a name that are none of it. */
const AROUND = /(?:那|这)(?:一)?(?:个|场|期|次)|的?沙龙|的|邀请|我们|也|[「」\s,，:：。]/gu
const OTHER = /^(?:另外?|剩下)(?:的|那|一)*(?:个|场|期|次)?(?:沙龙)?的?/u

/** What stands for a salon in a reply to it: 「第四期」, else the beginning of its topic. */
export const shortName = ({ topic, number }: Pick<Salon, 'topic' | 'number'>): string =>
  number !== null ? `第${han(number)}期` : Array.from(topic.replace(/\s+/g, '')).slice(0, 8).join('')

/**
 * A reply that names one of her invitations, 「第四期参加」, 「参加第四期」, 「读书会沙龙那个不去了」; 「另一场也参加」 is the one besides the salon
 * `but` she was asked about. Null where none is named, or several are.
 */
export function replyTo(
  hers: Invited[],
  text: string,
  but: string | null,
): { invited: Invited; said: SaidReply } | null {
  const flat = bare(normaliseText(text))
  if (flat.length > LONG) return null
  const other = hers.filter(({ salon }) => salon.id !== but)
  if (but !== null && other.length === 1 && OTHER.test(flat)) {
    const said = readReply(flat.replace(OTHER, '').replace(/^也/, ''))
    if (said) return { invited: other[0]!, said }
  }
  for (let at = 2; at < flat.length; at++) {
    const found = called(flat.slice(0, at), flat.slice(at)) ?? called(flat.slice(at), flat.slice(0, at))
    if (found) return found
  }
  return null

  function called(name: string, reply: string): { invited: Invited; said: SaidReply } | null {
    const bareName = name.replace(AROUND, '')
    const only = bareName === '' && hers.length === 1
    const named = only ? hers : bareName.length < 2 ? [] : hers.filter(({ salon }) => isCalled(salon, bareName))
    const said = named.length === 1 ? readReply(reply) : null
    return said && { invited: named[0]!, said }
  }
}

/** Whether a reply names a salon so that it is no answer in a draft: 第四期, 那个沙龙. */
export const namesSalon = (text: string): boolean => /第[\d一二三四五六七八九十]{1,3}期|沙龙|那[个场]|这场/.test(text)
