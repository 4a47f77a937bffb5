import { openingOf } from '../opening/opening.js'
import { moreTold } from './more-told.js'
import { commandOf, isSmallTalk, yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { bare, isDone, quote } from '../../forms/prompt.js'
import { menuLines } from '../menu.js'
import { later } from '../../kernel/clock.js'
import { UNREAD_MS } from '../asked.js'
import { numberIn } from '../numbers.js'
import { draftCue, formWanted } from '../open-draft.js'
import { begin } from '../opening/begin.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { take } from '../take.js'
import { titled } from '../whom/title.js'
import { type Correction, correctionIn, offeredMended } from './correct.js'
import { wasSaid } from '../say-later.js'
import { keepPending, laidAside } from './keep-told.js'
import { notAnswered } from './not-answered.js'
import { fills, stillOffered } from './offer.js'
import { many, type Pending, toldOf, type Unheard } from './pending.js'
import { ask } from './propose.js'
import { turnSaying } from './turn-saying.js'
import { type Target, targetOf } from './target.js'
import { howToAnswer, readAgain } from './words.js'

/** So long what a model found is worth showing. */
const FOUND_MS = 3_600_000
export type Answered = { turn: Turn } | { instead: Utterance } | { lead: string }

const NONE =
  /^(?:都|这|这个|这些)?(?:不是活动|都不是|不是的?|不用记|不记了?|别记|不是我们的)[了吧]?$|^3[、，,.\s]*不是活动$/u
const WRONG = /^(?:要?改|改一下|要改|修改|不对|有错|错了|不全对|2[、，,.\s]*(?:要?改|不对))[的了吧]?$/u

const LEAVES = ['skip', 'go_on', 'keep', 'clear']
const FOR_DRAFTS = ['submit', ...LEAVES]

/**
 * Her answer to what was understood of her own words: it goes into her draft, is changed, or is thrown away, and is then heard as what it was
 * said to (`instead`). Null where she says something else: the question is over then.
 */
export async function understoodAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  kept: Pending,
  message: Utterance,
  asking: Asking,
): Promise<Answered | null> {
  const { said } = message
  const { better, ...first } = kept
  const read = better && (await hasRead(ports, better, asking))
  const pending = read ? better.pending : first
  const unseen = better && !read ? better.pending : null
  const { draft, contact } = person
  const { words } = asking
  const text = said.type === 'text' ? said.text : said.type === 'choice' ? said.key : null
  const over = () => ports.people.setAsked(contact.id, null)
  const found = await formOf(routing, ports, person, pending, asking)
  const wanted = formWanted(routing.forms.current, said, words)
  // 「工作简报」: what was told goes there instead.
  const there = wanted && !draft && wanted.id !== pending.form ? { ...pending, form: wanted.id } : null
  const other = there && (await formOf(routing, ports, person, there, asking))
  if (there && other) return { turn: await ask(ports, person, other.form, other.target, there, asking) }
  const named = wanted !== null && !draft && !there
  // The name of another form is answered in the draft, and takes nothing away.
  if (wanted && draft && found) return null
  // It stands in the answer that it was found in.
  if (pending.offered && (text === null || !found || wanted)) {
    await over()
    return null
  }
  // A place, a link or a film says nothing to it, and what is heard in a voice message keeps it itself; a file will be said back in its stead.
  if (text === null && found && said.type !== 'file') return null
  if (text === null || !found || (wanted && !named)) return { lead: await laidAside(ports, person, pending, asking) }
  const { form, target } = found
  const turned = async (turn: Promise<Turn>) => ({ turn: await turn })
  const say = (...lines: string[]) => ({ turn: turnSaying(person, pending.draftId, lines) })
  const keep = (change: Partial<Pending>) =>
    ports.people.setAsked(contact.id, { type: 'understood', at: asking.now, pending: { ...pending, ...change } })
  const again = (change: Pending, changed: boolean) => turned(ask(ports, person, form, target, change, asking, changed))

  const number = named ? 1 : pending.want ? null : numberIn(text, pending.offered ? 2 : 3)
  const yes = number === null && !pending.want ? (fills(text) ?? yesOrNo(text)) : null
  // Until she writes rows of her own it is still what a 1 means there.
  if (pending.offered && !(draft && stillOffered(form, draft.session))) {
    await over()
    return null
  }
  // 「完」 behind rows that wait for her word says that they are all.
  const end = draft && !target.one && !pending.want && !pending.offered && isDone(text) ? text : undefined
  if (number === 1 || yes === true || end !== undefined) {
    // Nothing is put down that she has not read.
    const more = unseen && (await formOf(routing, ports, person, unseen, asking))
    if (more) return turned(askAgain(ports, person, more, unseen, asking))
    await over()
    return turned(confirmed(routing, ports, person, pending, message, asking, end))
  }
  if (pending.offered) {
    if (number !== 2 && yes !== false) {
      const mended = offeredMended(pending, target, text, asking)
      return mended && corrected(mended)
    }
    await over()
    return draft ? say(words.say('told.yourself'), await draftCue(routing, ports, draft, asking)) : null
  }
  const command = commandOf(text)
  // 「3 不是活动」 of three and more is said of the third: what is left is shown, and all of it goes with another 3.
  const third = many(target, pending) && pending.activities.length >= 3 && /^3\D/u.test(bare(text))
  if (number === 3 || (NONE.test(bare(text)) && !third) || command?.type === 'cancel' || command?.type === 'undo') {
    await over()
    if (!draft)
      return say(words.say('told.dropped'), words.say('told.menu', { forms: menuLines(routing.forms.current, words) }))
    // Where nothing is asked it answers nothing.
    if (command || !('field' in draft.session.at))
      return say(words.say('told.dropped'), await draftCue(routing, ports, draft, asking))
    const [id = message.id] = pending.from
    return { instead: { ...message, id, said: { type: 'text', text: pending.said } } }
  }
  // What waits for her word is not lost with a 提交 that did not mean it.
  if (draft && (command?.type === 'submit' || command?.type === 'preview'))
    return say(words.say('told.before_submit'), howToAnswer(form, target, pending, words))
  // She sees it as it stands, also when she sends it once more; what else is for a draft waits with it.
  if (command?.type === 'preview' || bare(text) === bare(pending.said)) {
    const { want: _, ...rest } = pending
    return again(rest, false)
  }
  if (command && (draft ? LEAVES.includes(command.type) && !pending.again : FOR_DRAFTS.includes(command.type))) {
    if (draft) await keep({ again: true })
    return say(words.say('told.before_submit'), howToAnswer(form, target, pending, words))
  }
  // Behind help in a draft it stands as before.
  if (command?.type === 'help' && draft) return null
  if (command && command.type !== 'back' && command.type !== 'edit') {
    // Numbers are the menu's now; in a draft it is of what is asked there, said once more, and throws away nothing that she told.
    if (command.type !== 'pause') return { lead: await laidAside(ports, person, pending, asking) }
    await over()
    await keepPending(ports, contact.id, pending, asking, !draft)
    return say(words.say(draft ? 'told.paused_draft' : 'told.paused', { said: quote(pending.said, 30) }))
  }
  if (number === 2 || WRONG.test(bare(text)) || command) {
    const { want: _, ...rest } = pending
    await ports.people.setAsked(contact.id, { type: 'understood', at: asking.now, pending: rest })
    return say(words.say(many(target, pending) ? 'told.how_many' : 'told.how'))
  }
  // 「不改了就回复 1」.
  if (pending.want && pending.want.feed !== 'activity.headcount' && numberIn(text, 1)) {
    const { want: _, ...rest } = pending
    return again(rest, true)
  }
  const more = pending.want ? null : await moreTold(routing, ports, person, target, pending, text, message.id, asking)
  const at = more && (await formOf(routing, ports, person, more, asking))
  if (more && at) return turned(ask(ports, person, at.form, at.target, more, asking))
  const correction = correctionIn(pending, target, text, asking)
  if (correction) return corrected(correction)
  if (isSmallTalk(text)) return say(howToAnswer(form, target, pending, words))
  if (isDone(text)) return say(words.say('told.before_submit'), howToAnswer(form, target, pending, words))
  return notAnswered(routing, ports, person, found, pending, message, text, asking)

  async function corrected(found: Correction) {
    const from = pending.from.includes(message.id) ? pending.from : [...pending.from, message.id]
    switch (found.type) {
      case 'changed': {
        const turn = await ask(ports, person, form, target, { ...found.pending, from }, asking, true)
        const left = [
          ...(found.partsLeft ? [words.say('told.parts_left', { parts: found.partsLeft })] : []),
          ...(found.sumLeft ? [words.say('told.sum_left', { sum: found.sumLeft })] : []),
        ]
        return { turn: { ...turn, reply: [...left, turn.reply].join('\n') } }
      }
      case 'gone': {
        if (found.pending.activities.length > 0) return again({ ...found.pending, from }, true)
        await over()
        const next = draft
          ? await draftCue(routing, ports, draft, asking)
          : words.say('told.menu', { forms: menuLines(routing.forms.current, words) })
        return say(words.say('told.dropped'), next)
      }
      case 'want':
        await keep({ want: { feed: found.feed, number: found.number } })
        return say(words.say('told.want', { label: found.label }))
      case 'which':
        return say(words.say('told.which'))
      case 'no_such':
        return say(words.say('told.no_such', { number: found.number, count: pending.activities.length }))
      case 'refused':
        return say(words.say('told.refused', { label: found.label, said: found.said }))
    }
  }
}

/** Whether what was understood later is what she answers to: it left for her, and nobody reads it in a moment. */
async function hasRead(ports: TurnPorts, { saidIn }: Unheard, { sentAt }: Asking): Promise<boolean> {
  const saidAt = saidIn === null ? null : await wasSaid(ports, saidIn)
  return saidAt !== null && sentAt > later(saidAt, UNREAD_MS)
}

/** Her answer to what a model `found` where the rules had nothing; null while she cannot have read it, or has a draft open. */
export async function foundAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  found: Unheard,
  message: Utterance,
  asking: Asking,
): Promise<Answered | null> {
  if (person.draft || !(await hasRead(ports, found, asking))) return null
  return understoodAnswer(routing, ports, person, found.pending, message, asking)
}

/** What a model found and she has not read is shown at her next word, before that is nothing but a number of the menu. */
export async function foundShown(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { asked } = person.contact
  const found = asked?.type === 'unread' ? asked.found : undefined
  if (!asked || !found || person.draft || said.type !== 'text' || asked.at <= later(asking.now, -FOUND_MS)) return null
  if (
    commandOf(said.text) ||
    (numberIn(said.text, 9) === null && formWanted(routing.forms.current, said, asking.words))
  )
    return null
  const at = await formOf(routing, ports, person, found.pending, asking)
  return at && askAgain(ports, person, at, found.pending, asking)
}

async function askAgain(
  ports: TurnPorts,
  person: Known,
  { form, target }: { form: Form; target: Target },
  pending: Pending,
  asking: Asking,
): Promise<Turn> {
  const turn = await ask(ports, person, form, target, pending, asking)
  return { ...turn, reply: readAgain(turn.reply ?? '', asking) }
}

/** What she can still say to it, behind something else that she was answered; null where it goes nowhere now. */
export async function stillAsked(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  person: Known,
  pending: Pending,
  asking: Asking,
): Promise<string | null> {
  const at = await formOf(routing, ports, person, pending, asking)
  return at && `${asking.words.say('told.before_submit')}\n${howToAnswer(at.form, at.target, pending, asking.words)}`
}

/** The form it goes to, as it stands now; null when the draft it was said in is no longer open, or another one is. */
export async function formOf(
  { forms }: Pick<Routing, 'forms'>,
  { drafts }: TurnPorts,
  { draft }: Known,
  pending: Pending,
  { words }: Asking,
): Promise<{ form: Form; target: Target } | null> {
  if ((draft?.id ?? null) !== pending.draftId) return null
  const form = draft
    ? titled(await forms.find(drafts, draft.session.form, draft.session.formVersion), draft.whom, words)
    : forms.current.find(({ id }) => id === pending.form)
  if (!form) return null
  const known = draft ? form : formIn(form, words.language)
  const target = targetOf(known, draft?.session ?? null)
  return target && { form: known, target }
}

/** Into her draft, or towards one. */
async function confirmed(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  pending: Pending,
  message: Utterance,
  asking: Asking,
  end?: string,
): Promise<Turn> {
  const { draft, contact, addressId } = person
  const told = toldOf(pending, end)
  for (const name of pending.learns ?? [])
    await ports.learntNames.learn(contact.hubId, name, { contactId: contact.id, at: asking.now })
  if (!draft) return begin(routing, ports, person, { ...openingOf(pending.form), told }, asking)
  if (draft.addressId !== addressId) await ports.drafts.move(draft.id, addressId)
  const taken = await take(routing, ports, contact, draft, { type: 'told', told }, asking, { addressId, message })
  return { ...turnSaying(person, draft.id, []), reply: taken.reply, jobs: taken.effects.length > 0 }
}
