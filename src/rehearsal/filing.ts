import type { At, Session } from '../engine/session.js'
import type { Field, Form } from '../forms/form.js'
import { later, type Instant } from '../kernel/clock.js'
import type { Days } from '../kernel/day.js'
import type { Actor } from './actor.js'
import { note, type Gave } from './gave.js'
import { stepsAt, wrongAt, type Step } from './answers.js'

/** What somebody who fills in a form can do and see: she speaks and reads; where she is in a form is read off the draft. */
export interface Phone {
  now(): Instant
  say(me: Actor, text: string): Promise<void>
  sendPhotos(me: Actor, count: number): Promise<void>
  /** Her open draft. */
  draftOf(me: Actor): Promise<Session | null>
  form(id: string, version: number): Form | undefined
}

/** One report that she sets about. `from` and `to`: the period it is owed for, where it is asked which. */
export interface Errand {
  form: Form
  about: Days
  /** As the bot writes them where it asks for whom or which. */
  names: string[]
  /** She begins, answers two questions, and goes on only then. */
  goesOnAt: Instant | null
}

/** More than this nobody says to get one report in. */
const MOST_WORDS = 80
const SECONDS = { least: 12, most: 50 }
/** Albums are answered when the last picture has come. */
const ALBUM_SECONDS = 20

/** Says one thing after the other until the report is in; yields when she speaks next. Gives how many words it took and what she gave, or where she gave up. */
export async function* filing(
  me: Actor,
  errand: Errand,
  phone: Phone,
): AsyncGenerator<Instant, { words: number; stuck: string | null; gave: Gave }> {
  const { dice } = me
  const soon = (seconds = dice.between(SECONDS.least, SECONDS.most)) => later(phone.now(), seconds * 1_000)
  const tries = new Map<string, Step[]>()
  const gave: Gave = new Map()
  let [begun, words] = [false, 0]
  let waits = errand.goesOnAt
  await phone.say(me, (await phone.draftOf(me)) ? '继续' : errand.form.title)
  for (words = 1; words < MOST_WORDS; words++) {
    yield soon()
    const session = await phone.draftOf(me)
    if (!session) {
      if (begun) return { words, stuck: null, gave }
      await phone.say(me, chosenIn(me.reads, errand.names))
      continue
    }
    begun = true
    if (waits !== null && tries.size >= 2) {
      yield waits
      waits = null
      await phone.say(me, '继续')
      continue
    }
    const form = phone.form(session.form, session.formVersion) ?? errand.form
    const step = nextStep(me, session, form, errand, tries)
    const asked = 'field' in session.at ? session.at.field : null
    const field = form.fields.find(({ key }) => key === asked)
    if (field && session.at.type === 'asking') note(gave, field, step)
    if ('say' in step) await phone.say(me, step.say)
    else {
      await phone.sendPhotos(me, step.photos)
      yield soon(ALBUM_SECONDS)
    }
  }
  const session = await phone.draftOf(me)
  const at = session?.at
  return { words, stuck: at && 'field' in at ? at.field : (at?.type ?? 'menu'), gave }
}

/** Of numbered choices the one that says most of what she means, else the first. */
function chosenIn(text: string, names: string[]): string {
  const lines = [...text.matchAll(/^(\d+) (.+)$/gm)].map(([, number = '1', line = '']) => ({
    number,
    says: names.filter((name) => line.includes(name)).length,
  }))
  return lines.toSorted((a, b) => b.says - a.says)[0]?.number ?? '1'
}

function nextStep(me: Actor, { at }: Session, form: Form, errand: Errand, tries: Map<string, Step[]>): Step {
  switch (at.type) {
    case 'asking':
    case 'changing': {
      const field = form.fields.find(({ key }) => key === at.field)
      return field ? nextAt(me, field, errand, tries) : { say: '1' }
    }
    case 'twin':
      return { say: at.why ? '不是同一次，日子和地方都不一样' : '2' }
    case 'explaining':
      return { say: '和签到表核对过，多记了几位' }
    default:
      return { say: SAID[at.type] ?? '1' }
  }
}

/** What she answers where nothing is asked that a form asks. */
const SAID: Partial<Record<At['type'], string>> = {
  choosing: '上一步',
  confirming_cancel: '2',
  confirming_idle: '2',
  confirming_clear: '2',
}

function nextAt(me: Actor, field: Field, { about }: Errand, tries: Map<string, Step[]>): Step {
  const { dice, manner } = me
  let steps = tries.get(field.key)
  if (!steps || steps.length === 0) {
    const albums = manner === 'albums' || (manner === 'clumsy' && dice.happens(0.5))
    const wrong = manner === 'clumsy' && dice.happens(0.6) ? wrongAt(field, dice) : null
    steps = [
      ...(wrong === null ? [] : [{ say: wrong }]),
      ...stepsAt(field, { dice, about, label: me.organisation, albums }),
    ]
    tries.set(field.key, steps)
  }
  return steps.shift() ?? { say: '1' }
}
