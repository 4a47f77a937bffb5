import { computed, reactive, ref, watch } from 'vue'
import {
  api,
  listen,
  type Action,
  type Bubble,
  type EmulatorState,
  type LogEntry,
  type Place,
  type Violation,
} from './emulator-api'
import { millis } from './times'

/** What the page knows of the emulator, kept current by its events; a lost stream is made up for by reading everything again. */
export const state = ref<EmulatorState | null>(null)
export const connection = ref<'starting' | 'open' | 'lost'>('starting')
export const wire = ref<LogEntry[]>([])
export const violations = ref<Violation[]>([])
export const me = ref<Place | null>(null)
export const unread = reactive(new Map<string, number>())
/** The emulator's time now, in ms. */
export const now = ref(Date.now())

/** A bubble as shown: `key` outlives the draft's replacement by the real one, so the picture does not blink. */
export interface Shown extends Bubble {
  key: string
  draft?: { action: Action; place: Place }
}

const WIRE_KEPT = 300
const chats = reactive(new Map<string, Shown[]>())
let clockOffset = 0

export const placeKey = ({ corpId, agentId, userId }: Place): string => `${corpId}/${agentId}/${userId}`

export const chat = computed(() => (me.value && chats.get(placeKey(me.value))) ?? [])
export const lastOf = (place: Place): Shown | undefined => chats.get(placeKey(place))?.at(-1)
export const corp = computed(() => state.value?.corps.find(({ corpId }) => corpId === me.value?.corpId))
export const app = computed(() => corp.value?.apps.find(({ agentId }) => agentId === me.value?.agentId))
export const member = computed(() => corp.value?.members.find(({ userId }) => userId === me.value?.userId))
export const waiting = computed(() => chat.value.some(({ from, state: how }) => from === 'me' && how === 'delivering'))

export function choose(place: Place): void {
  me.value = place
  location.replace(`#/${[place.corpId, place.agentId, place.userId].map(encodeURIComponent).join('/')}`)
}

watch(me, (place) => {
  if (!place) return
  unread.delete(placeKey(place))
  void loadChat(place)
})

/** What arrives while something is read again may be newer than what is read: it is put once more afterwards. */
const readings = new Set<(() => void)[]>()

function arrived(put: () => void): void {
  put()
  for (const late of readings) late.push(put)
}

async function reading(read: () => Promise<void>): Promise<void> {
  const late: (() => void)[] = []
  readings.add(late)
  await read().finally(() => readings.delete(late))
  for (const put of late) put()
}

const loadChat = (place: Place): Promise<void> => reading(() => readChat(place))

async function readChat(place: Place): Promise<void> {
  const { bubbles } = await api.chat(place)
  const known = new Map(chats.get(placeKey(place))?.map((bubble) => [bubble.id, bubble]))
  const unsent = (chats.get(placeKey(place)) ?? []).filter(
    ({ id, draft, state: how }) => underWay.has(id) || (draft && how === 'failed'),
  )
  chats.set(placeKey(place), [
    ...bubbles.map((bubble) => ({ ...bubble, key: known.get(bubble.id)?.key ?? bubble.id })),
    ...unsent,
  ])
}

function putBubble({ bubble, ...place }: Place & { bubble: Bubble }): void {
  const key = placeKey(place)
  const list = chats.get(key) ?? []
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
  chats.set(key, list)
  if (!before && bubble.from === 'bot' && (!me.value || key !== placeKey(me.value)))
    unread.set(key, (unread.get(key) ?? 0) + 1)
}

let drafts = 0
/** Drafts the emulator has not taken yet. */
const underWay = new Set<string>()

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
  chats.set(placeKey(place), [...(chats.get(placeKey(place)) ?? []), ...mine])
  for (const id of ids) underWay.add(id)
  try {
    await api.act(place, action)
    setTimeout(() => {
      const left = chats.get(placeKey(place))?.some(({ id }) => ids.has(id))
      if (left) void loadChat(place)
    }, 2000)
  } catch {
    for (const bubble of chats.get(placeKey(place)) ?? []) if (ids.has(bubble.id)) bubble.state = 'failed'
  } finally {
    for (const id of ids) underWay.delete(id)
  }
}

export const sayText = (text: string): Promise<void> => say({ type: 'text', text }, [{ type: 'text', text }])

export function sayAgain(bubble: Shown): void {
  const key = me.value && placeKey(me.value)
  if (!key) return
  const action: Action | undefined =
    bubble.draft?.action ?? (bubble.type === 'text' ? { type: 'text', text: bubble.text ?? '' } : undefined)
  if (!action) return
  const again = (chats.get(key) ?? []).filter((one) => one === bubble || (bubble.draft && one.draft?.action === action))
  if (bubble.draft)
    chats.set(
      key,
      (chats.get(key) ?? []).filter((one) => !again.includes(one)),
    )
  void say(
    action,
    again.map(({ type, text, name, title, mediaUrl }) => ({ type, text, name, title, mediaUrl })),
  )
}

/** Changes come in bursts (a whole corp is set up at once): they are read together. */
let stale: ReturnType<typeof setTimeout> | undefined

async function readState(): Promise<void> {
  stale = undefined
  putState(await api.state())
  chooseSomebody()
}

function putState(next: EmulatorState): void {
  state.value = next
  clockOffset = millis(next.now) - Date.now()
  tick()
}

function tick(): void {
  now.value = state.value?.clock.mode === 'frozen' ? millis(state.value.now) : Date.now() + clockOffset
}

function putWire(entry: LogEntry): void {
  const at = wire.value.findIndex(({ seq }) => seq === entry.seq)
  if (at >= 0) wire.value[at] = entry
  else wire.value = [entry, ...wire.value].slice(0, WIRE_KEPT)
}

function putViolation(violation: Violation): void {
  const known = ({ at, code, message }: Violation) =>
    at === violation.at && code === violation.code && message === violation.message
  if (!violations.value.some(known)) violations.value = [violation, ...violations.value]
}

function chooseSomebody(): void {
  const place = me.value ?? (state.value && firstPlace(state.value))
  if (place && !me.value) choose(place)
}

/** Who the address bar names, else the first person who can write. */
function firstPlace({ corps }: EmulatorState): Place | null {
  const [corpId, agentId, userId] = location.hash.slice(2).split('/').map(decodeURIComponent)
  const named = corps.find((one) => one.corpId === corpId)
  if (named?.apps.some((one) => String(one.agentId) === agentId) && named.members.some((one) => one.userId === userId))
    return { corpId: corpId!, agentId: Number(agentId), userId: userId! }
  const first = corps.find(({ apps, members }) => apps.length > 0 && members.length > 0)
  if (!first) return null
  const who = first.members.find(({ visible, active }) => visible && active) ?? first.members[0]!
  return { corpId: first.corpId, agentId: first.apps[0]!.agentId, userId: who.userId }
}

export const readAll = (): Promise<void> => reading(readEverything)

async function readEverything(): Promise<void> {
  const [next, log, faulty] = await Promise.all([api.state(), api.log(200), api.violations()])
  putState(next)
  wire.value = log.entries.toSorted((a, b) => b.seq - a.seq)
  violations.value = faulty.violations.toReversed()
  if (me.value) await loadChat(me.value)
  else chooseSomebody()
}

export function startListening(): void {
  setInterval(tick, 1000)
  listen(
    {
      bubble: (bubble) => arrived(() => putBubble(bubble)),
      wire: (entry) => arrived(() => putWire(entry)),
      violation: (violation) => arrived(() => putViolation(violation)),
      state: () => (stale ??= setTimeout(() => void readState(), 150)),
    },
    (open) => {
      connection.value = open ? 'open' : connection.value === 'starting' ? 'starting' : 'lost'
      if (open) void readAll().catch(() => (connection.value = 'lost'))
    },
  )
}
