/** The emulator's control API as this page uses it; the page is served by the emulator itself, so every address is relative. */

import type { EmulatorState, Moment } from './emulator-state'
import type { Language } from './words'

/** A conversation: of a member with an app, or of a follower (`userId` her openid) with the account `corpId` (`agentId` 0). */
export interface Place {
  corpId: string
  agentId: number
  userId: string
}

export interface Bubble {
  id: string
  at: Moment
  from: 'me' | 'bot'
  way: 'sent' | 'passive' | 'active'
  type: 'text' | 'image' | 'file' | 'markdown' | 'textcard' | 'menu' | 'voice' | 'location' | 'system'
  text?: string
  mediaUrl?: string
  name?: string
  title?: string
  description?: string
  url?: string
  btntxt?: string
  /** Of a card: it came by a template. */
  notice?: 'subscription' | 'template'
  /** Of a `menu`: what she can tap, between `text` and `description`. */
  choices?: { id: string; content: string }[]
  state?: 'delivering' | 'delivered' | 'failed'
}

/** What the emulator says in the two languages of this page. */
export type Bilingual = Record<Language, string>

export interface LogEntry {
  seq: number
  at: Moment
  direction: 'in' | 'out'
  kind: string
  title: string
  method: string
  path: string
  /** HTTP status; 0 when there was no answer. */
  status: number
  ms: number
  summary: Bilingual
  detail: { request: string; answer: string }
  errcode?: number
}

export interface Violation {
  at: Moment
  code: string
  message: string
}

export interface Scenario {
  name: string
  label: Bilingual
}

export type Action =
  | { type: 'text'; text: string }
  | { type: 'photos'; photos: { name: string; base64: string }[] }
  | { type: 'voice' }
  | { type: 'location'; latitude: number; longitude: number; label: string }
  | { type: 'enter' }
  | { type: 'subscribe' }
  | { type: 'unsubscribe' }
  | { type: 'scan'; ticket: string }
  | { type: 'scan'; scene: string }
  | { type: 'click'; key: string }
  | { type: 'view'; url: string }
  | { type: 'menu_choice'; id: string }
  | { type: 'notices'; article: string; templateIds: string[]; answer: 'accept' | 'reject' }

/** What the emulator says is wrong with a request; null when the answer is not the emulator's. */
function refusal(body: string): string | null {
  try {
    return (JSON.parse(body) as { error: string }).error
  } catch {
    return null
  }
}

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`/__emu/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(refusal(await response.text()) ?? `${method} ${path}: ${response.status}`)
  return (await response.json()) as Answer
}

export const api = {
  state: () => call<EmulatorState>('GET', 'state'),
  /** Comes back as soon as the emulator has taken the action; what follows arrives as events. */
  act: (place: Place, action: Action) => call<unknown>('POST', 'act?wait=0', { ...place, action }),
  chat: (place: Place) =>
    call<{ bubbles: Bubble[] }>('GET', `chat?${new URLSearchParams({ ...place, agentId: String(place.agentId) })}`),
  log: (limit: number) => call<{ entries: LogEntry[] }>('GET', `log?limit=${limit}`),
  violations: () => call<{ violations: Violation[] }>('GET', 'violations'),
  scenarios: () => call<{ scenarios: Scenario[] }>('GET', 'faults/catalogue'),
  startFault: (name: string) => call<unknown>('POST', 'faults', { name }),
  endFault: (id: string) => call<unknown>('DELETE', `faults/${encodeURIComponent(id)}`),
  moveClock: (advanceMs: number) => call<unknown>('POST', 'clock', { advanceMs }),
}

export interface Events {
  bubble: Place & { bubble: Bubble }
  wire: LogEntry
  violation: Violation
  /** Something of the state changed: read it again. */
  state: object
}

/**
 * Listens until the page goes away. A browser gives an event stream up for good when the server answers with an error
 * or a proxy's page, so a closed stream is opened again here, at longer and longer intervals up to 4 s.
 */
export function listen(
  on: { [name in keyof Events]: (event: Events[name]) => void },
  connected: (open: boolean) => void,
): void {
  let wait = 250
  const open = () => {
    const stream = new EventSource('/__emu/events')
    stream.onopen = () => {
      wait = 250
      connected(true)
    }
    stream.onerror = () => {
      connected(false)
      stream.close()
      setTimeout(open, wait)
      wait = Math.min(wait * 2, 4000)
    }
    for (const name of Object.keys(on) as (keyof Events)[])
      stream.addEventListener(name, (event: MessageEvent<string>) => on[name](JSON.parse(event.data)))
  }
  open()
}
