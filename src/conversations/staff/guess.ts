import { plainText } from '../../kernel/numeral.js'
import type { Words } from '../../kernel/words.js'

/** What words of a command speak of, where the whole is none, with the sentence that says how it is said; the likeliest first. */
const NEAR: [about: RegExp, key: string][] = [
  [/退|打回|不行|不合格|重写/u, 'return'],
  [/通过|同意|过审|accept|approve/iu, 'accept'],
  [/催|提醒|督促|remind/iu, 'remind'],
  [/审|申(?=$)|新交|review/iu, 'waiting'],
  [/(?:谁|哪|没|未|欠).{0,6}[交叫缴报]|[交叫报].{0,4}(?:谁|哪|没)|missing/iu, 'missing'],
  [/汇总|合计|总数|统计|一共多少|total/iu, 'totals'],
  [/导出|表格|excel|export/iu, 'export'],
  [/延期|宽限|缓交|推迟|extend/iu, 'extend'],
  [/邀请|绑定|二维码|invite/iu, 'invite'],
  [/群发|发给大家|broadcast/iu, 'broadcast'],
  [/离开|离职|不做了|回来/u, 'back'],
  [/简报|报告|记录|情况|怎么样/u, 'look'],
]
/** Longer words are no command gone wrong. */
const LONG = 40
/** Two are looked through; more would be the help. */
const MOST = 2

/** For one of the hub's people whose words are no command: the commands that are nearest to them; null where none is near. */
export function guessed(written: string, words: Words): string | null {
  const text = plainText(written)
  if (Array.from(text).length > LONG) return null
  const number = /\d{1,2}/.exec(text)?.[0] ?? '2'
  const near = NEAR.filter(([about]) => about.test(text)).slice(0, MOST)
  if (near.length === 0) return null
  return words.say('staff.lost_near', {
    near: near.map(([, key]) => words.say(`staff.near_${key}`, { number })).join('\n'),
  })
}
