import { chatAt, loadChat, setChat, underWay, type Shown } from './chats'
import { api, type Action, type Bubble } from './emulator-api'
import { me } from './me'
import { tell } from './notice'
import { now } from './platform'
import { t } from './words'

let drafts = 0

/**
 * Shows what was said at once and hands it to the emulator; the emulator's own bubbles take the drafts' places as they arrive.
 * `shown` is one entry a bubble: an album is one action and up to nine bubbles.
 */
export async function say(
  action: Action,
  shown: Pick<Bubble, 'type' | 'text' | 'name' | 'title' | 'mediaUrl'>[],
): Promise<void> {
  const place = me.value
  if (!place) return
  const mine = shown.map((bubble): Shown => {
    const id = `draft-${(drafts += 1)}`
    return {
      ...bubble,
      id,
      key: id,
      at: now.value,
      from: 'me',
      way: 'sent',
      state: 'delivering',
      draft: { action, place },
    }
  })
  const ids = new Set(mine.map(({ id }) => id))
  setChat(place, [...chatAt(place), ...mine])
  for (const id of ids) underWay.add(id)
  try {
    await api.act(place, action)
    setTimeout(() => {
      if (chatAt(place).some(({ id }) => ids.has(id))) void loadChat(place)
    }, 2000)
  } catch {
    for (const bubble of chatAt(place)) if (ids.has(bubble.id)) bubble.state = 'failed'
  } finally {
    for (const id of ids) underWay.delete(id)
  }
}

export const sayText = (text: string): Promise<void> => say({ type: 'text', text }, [{ type: 'text', text }])

export function sayAgain(bubble: Shown): void {
  const place = me.value
  const action: Action | undefined =
    bubble.draft?.action ?? (bubble.type === 'text' ? { type: 'text', text: bubble.text ?? '' } : undefined)
  if (!place || !action) return
  const again = chatAt(place).filter((one) => one === bubble || (bubble.draft && one.draft?.action === action))
  if (bubble.draft)
    setChat(
      place,
      chatAt(place).filter((one) => !again.includes(one)),
    )
  void say(
    action,
    again.map(({ type, text, name, title, mediaUrl }) => ({ type, text, name, title, mediaUrl })),
  )
}

/** Does what is no message of hers: follows, scans, taps a menu. What the emulator refuses is said on the phone. */
export async function perform(action: Action): Promise<void> {
  if (!me.value) return
  try {
    await api.act(me.value, action)
  } catch (error) {
    tell(`${t('notPossible')}：${error instanceof Error ? error.message : String(error)}`)
  }
}
