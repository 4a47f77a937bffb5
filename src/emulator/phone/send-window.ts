import type { Account, Follower, Moment } from './emulator-state'
import { dayAndClock, exactTime, millis } from './times'
import { t } from './words'

const isOpen = (until: Moment | null, now: number): boolean => until !== null && millis(until) > now

/** How many messages the account may send her unasked now, by whichever permit leaves more. */
export function leftNow({ verified }: Account, { following, window }: Follower, now: number): number {
  if (!verified || !following) return 0
  return Math.max(
    isOpen(window.messagesUntil, now) ? window.messagesLeft : 0,
    isOpen(window.actsUntil, now) ? window.actsLeft : 0,
  )
}

/** The same in words, a line a permit; never empty. */
export function windowLines(account: Account, follower: Follower, now: number): string[] {
  const accepted = Object.values(follower.notices).reduce((sum, left) => sum + left, 0)
  return [...messageLines(account, follower, now), ...(accepted > 0 ? [t('windowNotices', accepted)] : [])]
}

function messageLines(account: Account, follower: Follower, now: number): string[] {
  const { messagesLeft, messagesUntil, actsLeft, actsUntil } = follower.window
  if (!follower.following) return [t('windowNotFollowing')]
  if (!account.verified) return [t('windowUnverified')]
  const lines: string[] = []
  if (isOpen(messagesUntil, now) && messagesLeft > 0)
    lines.push(t('windowMessages', messagesLeft, dayAndClock(messagesUntil!)))
  if (isOpen(actsUntil, now) && actsLeft > 0) lines.push(t('windowActs', actsLeft, exactTime(actsUntil!)))
  return lines.length > 0 ? lines : [t(isOpen(messagesUntil, now) ? 'windowUsedUp' : 'windowClosed')]
}
