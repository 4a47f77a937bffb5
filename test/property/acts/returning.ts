import { millisOf } from '../../../src/kernel/clock.js'
import { askedIn, listOf } from '../draft.js'
import { currentOf, revisionOf } from '../lives.js'
import { say } from '../hearing.js'
import { type Person, wrong } from '../person.js'
import { heard, hears } from '../sentences.js'
import { read } from '../where.js'
import { takeWaiting } from '../waiting-pictures.js'
import { isFull } from './album.js'
import { goesInto, OPENED_WITH, revises } from './filings.js'
import { FORGOTTEN_MS, open } from './opening.js'

/** Does not change what was filed after all. */
export async function gives(me: Person): Promise<void> {
  await say(me, '取消')
  if (me.where.type === 'cancelling') await say(me, '1')
}

/** The hub returned something of hers: which, she knows where it is the only one. */
export async function answerReturned(me: Person): Promise<void> {
  const back = me.organisation.lives.filter((life) => currentOf(life).state === 'returned')
  const [life, other] = back
  if (life && !other && me.dice.happens(0.7)) {
    await revises(me, life, '现在改')
    const came = ['revision.opening_returned', ...OPENED_WITH]
    const opened = me.draft !== null && !came.some((key) => hears(me.said.at(-1)?.reply ?? '', key))
    if (opened && me.organisation.acting === 1) wrong(me, 'what the hub wants no more was opened to be changed')
    // At the very moment the hub took it back.
    if (opened) await gives(me)
    return
  }
  await say(me, '以后再改')
  if (me.where.type === 'returned') me.where = { type: 'menu' }
}

/** What the hub returned waits for her word, though it may not have reached her: her sentence goes to it, and it is open. */
export function saidToReturned(me: Person, told: string, reply: string): void {
  const back = me.organisation.lives
    .filter((life) => currentOf(life).state === 'returned')
    .map((life) => revisionOf(life, me.world.clock.now()))
  const name = OPENED_WITH.map((key) => heard(reply, key)?.gaps['name']).find((one) => one !== undefined)
  const draft = back.find(({ form, revises: of }) =>
    name ? name.includes(form.title) : [...(of?.notes.values() ?? [])].some((note) => reply.includes(note)),
  )
  if (!draft) return wrong(me, 'what was not returned was opened')
  me.draft = draft
  me.said.at(-1)!.ofDraft = true
  me.where = read(reply, me.where, askedIn(draft))
  if (name !== undefined) {
    me.unplaced.push(told)
    return goesInto(me, draft, reply)
  }
  // Where a story came back it is one more piece of it.
  if (me.where.type === 'asking' && me.where.inside?.type === 'places') listOf(draft.pieces, me.where.field).push(told)
}

/** Pictures that came right behind a filing: they belong into that, or wait for another. */
export async function answerLate(me: Person): Promise<void> {
  const { filed, organisation, dice, said } = me
  const of = filed.at(-1)
  const life = organisation.lives.find((versions) => versions.some(({ draft }) => draft === of))
  const last = said.findLast(({ message }) => message.said.type !== 'event')!.message
  const away = millisOf(me.world.clock.now()) - millisOf(last.sentAt) > FORGOTTEN_MS
  // What is said besides ends the question.
  if (away || last.said.type !== 'media' || last.said.kind !== 'image') {
    me.listed = true
    return open(me)
  }
  // Of what others may change at the same time it is tried elsewhere.
  if (!life || organisation.reviewed || dice.happens(0.6)) return void (await say(me, '2'))
  const draft = revisionOf(life, me.world.clock.now())
  me.draft = draft
  let reply = (await say(me, '1')) ?? ''
  // Where nobody knows that the question came it is put once more.
  if (hears(reply, 'filings.late_photos')) {
    said.at(-1)!.ofDraft = false
    reply = (await say(me, '1')) ?? ''
  }
  const into = isFull(draft) ? 'filings.photos_full' : 'filings.photos_in'
  if (!hears(reply, into)) return wrong(me, 'pictures did not go into what was just filed')
  takeWaiting(me)
}
