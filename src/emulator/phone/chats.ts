import { computed, reactive, watch } from 'vue'
import { api, type Action, type Bubble, type Place } from './emulator-api'
import { isMe, me, placeKey } from './me'
import { reading } from './readings'

/** A bubble as shown: `key` outlives the draft's replacement by the real one, so the picture does not blink. */
export interface Shown extends Bubble {
  key: string
  draft?: { action: Action; place: Place }
}

export const unread = reactive(new Map<string, number>())
/** As a badge says it: there is room for two figures. */
export const counted = (messages: number): string => (messages > 99 ? '99+' : String(messages))
/** Drafts the emulator has not taken yet. */
export const underWay = new Set<string>()

const chats = reactive(new Map<string, Shown[]>())

export const chatAt = (place: Place): Shown[] => chats.get(placeKey(place)) ?? []
export const setChat = (place: Place, bubbles: Shown[]): void => void chats.set(placeKey(place), bubbles)

export const chat = computed(() => (me.value ? chatAt(me.value) : []))
export const waiting = computed(() => chat.value.some(({ from, state: how }) => from === 'me' && how === 'delivering'))

watch(me, (place) => {
  if (!place) return
  unread.delete(placeKey(place))
  void loadChat(place)
})

export const loadChat = (place: Place): Promise<void> => reading(() => readChat(place))

async function readChat(place: Place): Promise<void> {
  const { bubbles } = await api.chat(place)
  const known = new Map(chatAt(place).map((bubble) => [bubble.id, bubble]))
  const unsent = chatAt(place).filter(({ id, draft, state: how }) => underWay.has(id) || (draft && how === 'failed'))
  setChat(place, [...bubbles.map((bubble) => ({ ...bubble, key: known.get(bubble.id)?.key ?? bubble.id })), ...unsent])
}

export function putBubble({ bubble, ...place }: Place & { bubble: Bubble }): void {
  const list = chatAt(place)
  const at = list.findIndex(
    ({ id, draft, type, text, state: how }) =>
      id === bubble.id ||
      (draft &&
        how === 'delivering' &&
        bubble.from === 'me' &&
        type === bubble.type &&
        (type !== 'text' || text === bubble.text)),
  )
  const before = list[at]
  if (before) list[at] = { ...bubble, key: before.key, ...(before.mediaUrl ? { mediaUrl: before.mediaUrl } : {}) }
  else list.push({ ...bubble, key: bubble.id })
  setChat(place, list)
  if (!before && bubble.from === 'bot' && !isMe(place))
    unread.set(placeKey(place), (unread.get(placeKey(place)) ?? 0) + 1)
}
