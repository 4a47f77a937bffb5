import type { RecordState } from '../../../src/records/record.js'
import { askedIn } from '../draft.js'
import { comeTo, currentOf, goBack, WAITING, type Life, type Version } from '../lives.js'
import { say } from '../hearing.js'
import { wrong, type Person } from '../person.js'
import { hears, numberIn } from '../sentences.js'
import type { Act } from './act.js'

const PAGE = 9

/** The records in one of these states, in the order of the list that has them; null where the order or the number cannot be known. */
async function listed(me: Person, text: string, head: string, states: RecordState[], oldest: boolean) {
  const reply = (await say(me, text)) ?? ''
  const all = me.organisation.lives
    .map((life) => ({ life, version: currentOf(life) }))
    .filter(({ version }) => states.includes(version.state))
    .toSorted((a, b) => (a.version.stateAt < b.version.stateAt === oldest ? -1 : 1))
  const times = all.map(({ version }) => version.stateAt)
  const count = numberIn(reply, head, 'count')
  if (count !== null && count !== all.length && me.organisation.acting === 1)
    wrong(me, `the list has ${count}, and should have ${all.length}`)
  const known = count === all.length && new Set(times).size === times.length
  return known ? all : null
}

type Listed = { life: Life; version: Version }

const one = (me: Person, all: Listed[] | null): (Listed & { number: number }) | null => {
  if (!all || all.length === 0) return null
  const number = me.dice.between(1, Math.min(PAGE, all.length))
  return { number, ...all[number - 1]! }
}

/** What was decided, or undone (`back`), holds for the version that she saw, which must be the one that counts, in a state that allows it. */
function decided(me: Person, { life, version }: Listed, from: RecordState[], to: RecordState | 'back'): void {
  if (currentOf(life) !== version) wrong(me, `a version that was replaced came to be ${to}`)
  if (!from.includes(version.state)) wrong(me, `what was ${version.state} came to be ${to}`)
  const now = me.world.clock.now()
  if (to === 'back') goBack(version, now)
  else comeTo(version, to, now)
}

const waiting = (me: Person) => listed(me, me.dice.pick(['待审', '有哪些待审']), 'record.head_waiting', WAITING, true)

async function accepts(me: Person): Promise<void> {
  const it = one(me, await waiting(me))
  if (!it) return
  const reply = (await say(me, `通过 ${it.number}`)) ?? ''
  if (!hears(reply, 'review.accepted')) return
  decided(me, it, WAITING, 'accepted')
  for (const one of me.organisation.people)
    if (one.filed.includes(it.version.draft)) {
      one.acceptances++
      one.accepted++
    }
}

/** As staff writes it: some of it would be a command if it said nothing more. */
const COMMENTS = [
  '请写清楚一点',
  '和签到表对不上，再核对一下',
  '取消的那场也要写上',
  '提交前请再看一遍，大概的也行',
  '这里跳过了吗？补一下就好',
  '1 号和 2 号是同一件事吗',
  '不对，发票上是 120 元',
]

/** No two say the same, so that it is seen which is which. */
const comment = (me: Person): string => `${me.dice.pick(COMMENTS)}（${me.said.length}-${me.dice.between(10, 99)}）`

async function returns(me: Person): Promise<void> {
  const it = one(me, await waiting(me))
  if (!it) return
  const { dice } = me
  const fields = askedIn(it.version.draft)
  const which = dice
    .shuffled(fields.map((_, i) => i + 1))
    .slice(0, dice.between(1, Math.min(3, fields.length)))
    .toSorted((a, b) => a - b)
  const notes = which.map((number) => ({ number, note: comment(me) }))
  const said = notes.map(({ number, note }) => `第${number}题 ${note}`).join(dice.pick(['；', '\n']))
  const way = dice.below(3)
  if (way === 0) await say(me, `退回 ${it.number} ${said}`)
  else {
    const asked = (await say(me, `退回 ${it.number}`)) ?? ''
    if (!hears(asked, 'review.return_which')) return
    await say(me, way === 1 ? said : which.join('、'))
    if (way === 2) for (const { note } of notes) await say(me, note)
  }
  if (!hears(me.said.at(-1)?.reply ?? '', 'review.preview_end')) return
  // Who filed it may read of it before the answer to this is read.
  const byQuestion = new Map(notes.map(({ number, note }) => [fields[number - 1]!.key, note]))
  it.version.returns.push(byQuestion)
  const { people } = me.organisation
  const holder = people.find(({ draft }) => draft?.revises?.life === it.life)
  const filer = people.find(({ filed }) => filed.includes(it.version.draft))!
  it.version.told = { who: holder ?? filer, yes: false }
  const reply = (await say(me, '1')) ?? ''
  if (!hears(reply, 'review.returned')) return void it.version.returns.pop()
  decided(me, it, WAITING, 'returned')
  for (const { draft } of me.organisation.people)
    if (draft?.revises?.life === it.life) draft.revises.notes = new Map([...draft.revises.notes, ...byQuestion])
}

async function takesBack(me: Person): Promise<void> {
  const it = one(me, await listed(me, '已退回', 'record.head_returned', ['returned'], false))
  if (!it) return
  const reply = (await say(me, `撤回退回 ${it.number}`)) ?? ''
  if (hears(reply, 'review.taken_back')) decided(me, it, ['returned'], 'back')
}

async function reopens(me: Person): Promise<void> {
  const it = one(me, await listed(me, '已通过', 'record.head_accepted', ['accepted'], false))
  if (!it) return
  const reply = (await say(me, `重开 ${it.number} 数字还要再核对一下`)) ?? ''
  if (hears(reply, 'review.reopened')) decided(me, it, ['accepted'], 'back')
}

const has =
  (...states: RecordState[]) =>
  ({ organisation: { lives } }: Person): boolean =>
    lives.some((life) => states.includes(currentOf(life).state))

/** What the hub's staff does, who has nothing of her own to fill in. */
export const reviewing: Act[] = [
  { name: 'accepts', weight: 4, fits: has(...WAITING), do: accepts },
  { name: 'returns a question', weight: 6, fits: has(...WAITING), do: returns },
  { name: 'takes back that it returned', weight: 2, fits: has('returned'), do: takesBack },
  { name: 'opens an accepted one again', weight: 2, fits: has('accepted'), do: reopens },
  {
    name: 'looks what waits',
    weight: 1,
    fits: () => true,
    do: async (me) => void (await say(me, me.dice.pick(['待审', '已通过', '已退回', '汇总 全部']))),
  },
]
