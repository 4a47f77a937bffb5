import { offersFor } from '../../src/forms/again.js'
import type { Json } from '../../src/kernel/json.js'
import type { Said } from '../../src/kernel/message.js'
import { foundIn } from './picture-lines.js'
import { formNamed, talk, wordsIn, type Talk } from './talk.js'

type FormAnswers = [string, Json | null][]

/**
 * A transcript is a text that a programme officer can read:
 *
 *     # 标题                           what it shows
 *     > work-brief.v1 zh-CN            form file and language, once; 「只能回话」 after them: the bot cannot speak first;
 *                                      「资助期 2014-01-01 2014-12-31」: of the grant
 *     @ 2014-07-02 10:00               the hub's clock; 「再填一份」 after it: the same form once more, by the same organisation
 *     我: 3月22日 高安志愿者培训 25人    what a person says; [照片] [语音] [视频] [链接] [位置 高安] are not text; [照片 10:03 发的] came late
 *     [退回 第4题 请写清楚；第6题 补两张]  [自己改]  [更正]   what was filed last is opened again
 *     [过一会儿]  [照片 2 没取到] [照片 2 打不开] [照片 2 取到了]   what time and jobs bring; also [照片 5 取到了，和照片 2 一样], 很像照片 2, 2014-03-22 交过
 *     简报: …                          what the bot answers; [已存档] when the record is written
 *
 * Further lines of one message are indented. `play` gives the same text with the bot's lines as they really come.
 */
export function play(transcript: string): string {
  let chat: Talk | null = null
  let form: string[] = []
  const photos: string[] = []
  let day = ''
  const out: string[] = []
  const answer = (reply: string | null | undefined, filed: boolean) => {
    if (reply !== null && reply !== undefined) out.push(`简报: ${indented(reply)}`)
    if (filed) out.push('[已存档]')
  }
  for (const said of saidIn(transcript)) {
    out.push(indented(said))
    const { line, kind } = lineOf(said)
    if (kind === 'form') {
      form = line.split(' ')
      continue
    }
    if (kind === 'note') continue
    if (kind === 'time') {
      const [, , again] = line.split(' ')
      const at = instantOf(line.slice(0, 16))
      day = line.slice(0, 10)
      if (chat && !again) chat.at(at)
      else {
        const filed: FormAnswers = Object.entries(chat?.session.answers ?? {}).map(([key, { value }]) => [key, value])
        const [of = '', language = '', ...more] = form
        const [from, to] = more.slice(more.indexOf('资助期') + 1)
        const grant = more.includes('资助期') && from && to ? { programmeFrom: from, programmeTo: to } : null
        const last = chat ? Object.fromEntries(filed) : null
        const offers = offersFor(formNamed(of), { last, grant, today: day })
        chat = talk(formNamed(of), wordsIn(language), at, !more.includes('只能回话'), { offers })
        answer(chat.open(), false)
      }
      continue
    }
    if (!chat) throw new Error('a transcript begins with its form and a time')
    const before = chat.effects.length
    let reply: string | null
    if (kind === 'me') {
      const [, late] = /^\[照片 (\d\d:\d\d) 发的\]$/.exec(line) ?? []
      const what = saidBy(late ? '[照片]' : line)
      reply = chat.hear(what, late && instantOf(`${day} ${late}`))
      if (what.type === 'media' && what.kind === 'image') photos.push(chat.lastMessage)
    } else if (/^\[(?:退回|自己改|更正)/.test(line)) {
      const notes = [...line.matchAll(/第(\d+)题 ([^；\]]+)/g)].map(([, number, note = '']) => [
        formNamed(form[0] ?? '').fields[Number(number) - 1]?.key ?? '',
        note,
      ])
      const type = line.startsWith('[退回') ? 'returned' : line === '[更正]' ? 'correction' : 'edit'
      reply = chat.revise(type, Object.fromEntries(notes) as Record<string, string>)
    } else if (line === '[过一会儿]') {
      reply = null
      for (const field of chat.pictureFields) answer(chat.find(field, { type: 'woken', why: 'album' }), false)
    } else {
      const found = foundIn(line, photos)
      if (!found) throw new Error(`not understood: ${line}`)
      reply = chat.find(chat.fieldOf(found.photo), found)
    }
    answer(
      reply,
      chat.effects.slice(before).some(({ type }) => type === 'file_record'),
    )
  }
  return `${out.join('\n')}\n`
}

/** A moment on the hub's clock, `2014-07-02 10:00`. */
const instantOf = (local: string): string => new Date(`${local.replace(' ', 'T')}:00+08:00`).toISOString()

/** The lines of a transcript without the bot's, each with its further lines. */
const saidIn = (transcript: string): string[] =>
  blocksOf(transcript).filter((block) => !block.startsWith('简报:') && block !== '[已存档]')

/** The lines of a transcript, each with its further lines. */
export function blocksOf(transcript: string): string[] {
  const blocks: string[] = []
  for (const line of transcript.trimEnd().split('\n')) {
    if (line.startsWith('    ')) blocks.push(`${blocks.pop()}\n${line.slice(4)}`)
    else blocks.push(line)
  }
  return blocks
}

export const indented = (text: string): string => text.replaceAll('\n', '\n    ')

function lineOf(said: string): { line: string; kind: 'note' | 'form' | 'time' | 'me' | 'job' } {
  if (said.startsWith('> ')) return { line: said.slice(2), kind: 'form' }
  if (said.startsWith('@ ')) return { line: said.slice(2), kind: 'time' }
  if (said.startsWith('我: ')) return { line: said.slice(3), kind: 'me' }
  if (said.startsWith('[')) return { line: said, kind: 'job' }
  if (said === '' || said.startsWith('#')) return { line: said, kind: 'note' }
  throw new Error(`not understood: ${said}`)
}

/** What such a line says: a text, or what stands in brackets. */
export function saidBy(line: string): Said {
  const ref = { id: 'media' }
  switch (line) {
    case '[照片]':
      return { type: 'media', kind: 'image', ref }
    case '[语音]':
      return { type: 'media', kind: 'voice', ref }
    case '[视频]':
      return { type: 'media', kind: 'video', ref }
    case '[链接]':
      return { type: 'link', title: '活动报道', url: 'https://example.org/' }
  }
  const heard = /^\[语音 听到 (.+)\]$/.exec(line)?.[1]
  if (heard !== undefined) return { type: 'media', kind: 'voice', ref, transcript: heard }
  const label = /^\[位置 ?(.*)\]$/.exec(line)?.[1]
  if (label !== undefined) return { type: 'location', latitude: 28.4, longitude: 115.4, label }
  return {
    type: 'text',
    text: line.replace(/\[(.+?)×(\d+)\]/g, (_, part: string, times: string) => part.repeat(Number(times))),
  }
}
