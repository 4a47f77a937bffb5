import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import type { Control } from '../src/emulator/control.js'
import type { DemoHub } from '../src/rehearsal/demo-data.js'
import type { Line, Talk } from './replay-talks.js'

export interface Patience {
  /** How long a person waits for the answer that comes by itself (an album's acknowledgement); then she writes on. */
  ms: number
  /** Waits until the service listens again, when a message could not be delivered. */
  untilUp(): Promise<void>
}
const PATIENCE: Patience = { ms: 10_000, untilUp: async () => {} }

/**
 * Says one talk line by line through the emulator, and checks each answer. Every message has the id it had in an earlier run, so saying
 * a talk again after a crash is what a platform does that delivers again: what was heard has no second effect. An album's acknowledgement
 * is said once, so it may have gone to an emulator that was killed: `heard` is told whether each line was answered.
 */
export async function sayTalk(
  control: Control,
  hub: DemoHub,
  talk: Talk,
  heard: (answered: boolean) => void,
  { ms, untilUp }: Patience = PATIENCE,
): Promise<void> {
  const who = { corpId: hub.wecom.corpId, agentId: hub.wecom.agentId, userId: talk.userId }
  const matched = new Map<string, number>()
  for (const [i, line] of talk.lines.entries()) {
    const action = await actionOf(talk, i, line)
    const msgIds = Array.from({ length: line.photos ?? 1 }, (_, n) => messageId(talk.userId, i, n))
    let replies: string[] = []
    for (let tries = 0; ; tries++) {
      const results = await control.act({ ...who, action, msgIds })
      if (results.every(({ delivered }) => delivered)) {
        replies = results.flatMap(({ reply }) => (reply === null ? [] : [reply]))
        break
      }
      if (tries === 20) throw new Error(`${talk.contact}: message ${i + 1} could not be delivered`)
      await untilUp()
    }
    // An album is answered later and once, perhaps already in an earlier run: each of these answers stands for one album.
    const { source } = line.expect
    const albums = () => control.chat(who).filter(({ from, text }) => from === 'bot' && line.expect.test(text ?? ''))
    const told = matched.get(source) ?? 0
    const answered = () => (line.photos ? albums().length > told : replies.some((text) => line.expect.test(text)))
    for (const deadline = Date.now() + ms; line.photos && !answered() && Date.now() < deadline;) await pause(100)
    if (line.photos && answered()) matched.set(source, told + 1)
    if (!line.photos && !answered()) {
      const got = replies.join(' / ') || '（没有回答）'
      throw new Error(`${talk.contact} said 「${line.say ?? ''}」, expected ${line.expect}, got: ${got}`)
    }
    heard(answered())
  }
}

async function actionOf(talk: Talk, i: number, { say, photos = 0 }: Line) {
  if (say !== undefined) return { type: 'text' as const, text: say }
  const pictures = await Promise.all(
    Array.from({ length: photos }, async (_, n) => {
      const bytes = await picture(`${talk.userId} ${i} ${n}`)
      return { name: `IMG_${i}_${n}.jpg`, base64: bytes.toString('base64') }
    }),
  )
  return { type: 'photos' as const, photos: pictures }
}

/** A picture of its own for each seed, with a camera's time in it. */
export function picture(seed: string): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = createHash('sha256').update(seed).digest()
  return sharp({ create: { width: 640, height: 480, channels: 3, background: { r, g, b } } })
    .withExif({ IFD2: { DateTimeOriginal: '2014:03:22 10:30:00' } })
    .jpeg()
    .toBuffer()
}

/** A 63-bit id that is the same in each run. */
function messageId(...of: (string | number)[]): string {
  const hash = createHash('sha256').update(of.join('/')).digest()
  return (hash.readBigUInt64BE() >> 1n).toString()
}
