import { existsSync, readFileSync } from 'node:fs'
import { openRevision } from '../../src/engine/revision.js'
import { openSession, step, type Effect, type Input, type Step } from '../../src/engine/step.js'
import type { Revision, Session, Twin } from '../../src/engine/session.js'
import type { Asking, Found } from '../../src/forms/field-kind.js'
import { decodeForm } from '../../src/forms/form-file.js'
import type { Form } from '../../src/forms/form.js'
import { decodeMessages } from '../../src/forms/messages-file.js'
import { later } from '../../src/kernel/clock.js'
import type { Said } from '../../src/kernel/message.js'
import { makeWords, type Words } from '../../src/kernel/words.js'
import { dayIn } from '../../src/kernel/zone.js'

/** A form of `config/forms`, or one that is there for transcripts only. */
export const formNamed = (name: string): Form => {
  const own = `test/transcripts/forms/${name}.yaml`
  const file = existsSync(own) ? own : `config/forms/${name}.yaml`
  const decoded = decodeForm(file, readFileSync(file, 'utf8'))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults, null, 2))
  return decoded.form
}

const known = new Map<string, Words>()

export const wordsIn = (language: string): Words => {
  const words = known.get(language) ?? readWords(language)
  known.set(language, words)
  return words
}

const readWords = (language: string): Words => {
  const file = `config/messages/${language}.yaml`
  const decoded = decodeMessages(file, readFileSync(file, 'utf8'))
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults, null, 2))
  return makeWords(decoded.table)
}

/** A conversation with the engine alone: each word comes a second after the last, its message is m1, m2 … */
export function talk(
  form: Form,
  words: Words = wordsIn('zh-CN'),
  from = '2014-07-02T02:00:00.000Z',
  speaksLater = true,
  how: Parameters<typeof openSession>[2] = {},
) {
  let now = from
  let messages = 0
  const asking = (messageId: string, sentAt = now, serial?: string): Asking => ({
    words,
    speaksLater,
    today: dayIn(now, 'Asia/Shanghai'),
    now,
    messageId,
    sentAt,
    serial,
  })
  let session = openSession(form, asking(''), how)
  const effects: Effect[] = []
  let known: Twin[] = []

  const put = (input: Input, messageId: string, sentAt?: string, serial?: string): Step => {
    // What is stored is JSON: nothing may get lost on the way.
    const stored = JSON.parse(JSON.stringify(session)) as Session
    let taken = step(form, stored, input, asking(messageId, sentAt, serial))
    if (taken.effects.some(({ type }) => type === 'look_for_twins')) {
      const met = step(
        form,
        JSON.parse(JSON.stringify(taken.session)) as Session,
        { type: 'twins', twins: known },
        asking(messageId, sentAt),
      )
      taken = { ...met, reply: [taken.reply, met.reply].filter((part) => part !== null).join('\n') }
    }
    session = taken.session
    effects.push(...taken.effects)
    now = later(now, 1000)
    return taken
  }
  return {
    open: () => put({ type: 'opened' }, '').reply,
    /** `sentAt`: long before it comes. */
    hear: (said: Said, sentAt?: string) => put({ type: 'said', said }, `m${++messages}`, sentAt).reply,
    /** With the number that the platform gave the message. */
    numbered: (said: Said, sentAt: string, serial: string) =>
      put({ type: 'said', said }, `m${++messages}`, sentAt, serial).reply,
    say(text: string) {
      return this.hear({ type: 'text', text })
    },
    photo() {
      return this.hear({ type: 'media', kind: 'image', ref: { id: `media-${messages + 1}` } })
    },
    /** Opens a revision of what was filed last. */
    revise(type: Revision['type'], notes: Revision['notes'] = {}) {
      const of = { recordId: 'r1', chainId: 'r1', type, notes, answers: session.answers }
      session = openRevision(form, of, asking(''))
      return this.open()
    },
    find: (field: string, found: Found) => put({ type: 'found', field, found }, '').reply,
    /** From now on these pairs are found at 提交. */
    meets(twins: Twin[]) {
      known = twins
    },
    /** Lets time pass, or sets it. */
    wait(ms: number) {
      now = later(now, ms)
    },
    at(instant: string) {
      now = instant
    },
    get session() {
      return session
    },
    get effects() {
      return effects
    },
    /** The questions for pictures, and the one that a picture came to. */
    pictureFields: form.fields.filter(({ kind }) => kind === 'photos').map(({ key }) => key),
    fieldOf: (photo: string) =>
      effects.flatMap((e) =>
        e.type === 'wish' && e.wish.type === 'fetch_media' && e.wish.photo === photo ? [e.field] : [],
      )[0] ?? '',
    get lastMessage() {
      return `m${messages}`
    },
  }
}

export type Talk = ReturnType<typeof talk>

/** An activity record at its headcount. */
export function atHeadcount(...said: string[]): Talk {
  const chat = talk(formNamed('activity.v2'))
  chat.open()
  for (const one of ['昨天', '培训', '高安', ...said]) chat.say(one)
  return chat
}

/** A brief at its activities. */
export function atActivities(): Talk {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const one of ['2014年1月到6月', '在高安办了志愿者培训'.repeat(6), '培训']) chat.say(one)
  return chat
}
