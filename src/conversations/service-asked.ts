import { asksStory } from '../engine/told.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn } from '../forms/form.js'
import { bare } from '../forms/prompt.js'
import { menuLines } from './menu.js'
import type { TurnPorts } from './ports.js'
import type { Known, Routing } from './route.js'
import { listens } from './voice/listens.js'

/** Longer is more than a question. */
const SHORT = 20

const LENGTH =
  /^(?:请问|那|大概|一共|总共|一般|简报|报告|每题|故事|总结|内容|最少|至少|最多|要|得|需要|应该|是)*(?:写|填|有)?(?:多少|几个?|几百)个?字(?:左右|以上|才行|才够|够|合适)?$|^(?:有?没?有)?字数(?:要求|限制)*(?:有|是)*(?:没有|多少)?$|^(?:要|得|需要)*写多长$|^how (?:long|many words) (?:must|should) it be$/iu
const ASKS =
  /[?？吗么不]$|^(?:请问|那|我们?)*(?:能不能|可不可以|可否|能否|行不行)|(?:行不行|可不可以|可以不|行吗|成吗|好吗)|^(?:can|may) i/iu
const HAND_IN = /发|传|交|用|写|说|填|send|use/iu
/** What may be handed in, each by how it is called. */
const THINGS: ['file' | 'voice' | 'photo', RegExp][] = [
  ['file', /word|docx?|excel|xlsx?|pdf|ppt|wps|文件|文档|附件|表格|电子版|\bfiles?\b/iu],
  ['voice', /语音|录音|说话|口述|用说的|voice/iu],
  ['photo', /照片|图片|相片|截图|photos?|pictures?/iu],
]
/** Who may see a picture, or that it goes, is asked elsewhere. */
const OF_PICTURES = /公开|撤|删|不要|发布|给[谁别他]/u

/** 「多少字」, 「可以发word吗」, 「能用语音吗」, with nothing open: how it is here, and what to do. Null for anything else. */
export async function serviceAsked(
  routing: Pick<Routing, 'forms' | 'transcribes'>,
  ports: Pick<TurnPorts, 'privacy'>,
  { contact }: Known,
  text: string,
  asking: Asking,
): Promise<string | null> {
  if (text.length > SHORT || /\d/u.test(text)) return null
  const { words } = asking
  const said = bare(text).toLowerCase()
  if (LENGTH.test(said.replace(/[?？吗呢啊呀]+$/u, ''))) return lengths(routing, asking)
  const thing = handedIn(text)
  if (thing === 'photo') return words.say('service.photo', { forms: menuLines(routing.forms.current, words) })
  return thing && mayBeSent(routing, ports, contact, thing, asking)
}

/** What she asks whether it may be handed in. */
function handedIn(text: string): 'file' | 'voice' | 'photo' | null {
  const said = bare(text).toLowerCase()
  if (!(ASKS.test(said) || /[?？]\s*$/u.test(text)) || !HAND_IN.test(said) || OF_PICTURES.test(said)) return null
  return THINGS.find(([, pattern]) => pattern.test(said))?.[0] ?? null
}

/** The same of files and her voice while a draft is open, where pictures are asked for by themselves. */
export async function sentInDraft(
  routing: Pick<Routing, 'transcribes'>,
  ports: Pick<TurnPorts, 'privacy'>,
  { contact }: Known,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const thing = text.length > SHORT || /\d/u.test(text) ? null : handedIn(text)
  return thing === 'file' || thing === 'voice' ? mayBeSent(routing, ports, contact, thing, asking) : null
}

async function mayBeSent(
  routing: Pick<Routing, 'transcribes'>,
  ports: Pick<TurnPorts, 'privacy'>,
  contact: Known['contact'],
  thing: 'file' | 'voice',
  asking: Asking,
): Promise<string> {
  const { words } = asking
  switch (thing) {
    case 'file':
      return words.say(asking.speaksLater ? 'service.file_read' : 'told.file_not_here')
    case 'voice':
      return words.say((await listens(routing, ports, contact.hubId)) ? 'service.voice_heard' : 'service.voice_kept')
  }
}

/** How much the questions want that want more than a line. */
function lengths({ forms }: Pick<Routing, 'forms'>, { words }: Asking): string | null {
  const asked = forms.current.map((form) => formIn(form, words.language))
  const lines = asked.flatMap(({ title, fields }) => {
    const long = fields.filter(asksStory).map(({ label, options }) => {
      const { least = 0 } = options as { least?: number }
      return words.say('service.least', { label, least })
    })
    return long.length > 0 ? [words.say('service.lengths', { title, long: long.join(words.say('field.comma')) })] : []
  })
  const rest = words.say('service.lengths_rest', { forms: menuLines(forms.current, words) })
  return [...lines, rest].join('\n')
}
