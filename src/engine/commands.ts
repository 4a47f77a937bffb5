import type { Command } from '../forms/field-kind.js'
import { numberList } from '../forms/captions.js'
import { bare } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'

const WORDS: Record<Exclude<Command['type'], 'edit'>, string[]> = {
  help: [
    '帮助',
    '帮忙',
    '帮帮我',
    '怎么用',
    '怎么填',
    '怎么提交',
    '怎么交',
    '如何提交',
    '说明书',
    '命令',
    'help',
    '?',
    'h',
  ],
  back: ['上一步', '上一题', '返回', '后退', '退回', '回上一步', 'back', 'previous'],
  skip: ['跳过', '略过', '跳过这题', '跳过这一题', '先跳过', 'skip'],
  preview: ['预览', '看看全部', '总览', 'preview', 'summary'],
  pause: ['暂停', '停一下', '先停', '稍后', '稍后再填', '等会再填', '退出', 'pause', 'later', 'exit'],
  cancel: ['取消', '取消填写', '不填了', '作废', '重来', '重新开始', 'cancel', 'restart'],
  submit: ['提交', '我要提交', '确认提交', '交', '上交', 'submit', 'send'],
  go_on: ['继续', '接着填', '继续填', '回来了', '我回来了', 'continue', 'go on', 'resume'],
  keep: ['不变', '不改', '不改了', '保留', '保持不变', '下一步', '下一题', 'keep', 'next'],
  clear: ['清空', '清除', 'clear'],
  undo: ['撤销', '撤回', '撤消', 'undo'],
}

const COMMANDS = new Map<string, Command>([
  ...Object.entries(WORDS).flatMap(([type, words]) => words.map((word) => [word, { type } as Command] as const)),
  ...['改', '修改', '更改', 'edit'].map((word) => [word, { type: 'edit' as const, number: null, row: false }] as const),
])

const LAST =
  '(?:上一?[条句个步]|上面那[条句]|前一[条句]|刚才[那这]?一?[条句]|刚刚[那这]?一?[条句]|刚才(?:说|发|写|填)的)'
const GONE = '(?:作废|不算数?|不要|撤销|撤回|取消|删掉|删除|删|说错|发错)'

/** Commands in words of one's own, as a whole message. */
const PHRASES: [RegExp, Command][] = [
  [
    new RegExp(`^(?:请|把|帮我)*(?:${LAST}(?:消息|回答|记录)?(?:就|都|请)?${GONE}|${GONE}${LAST}(?:消息|回答|记录)?)$`),
    { type: 'undo' },
  ],
  // 「我要改前面的」: which, she is asked.
  [
    /^(?:我|要|想|需要|请|帮我|能不能|可以|可不可以|得|还|先|再)*(?:改|修改|更改)(?:一?下|改)?(?:前面|上面|之前|刚才|前边|填过|写过)(?:的|填的|写的|那[些个题条]|填|写|内容|答案|东西)*$/,
    { type: 'edit', number: null, row: false },
  ],
  [
    /^(?:让我|我想|给我|我要)*(?:看看|看一下|看下|看一看|查看|看)我?(?:刚才|之前|前面|已经|都)*(?:填|写)(?:了|过|好)?(?:的|什么|哪些|些什么|些?啥|的东西|的内容)+$|^我(?:都|已经)*(?:填|写)了(?:什么|哪些|些什么|些?啥)$/,
    { type: 'preview' },
  ],
  [
    /^我?(?:明天|后天|明早|今晚|晚上|下午|晚点|晚些|改天|改日|回头|过一?会|一会|等一?会|待会|有空|有时间|下次|以后|周末)儿?我?(?:再|接着|继续|来)*(?:说|填|写|改|弄|聊|来|搞|交|补)(?:[，,\s]*(?:行不行|可不可以|可以不|行吗|行么|可以吗|可以么|好吗|好不好|成吗|成不成|来得及吗?|没事吧|不急吧|啊|哈))?$|^(?:算了|那|好|行|嗯)*[，,\s]*(?:就|我)?先(?:这样|到这里?|填到这里?|写到这里?|不填|不写|不弄)$|^我?(?:现在|还|正)*(?:在|有)(?:路上|外面|外地|开会|忙|上班|上课|开车|坐车|现场|活动现场|事|点事|医院|家带孩子)(?:不方便|没空|忙)*[，,。\s]*(?:我|就|要|可能)?(?:晚点|晚些|等会儿?|一会儿?|待会儿?|回头|回去|到家|明天|今晚|晚上|下午|过会儿?|有空)(?:再|来|接着)*(?:说|填|写|改|弄|聊|搞|发|看|补)?$/,
    { type: 'pause' },
  ],
  // 「先不填了，等会儿开会」: the reason counts nothing, and is no sentence of a report.
  [
    /^(?:算了|那|好|行|嗯)*[，,\s]*(?:今天|现在|就|我)*先(?:不填|不写|不弄|这样)了?[，,。；;\s]+(?:我|等会儿?|等一?下|一会儿?|马上|现在|还|要|得|去|有|在)+[^\d\s，,。；;]{1,8}$/u,
    { type: 'pause' },
  ],
  [/^这一?(?:[题个条]|道题)(?:就|先|我|想|要|给我|帮我)*(?:跳过|略过)(?:去|它)?$/u, { type: 'skip' }],
  [
    /^(?:取消|作废)这一?[份个张](?:表|简报|记录)?$|^(?:我|想|要|再)*(?:重新|从头)(?:再)?(?:来|开始|填)(?:一遍|一次|过)?$/u,
    { type: 'cancel' },
  ],
  [/^(?:算了|那|还是|就)+[，,\s]*(?:先|就)?不(?:用)?改了?$/u, { type: 'keep' }],
]

/** 「都对，提交吧」「没问题，交了」: as a whole message, never with a 但 in it. */
const SUBMITS =
  /^(?:(?:(?:都|全|全部)?(?:是)?(?:对|好|可以|行|没(?:有)?问题|没错|没毛病|ok|嗯|确认|确认无误|无误|核对过|看过|检查过)(?:的|了)*[，,。\s]*)+(?:那|就|那就)?(?:这样)?(?:帮我|请|我)?(?:提交|上交|交)(?:上去|了|吧|啊|哦)*|(?:提交|上交|交)(?:吧|了|啊|哦|上去)+|(?:那|就|先|请|帮我)+(?:提交|上交|交)(?:吧|了|上去)*|(?:没有?(?:别的|其他的?)?了|没有?啦|就这些了?|就这样了?|都?(?:写|填)?(?:完|好)了)[，,。\s]*(?:那|就|可以|直接|帮我|请|我)*(?:提交|上交|交)(?:上去|了|吧|啊|哦)*)$/u

const EDIT =
  /^(?:改|修改|更改|edit|change)(第|题|question)?([\d一二三四五六七八九十]{1,3})(题|个问题)?$|^(第)([\d一二三四五六七八九十]{1,3})(题)$/

const ONE = '第?\\s*[\\d一二三四五六七八九十]{1,3}\\s*题?'
const AND = '(?:\\s*[,，、和及到至~—–-]\\s*|\\s+)'
/** 「改 2、4」, 「改第2题和第4题」, 「改 2 4」, 「改 2-4」. */
const SEVERAL = new RegExp(`^(?:改|修改|更改|edit|change)\\s*(${ONE}(?:${AND}${ONE})+)$`, 'u')
const NUMBERS = new RegExp(`^${ONE}(?:${AND}${ONE})+$`, 'u')

/** 「第4题 35」: what question 4 is to be. */
const IS_VALUE = /^第?\s*[\d一二三四五六七八九十]{1,3}\s*题\s+\d+$/u

/** 「2、4」, 「第2题和第4题」, 「2到4」 as numbers; null when it is anything else. */
export function numbersIn(text: string): number[] | null {
  const said = bare(text)
  if (said.length > 24 || !NUMBERS.test(said) || IS_VALUE.test(said)) return null
  const listed = said.replace(/[第题]/g, '').replace(/\s*([到至~—–-])\s*/g, '$1')
  const numbers = numberList(listed.replace(/\s*[,，、和及]\s*|\s+/g, '、').replace(/[至~—–]/g, '-'))
  return numbers.length > 1 ? numbers : null
}

/** The command that a message is, if it is nothing but one: 「改 3」, 「改第三题」, 「？」, 「帮助。」. A text that holds one is an answer. */
export function commandOf(text: string): Command | null {
  // None begins with a digit, as most rows and values do.
  if (text.length > 24 || /^\d/.test(text)) return null
  const said = bare(text).toLowerCase()
  const plain = said.length > 1 ? said.replace(/\?+$/, '') : said
  const told = plain.replace(/[吧了啊]+$/, '')
  const command = COMMANDS.get(plain) ?? PHRASES.find(([phrase]) => phrase.test(told))?.[1]
  if (command) return command
  if (SUBMITS.test(plain)) return { type: 'submit' }
  const several = SEVERAL.exec(plain)?.[1]
  const [first = null, ...others] = (several && numbersIn(several)) || []
  if (several && first !== null) {
    const listed = /[,，、和及到至~—–-]/u.test(several) || undefined
    return { type: 'edit', number: first, row: !/题/.test(several), others, ...(listed && { listed }) }
  }
  const edit = EDIT.exec(plain.replace(/\s+/g, '')) ?? []
  // 「第5题」 by itself is to go there.
  const [before, digits, after] = edit[5] ? edit.slice(4) : edit.slice(1)
  const number = digits ? readNumber(digits) : null
  if (number === null) return null
  return { type: 'edit', number, row: !after && before !== '题' && before !== 'question' }
}

const YES =
  /^(?:1|一|(?:(?:[嗯恩]|对|是|好)的?[，,\s]*)*(?:是的?|对的?|好的?|[嗯恩]+|(?:就|正)?是(?:我|本人)|我就?是|没错|可以|确认|确定|(?:都|全|全部)?(?:没(?:有)?问题|没错|对的?))|yes|y|ok)$/
const NO =
  /^(?:2|二|否|(?:嗯[，,\s]*|不[，,\s]+)?(?:不|不是(?:的|我|本人)?|不对|(?:认|搞|弄)错人?|不用|不要|不了|算了?|再想想)|no|n)$/

/** 1 是 2 否, or neither. */
export function yesOrNo(text: string): boolean | null {
  const { number, said } = withNumber(bare(text).toLowerCase())
  const word = said.replace(/(?<=.)[啊呀吧呢哦哈了]+$/, '')
  if (word.length > 20) return null
  const yes = YES.test(word) ? true : NO.test(word) ? false : null
  return number === null || yes === (number === 1) ? yes : null
}

/** The same where 「取消」 leaves what was asked as it is: at a question that hangs it is of nothing else. */
export const yesOrNot = (text: string): boolean | null =>
  yesOrNo(text) ?? (commandOf(text)?.type === 'cancel' ? false : null)

/** 「2 不是」「1、是」: the number that is asked for, and its word after it; `number` null where there is none before. */
export function withNumber(text: string): { number: number | null; said: string } {
  const [, number, said] = /^([12])[\s、，,.．:：)）]+(\D.*)$/su.exec(text.trim()) ?? []
  return number === undefined || said === undefined ? { number: null, said: text } : { number: Number(number), said }
}

const DELETE = /^(?:要|要删|删|删掉|删除|删了|删吧|要删掉|清空|丢掉|都不要)$/
const KEEP = /^(?:不删|别删|不要删|不清空|别清空|留|留着|保留|接着填|不取消)$/

/** Whether something is to be thrown away: 1 删掉 2 留着, or neither. 「不要」 is no. */
export function deleteOrKeep(text: string): boolean | null {
  const said = bare(text).replace(/[吧了啊]+$/, '')
  return DELETE.test(said) ? true : KEEP.test(said) ? false : yesOrNo(text)
}

const BACK =
  /^(?:哦|噢|啊|哎呀?|嗯|呃|等等|等一下|等下)*[，,。\s]*(?:不对|错了|[搞弄说]错了|不是)?[，,。\s]*(?:还是|我?又)?(?:要的|要留着?|留着?|留下来?|不删|别删|不要删|还要)(?:吧|了|啊|的)*$/u

/** 「哦不对 要的」: what she just had taken out is to stay. */
export const wantsBack = (text: string): boolean => text.length < 20 && BACK.test(bare(text))

const WHICH = '(?:第?\\s*[\\d０-９一二三四五六七八九十]{1,3}\\s*[条张行场笔项]?|那[条张行场笔个]|它|照片)?'
const RESTORED = new RegExp(
  `^(?:请|帮我|把|我要|还是|能不能|可以)*(?:刚才|刚刚)?(?:删除?掉?|去掉)?的?${WHICH}的?(?:恢复|还原|找回来?|放回来?|加回来?)(?:回来|一下|吧|了|\\s)*${WHICH}$`,
  'u',
)
/** 「恢复」「把删掉的第2张恢复」: what was taken out is to be there again. */
export const wantsRestored = (text: string): boolean => text.length < 20 && RESTORED.test(bare(text))

const SLIP =
  /^(?:啊|哎呀?|不好意思|对不起|抱歉)*[，,\s]*(?:我|刚才|刚刚|上面|前面|那个|好像)*(?:(?:填|写|发|打|搞|弄|说|记)?错了?(?:一?[题条个])?|不对|(?:填|写|发|说|打)(?:重复?|多)了?)$/u

/** 「我填错了」: that something is wrong, and not what; no answer to anything. */
export const isSlip = (text: string): boolean => text.length < 20 && SLIP.test(bare(text).replace(/[啊呀了吧]+$/, ''))

const DENIES = /^(?:啊|哎呀?|不好意思|对不起|抱歉)*[，,\s]*(?:不对|错了)[，,。\s]+不是\s*[^，,。\s]{1,12}$/u

/** 「不对，不是35」: what it is not, and not what it is; what it names is no answer. */
export const isDenial = (text: string): boolean => text.length < 24 && DENIES.test(bare(text))

/** 「现在改」: to what came back, where she is at it already. */
export const changesNow = (text: string): boolean => /^(?:现在改|马上改|开始改|去改)$/u.test(bare(text))

const AGREES =
  /^(?:[嗯恩好]+[，,\s]*)?(?:前面|上面|这些|以上)?(?:的|填的|写的)?(?:都|全|全部)(?:是)?(?:对|没问题|没错|可以|好|正确)(?:的|了|啊|呀|哦)*$/u

/** 「都对」 where words are asked for: of what was said above, and no part of them. */
export const agrees = (text: string): boolean => text.length < 16 && AGREES.test(bare(text))

const SMALL_TALK =
  /^(?:你好|您好|你们好|大家好|哈喽|嗨|hi|hello|hey|在吗|在不在|有人吗|在|喂|早|早上好|上午好|中午好|下午好|晚上好|好的?|好滴|可以|行|没问题|[嗯恩]+|哦+|ok|okay|收到|知道了|明白了?|谢谢你?|多谢|感谢|辛苦了|thanks?|thank you|再见|拜拜|bye)$/

/** A greeting or thanks and nothing else: no answer to anything. */
export const isSmallTalk = (text: string): boolean =>
  text.length < 24 &&
  !/^\d/.test(text) &&
  SMALL_TALK.test(
    bare(text)
      .toLowerCase()
      .replace(/[啊呀哈哦呢吧了?]+$/, ''),
  )
