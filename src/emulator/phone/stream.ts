import { ref } from 'vue'
import { loadChat, putBubble } from './chats'
import { api, listen, type LogEntry, type Violation } from './emulator-api'
import { chooseSomebody, me } from './me'
import { putState, tick } from './platform'
import { arrived, reading } from './readings'

/** What the emulator tells while it happens; a lost stream is made up for by reading everything again. */
export const connection = ref<'starting' | 'open' | 'lost'>('starting')
export const wire = ref<LogEntry[]>([])
export const violations = ref<Violation[]>([])

const WIRE_KEPT = 300

/** Changes come in bursts (a whole corp is set up at once): they are read together. */
let stale: ReturnType<typeof setTimeout> | undefined

const readStateSoon = (afterMs: number): unknown => (stale ??= setTimeout(() => void readState(), afterMs))

async function readState(): Promise<void> {
  stale = undefined
  try {
    putState(await api.state())
    chooseSomebody()
  } catch {
    readStateSoon(1000)
  }
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
      state: () => void readStateSoon(150),
    },
    (open) => {
      connection.value = open ? 'open' : connection.value === 'starting' ? 'starting' : 'lost'
      if (open) void readAll().catch(() => (connection.value = 'lost'))
    },
  )
}
