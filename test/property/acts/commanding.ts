import type { Person } from '../person.js'
import { say } from '../hearing.js'
import { hears } from '../sentences.js'
import type { Act } from './act.js'
import { meantByThree, revises } from './filings.js'
import { leavesOut } from './rows.js'
import { endsText } from './taken.js'

const inDraft = (me: Person): boolean => me.draft !== null
const command = (weight: number, ...words: string[]): Act => ({
  name: words[0]!,
  weight,
  fits: inDraft,
  do: async (me) => {
    const { where } = me
    const reply = await say(me, me.dice.pick(words))
    leavesOut(me, reply)
    endsText(me, where, reply)
  },
})

/** Words that do something wherever she is; what they did is read off the answer. */
export const commanding: Act[] = [
  command(3, '帮助', '？'),
  command(3, '预览', '总览'),
  command(2, '暂停', '稍后再填'),
  command(4, '上一步', '返回'),
  command(3, '跳过', '略过'),
  command(2, '取消', '不填了'),
  command(3, '提交', '我要提交'),
  command(2, '下一步'),
  {
    name: '不变',
    weight: 3,
    fits: inDraft,
    do: async (me) => {
      const { where, draft } = me
      const reply = await say(me, '不变')
      leavesOut(me, reply)
      endsText(me, where, reply)
      // As it was the last time, where that is offered and nothing is said yet.
      if (where.type !== 'asking' || !draft || draft.answers.has(where.field.key)) return
      const offer = draft.offers.get(where.field.key)
      if (offer !== undefined && hears(reply ?? '', 'engine.noted')) draft.answers.set(where.field.key, offer)
    },
  },
  command(2, '继续'),
  command(2, '清空'),
  {
    name: 'commands without a draft',
    weight: 4,
    fits: (me) => me.where.type === 'menu',
    do: async (me) => {
      const word = me.dice.pick(['提交', '改 3', '帮助', '预览', '继续', '取消', '跳过'])
      const life = word === '改 3' ? meantByThree(me) : null
      if (life) await revises(me, life, word)
      else await say(me, word)
    },
  },
]
