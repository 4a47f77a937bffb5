import type { Field, Form } from '../../../src/forms/form.js'
import { millisOf } from '../../../src/kernel/clock.js'
import type { Days } from '../../../src/kernel/day.js'
import { showDays } from '../../../src/kernel/day-words.js'
import type { Json } from '../../../src/kernel/json.js'
import { activitiesIn } from '../activities.js'
import {
  answerTo,
  counted,
  countedSo,
  howCounted,
  isBare,
  isOpen,
  nonsense,
  sentences,
  title,
  withGroups,
} from '../answers.js'
import { askedIn, charactersIn, listOf, newDraft, type Draft } from '../draft.js'
import { countingIn, currentOf, revisionOf } from '../lives.js'
import { offersOf } from '../offers.js'
import { say, settingOf, wrong, type Person } from '../person.js'
import { heard, hears, numberIn } from '../sentences.js'
import { read } from '../where.js'
import type { Act } from './act.js'
import { answerAlbum, isFull, takeWaiting } from './album.js'
import { goesInto, OPENED_WITH, revises } from './filings.js'
import { answerTable, rowElsewhere, withHeir } from './table.js'
import { endsText, movedOn, passedOver } from './taken.js'

/** What leads on from where she is. In a hurry: to the end, by the shortest way. */
export async function answer(me: Person, hurry = false): Promise<void> {
  const { where, dice } = me
  switch (where.type) {
    case 'menu':
      return open(me)
    case 'more':
    case 'lost':
      return void (await say(me, '继续'))
    case 'summary':
      return void (await say(me, hurry || dice.happens(0.7) ? '1' : dice.pick(['2', '提交'])))
    case 'unchanged':
      return void (await say(me, '1'))
    case 'explaining':
      return void (await say(me, dice.pick(['签到表又找到一页，多了几个人', '和签到表核对过，就是这么多'])))
    case 'returned':
      return answerReturned(me)
    case 'colleague':
      return answerColleague(me)
    case 'late':
      return answerLate(me)
    case 'choosing': {
      if (hurry && me.draft?.revises) return gives(me)
      const many = me.draft ? askedIn(me.draft).length : 1
      return void (await say(me, hurry ? '上一步' : String(dice.between(1, many))))
    }
    case 'cancelling':
    case 'clearing':
      return void (await say(me, !hurry && dice.happens(0.3) ? '1' : dice.pick(['2', '不'])))
    case 'idling':
      return void (await say(me, hurry || dice.happens(0.7) ? '1' : '2'))
    case 'twin':
    case 'why':
      return answerTwin(me)
    case 'asking':
      if (where.field.kind === 'table') return answerTable(me, where.field, where.inside, hurry)
      if (where.field.kind === 'photos') return answerAlbum(me, where.field, hurry)
      return answerQuestion(me, where.field, hurry)
  }
}

async function answerQuestion(me: Person, field: Field, hurry: boolean): Promise<void> {
  const { dice } = me
  const draft = me.draft!
  if (me.where.type === 'asking' && me.where.inside?.type === 'counts') return answerCounted(me, field)
  if (me.where.type === 'asking' && me.where.inside?.type === 'places') return answerPlaces(me, field)
  if (!field.required && dice.happens(hurry ? 0.6 : 0.15)) {
    const { where } = me
    return endsText(me, where, await say(me, '跳过'))
  }
  const given = answerNow(me, field)
  if (given) {
    let reply = await say(me, given.text)
    if (isOpen(given.means) && hears(reply ?? '', 'besides.ask')) {
      const { text, means } = counted(dice, given.means)
      given.means = means
      reply = await say(me, text)
    }
    if (isBare(given.means) && hears(reply ?? '', 'counted.ask')) {
      draft.answers.set(field.key, withGroups(draft.answers.get(field.key) ?? null, given.means))
      me.refused = 0
      return
    }
    // A returned title that is long is asked about as a story is: behind the old one, or in its place.
    const stays = me.where.type === 'asking' && me.where.field === field
    if (stays && hears(reply ?? '', 'text.where')) {
      listOf(draft.pieces, field).push(given.text)
      me.refused = 0
      return
    }
    // She took this question for the one that is asked: it is for this one, and she says so.
    const doubted = hears(reply ?? '', 'late.doubt')
    const settled = doubted ? await say(me, '1') : reply
    if (!movedOn(me, field, settled) && !hears(settled ?? '', 'late.taken')) return passedOver(me, field)
    const { key } = field
    draft.answers.set(key, withHeir({ [key]: draft.answers.get(key) ?? null }, { [key]: given.means })[key] ?? null)
    me.refused = 0
    if (given.text.length > 5 && me.draft === draft && dice.happens(0.08)) await saysTwice(me, field, given.text)
    return
  }
  if (field.kind !== 'text') return void (await say(me, field.required ? (field.example ?? '1') : '跳过'))
  const text = sentences(dice, hurry ? 5 : dice.between(1, 4))
  wrote(me, field, text, await saysAnew(me, text))
  if (dice.happens(0.08)) await saysTwice(me, field, text)
}

/** So short an answer may be meant for two questions of a kind. */
const STORY = 20

/** Who does not see at once that it arrived sends it once more: it stands there once. */
async function saysTwice(me: Person, field: Field, text: string): Promise<void> {
  const { where } = me
  if (where.type !== 'asking') return
  if (where.field !== field && where.field.kind === field.kind && text.length < STORY) return
  const written = charactersIn(listOf(me.draft!.pieces, where.field).join('\n'))
  const reply = (await say(me, text)) ?? ''
  const count = numberIn(reply, 'text.more', 'count') ?? numberIn(reply, 'text.where', 'count')
  if (count !== null && count !== written) wrong(me, `what was sent twice was counted as ${count} and not ${written}`)
}

/** What comes so soon behind a story may be more of it: it is not, and she says so. */
async function saysAnew(me: Person, text: string): Promise<string | null> {
  const reply = await say(me, text)
  return hears(reply ?? '', 'late.doubt_more') ? say(me, me.dice.pick(['2', '2 不是'])) : reply
}

/** Something was written to a text: it is whole, or goes on. */
function wrote(me: Person, field: Field, text: string, reply: string | null): void {
  const draft = me.draft!
  const pieces = listOf(draft.pieces, field)
  // The same sentence said twice stands there once.
  const again = `\n${pieces.join('\n')}`.endsWith(`\n${text}`)
  const whole = (again ? pieces : [...pieces, text]).join('\n')
  if (movedOn(me, field, reply)) {
    draft.answers.set(field.key, whole)
    draft.pieces.delete(field.key)
    me.refused = 0
    return
  }
  const count = numberIn(reply ?? '', 'text.more', 'count') ?? numberIn(reply ?? '', 'text.where', 'count')
  if (count === null) return passedOver(me, field)
  if (count !== charactersIn(whole)) wrong(me, `${charactersIn(whole)} characters were written, counted were ${count}`)
  if (!again) pieces.push(text)
  me.refused = 0
}

/** What was written to a text that was returned goes behind it, or takes its place. */
async function answerPlaces(me: Person, field: Field): Promise<void> {
  const draft = me.draft!
  const behind = me.dice.happens(0.5)
  const written = listOf(draft.pieces, field).join('\n')
  const reply = await say(me, behind ? me.dice.pick(['1', '接在后面']) : me.dice.pick(['2', '换掉']))
  // What is too short to take the place of the old text goes on, and that is gone; to say so once more changes nothing.
  if (!behind && hears(reply ?? '', 'text.more')) {
    draft.answers.delete(field.key)
    if (me.dice.happens(0.2)) await say(me, '换掉')
    return
  }
  if (!movedOn(me, field, reply)) return passedOver(me, field)
  const old = draft.answers.get(field.key)
  draft.answers.set(
    field.key,
    behind && typeof old === 'string' && !written.includes(old) ? `${old}\n${written}` : written,
  )
  draft.pieces.delete(field.key)
  me.refused = 0
}

/** As it was the last time, of an activity that was told before, or anything else. */
function answerNow(me: Person, field: Field): { text: string; means: Json } | null {
  const draft = me.draft!
  const { dice } = me
  const { repeats } = draft
  if (repeats && field.feeds === 'activity.date') return { text: repeats.text, means: repeats.date }
  if (repeats && field.feeds === 'activity.title') return { text: repeats.title, means: repeats.title }
  const offer = draft.offers.get(field.key)
  const unanswered = !draft.answers.has(field.key)
  if (offer !== undefined && unanswered && dice.happens(0.4))
    return { text: dice.pick(['同上', '和上次一样']), means: offer }
  return answerTo(field, settingOf(me))
}

/** How the number was found out. */
async function answerCounted(me: Person, field: Field): Promise<void> {
  const draft = me.draft!
  const { text, basis } = howCounted(me.dice)
  if (!movedOn(me, field, await say(me, text))) return passedOver(me, field)
  draft.answers.set(field.key, countedSo(draft.answers.get(field.key) ?? null, basis))
  me.refused = 0
}

/** Whether two are one, and why not. */
async function answerTwin(me: Person): Promise<void> {
  const { where, dice } = me
  const { twins } = me.draft!
  if (where.type === 'why') {
    const before = twins.length
    await say(me, dice.pick(['1', '2', '3', '一个在上午，一个在晚上']))
    if (twins.length === before && me.where.type === 'why') wrong(me, 'a reason was not taken')
    return
  }
  if (where.type !== 'twin') return
  const none = { mine: null, decision: 'kept' as const }
  const on = activitiesIn(me.draft!).find(({ title }) => title === where.mine)?.startsOn
  const of = (decision: 'merged' | 'kept') => ({ mine: where.mine, decision, ...(on && { on }) })
  const merges = dice.happens(0.5)
  const all = where.all > 1 && !merges && dice.happens(0.3)
  const said = all
    ? [of('kept'), ...Array.from({ length: where.all - 1 }, () => none)]
    : [of(merges ? 'merged' : 'kept')]
  me.decides = said
  await say(
    me,
    merges
      ? dice.pick(['1', '1 是', '是同一次'])
      : all
        ? '都不是'
        : dice.pick(['2', '不是', '2 不是', '不是 上下午两场', '2 不是，上下午两场']),
  )
}

/** Does not change what was filed after all. */
async function gives(me: Person): Promise<void> {
  await say(me, '取消')
  if (me.where.type === 'cancelling') await say(me, '1')
}

/** The hub returned something of hers: which, she knows where it is the only one. */
async function answerReturned(me: Person): Promise<void> {
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
function saidToReturned(me: Person, told: string, reply: string): void {
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
async function answerLate(me: Person): Promise<void> {
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

/** So long after it was asked a number is no answer to it. */
const FORGOTTEN_MS = 2 * 3_600_000

/** A colleague has such a form open: she takes that, if nothing is being said there, or begins one of her own. */
async function answerColleague(me: Person): Promise<void> {
  const { wanted } = me
  me.wanted = null
  // What she says besides ends the question, and so does time; then she asks anew.
  const { reply, message } = me.said.at(-1)!
  const away = millisOf(me.world.clock.now()) - millisOf(message.sentAt) > FORGOTTEN_MS
  if (!wanted || away || !hears(reply ?? '', 'colleagues.has_it')) {
    me.listed = true
    return open(me)
  }
  me.draft = wanted
  const begun = (await say(me, '2')) ?? ''
  // Before anything opens she hears of what the hub returned; or a number was to that, which came on her other phone.
  if (['filings.later', 'returned.settled'].some((key) => hears(begun, key))) me.where = { type: 'menu' }
  if (me.where.type === 'returned' || me.where.type === 'menu') return void (me.draft = null)
  fillIn(me, wanted)
  takeWaiting(me)
}

/** Chooses a form, by one of the names it has. */
async function open(me: Person): Promise<void> {
  const { dice, world } = me
  const at =
    dice.weighed([
      [7, 0],
      [4, 1],
      [1, 2],
    ]) % world.config.forms.length
  const form = world.config.forms.toSorted((a, b) => a.menu - b.menu)[at]!
  const idle = form.idle !== undefined && dice.happens(0.06)
  const draft = opened(me, form)
  draft.idle = idle
  // A number may be one of her list, or an answer to what nobody knows whether it came: that something was returned, or where late pictures go.
  const { lives } = me.organisation
  const late = me.filed.length > 0 && me.waiting.some((pictures) => pictures.length > 0)
  const byNumber = !me.listed && !late && lives.every((life) => currentOf(life).state !== 'returned')
  await say(
    me,
    idle
      ? '本期无活动'
      : dice.pick([byNumber ? String(at + 1) : form.title, form.title, form.aliases[0] ?? form.title]),
  )
  if (['returned', 'edit', 'correction'].some((how) => hears(me.said.at(-1)?.reply ?? '', `revision.opening_${how}`)))
    wrong(me, 'a choice from the menu opened what was filed')
  // Before anything opens she hears of what the hub returned.
  if (me.where.type === 'returned') return void (me.draft = null)
  // A number so soon after a filing might be its second tap: she is told so, and says the name.
  if (me.where.type === 'menu' && !idle) await say(me, form.title)
  if (me.draft === draft || me.where.type === 'colleague') fillIn(me, draft)
  // What is said of her colleague's is heard before what was to be.
  if (me.where.type === 'colleague') {
    // It may still be about another, which she asked for before.
    const about = heard(me.said.at(-1)?.reply ?? '', 'colleagues.has_it')?.gaps['draft'] ?? ''
    const asked = world.config.forms.find(({ title: name }) => about.includes(name)) ?? form
    me.wanted = asked === form ? draft : opened(me, asked)
    // 「本期无活动」 is not heard where a number is asked for.
    if (hears(me.said.at(-1)?.reply ?? '', 'whom.unclear')) draft.idle = false
    me.draft = null
    return
  }
  if (me.where.type === 'menu') wrong(me, `「${form.title}」 did not open`)
  takeWaiting(me)
}

/** What may be said as before, and what is filled in from the start, by what was filed when it opened. */
export function fillIn(me: Person, draft: Draft): void {
  const now = offersOf(draft.form, countingIn(me.organisation))
  // Somebody may file in the very moment in which it opens: by what is filled in she sees which was first.
  const isShown = (offers: Draft['offers']) => {
    const period = draft.form.fields.find(({ key, prefill, feeds }) => prefill && feeds === 'period' && offers.has(key))
    const filled = heard(me.said.at(-1)?.reply ?? '', 'offer.prefilled')?.gaps['answers'] ?? ''
    return period !== undefined && filled.includes(showDays(offers.get(period.key) as unknown as Days))
  }
  if (!isShown(draft.offers) || isShown(now)) draft.offers = now
  for (const { key, prefill } of draft.form.fields) {
    const offer = draft.offers.get(key)
    if (prefill && offer !== undefined) draft.answers.set(key, offer)
  }
}

/** A draft of hers that is open. */
export function newlyOpened(me: Person, form: Form): Draft {
  const draft = { ...newDraft(form), offers: offersOf(form, countingIn(me.organisation)) }
  me.draft = draft
  return draft
}

function opened(me: Person, form: Form): Draft {
  const draft = newlyOpened(me, form)
  // What was said to be a name and tells a whole activity is read as that when it is said anew.
  const told = countingIn(me.organisation)
    .flatMap(activitiesIn)
    .filter(({ title: name }) => !name.startsWith('2014年'))
  if (told.length > 0 && me.dice.happens(0.3)) {
    const { title: name, startsOn } = me.dice.pick(told)
    draft.repeats = { text: startsOn, date: { from: startsOn, to: startsOn }, title: name }
  }
  return draft
}

/** 「都对，但人数改成41人」 of an activity that is told whole. */
async function corrects(me: Person): Promise<void> {
  const draft = me.draft!
  const { key } = countOf(draft)!
  const n = me.dice.between(5, 180)
  const reply = (await say(me, me.dice.pick([`都对，但人数改成${n}人`, `改人数 ${n}人`, `不对，是${n}人`]))) ?? ''
  const was = draft.answers.get(key) ?? null
  const count = { min: n, max: n, unit: '人', parts: [], basis: null }
  const cells = withHeir({ [key]: was }, { [key]: count })
  if (!hears(reply, 'counted.ask') && !hears(reply, 'late.taken')) return
  draft.answers.set(key, cells[key] ?? null)
}

/** The question how many came, where she answered it. */
const countOf = (draft: Draft): Field | undefined =>
  askedIn(draft).find(({ key, kind }) => kind === 'headcount' && (draft.answers.get(key) ?? null) !== null)

/** Something that is no answer: the question must stand. */
async function nonsensical(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const text = nonsense(field, me.dice)
  if (text !== null) await say(me, text)
}

/** A row where a text is asked: it is asked for which it is; what is said meanwhile waits, and a word that answers neither ends it. */
async function saysRow(me: Person): Promise<void> {
  const { where, dice, draft } = me
  if (where.type !== 'asking' || !draft) return
  const { field } = where
  const said = rowElsewhere(me)
  if (!said) return
  const reply = (await saysAnew(me, said.text)) ?? ''
  if (!hears(reply, 'late.doubt')) return wrote(me, field, said.text, reply)
  const waits = dice.happens(0.3) ? sentences(dice, dice.between(1, 3)) : null
  const meanwhile = waits === null ? null : ((await say(me, waits)) ?? '')
  const kept = meanwhile !== null && hears(meanwhile, 'late.kept')
  if (waits !== null && meanwhile !== null && !kept) {
    // A story is taken at once, and it is asked of the row once more.
    if (!hears(meanwhile, 'late.doubt')) return passedOver(me, field)
    const whole = [...listOf(draft.pieces, field), waits].join('\n')
    if (hears(meanwhile, 'text.kept')) {
      draft.answers.set(field.key, whole)
      draft.pieces.delete(field.key)
    } else wrote(me, field, waits, meanwhile)
  }
  // Where the first makes the text whole, what waited is heard of what comes next.
  const word = dice.pick(waits === null ? ['1', '1 是', '2', '2 不是', '跳过', '下一步'] : ['1', '跳过', '下一步'])
  const settled = (await say(me, word)) ?? ''
  if (word.startsWith('1')) said.taken(settled)
  const written = word.startsWith('2') ? said.text : kept ? waits : null
  if (written !== null) wrote(me, field, written, settled)
}

async function rewrite(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const reply = await say(me, '重写')
  if (hears(reply ?? '', 'text.anew')) me.draft!.pieces.delete(field.key)
}

/** 「同上」 where there is nothing before: nothing is taken for it. */
async function repeatsNothing(me: Person): Promise<void> {
  if (
    me.where.type === 'asking' &&
    !['text', 'photos'].includes(me.where.field.kind) &&
    !me.draft?.offers.has(me.where.field.key)
  )
    await say(me, '同上')
}

const isAsked = (me: Person): boolean => me.where.type === 'asking' && me.where.inside === null

export const answering: Act[] = [
  { name: 'answers', weight: 60, fits: () => true, do: (me) => answer(me) },
  { name: 'says 同上 of nothing', weight: 2, fits: isAsked, do: repeatsNothing },
  {
    name: 'had no activity, or had some',
    weight: 2,
    fits: (me) => me.draft?.form.idle !== undefined && me.where.type === 'asking',
    do: async (me) =>
      void (await say(me, me.draft!.idle ? '有活动' : me.dice.pick(['本期无活动', '这个季度没有活动']))),
  },
  {
    name: 'says a row where a text is asked',
    weight: 4,
    fits: (me) =>
      isAsked(me) &&
      me.where.type === 'asking' &&
      answerTo(me.where.field, settingOf(me)) === null &&
      me.where.field.kind === 'text',
    do: saysRow,
  },
  {
    name: 'corrects a count at the end',
    weight: 15,
    fits: ({ where, draft }) => where.type === 'summary' && draft !== null && countOf(draft) !== undefined,
    do: corrects,
  },
  { name: 'says what is no answer', weight: 5, fits: isAsked, do: nonsensical },
  {
    name: 'begins a text anew',
    weight: 2,
    fits: (me) => me.where.type === 'asking' && (me.draft?.pieces.get(me.where.field.key)?.length ?? 0) > 0,
    do: rewrite,
  },
  {
    name: 'tells a story without a form',
    weight: 4,
    fits: (me) => me.where.type === 'menu',
    do: async (me) => {
      const told = `我们${title(settingOf(me))}办得很热闹，来的人比去年多了不少。`
      const reply = (await say(me, told)) ?? ''
      if (['menu.kept', 'menu.kept_first'].some((key) => hears(reply, key))) me.unplaced.push(told)
      const opens = ['revision.opening_returned', ...OPENED_WITH]
      if (opens.some((key) => hears(reply, key))) saidToReturned(me, told, reply)
    },
  },
]
