import { hear, say, deliverAgain } from '../hearing.js'
import type { Person } from '../person.js'
import type { Act } from './act.js'
import { leavesOut } from './rows.js'

const POLITE = ['你好', '谢谢', '在吗', '你是谁', '要填多久', '怎么填', '不知道']
/** While a row is changed, which she may have forgotten, 「不知道」 is an answer. */
const politeAt = ({ where }: Person): string[] =>
  where.type === 'lost' || (where.type === 'asking' && where.inside?.type === 'changes')
    ? POLITE.filter((word) => word !== '不知道')
    : POLITE
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What has nothing to do with any question, and what the network and life do. */
export const straying: Act[] = [
  {
    name: 'sends what is no text',
    weight: 3,
    fits: () => true,
    do: async (me) => {
      const kind = me.dice.pick(['voice', 'video', 'link'] as const)
      if (kind === 'link') await hear(me, { type: 'link', title: '活动报道', url: 'https://example.org/' })
      else await hear(me, { type: 'media', kind, ref: { id: `v${me.said.length}` } })
    },
  },
  {
    name: 'is polite, or asks something else',
    weight: 4,
    fits: (me) => me.where.type !== 'cancelling' && me.where.type !== 'clearing',
    do: async (me) =>
      leavesOut(
        me,
        // Where staff is there, it would talk to her.
        await say(me, me.dice.pick([...politeAt(me), me.organisation.reviewed ? '在吗' : '找人工'])),
      ),
  },
  {
    name: 'opens the chat',
    weight: 2,
    fits: () => true,
    do: async (me) => void (await hear(me, { type: 'event', event: 'entered' }, { presence: 'none', forgotten: true })),
  },
  { name: 'is delivered again', weight: 5, fits: (me) => me.said.length > 0, do: deliverAgain },
  {
    name: 'goes away for long',
    weight: 2,
    fits: () => true,
    do: () => Promise.resolve(),
    silence: (me) => me.dice.pick([4 * HOUR, 20 * HOUR, 50 * HOUR, 24 * HOUR]),
  },
  {
    name: 'takes the other phone',
    weight: 4,
    fits: (me) => me.addresses.length > 1,
    do: async (me) => {
      me.phone = 1 - me.phone
      await say(me, '继续')
    },
  },
  {
    name: 'leaves and comes back',
    weight: 1,
    fits: () => true,
    do: async (me) => {
      await hear(me, { type: 'event', event: 'left' }, { presence: 'none' })
      await hear(me, { type: 'event', event: 'joined' }, { presence: 'acted' })
    },
  },
  {
    name: 'speaks while the machine dies',
    weight: 0.4,
    fits: () => true,
    do: (me) => {
      me.killsMachine = true
      return Promise.resolve()
    },
  },
]
