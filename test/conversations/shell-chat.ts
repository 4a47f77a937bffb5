import { writeXlsx } from 'hucre/xlsx'
import { docxOf, tableOf } from '../cli/a-docx.js'
import { picture } from '../../scripts/replay.js'
import { openaiCaptioner } from '../../src/extraction/llm/captioner.js'
import { openaiModel } from '../../src/extraction/llm/model.js'
import { fakeModel } from '../extraction/llm/fake-model.js'
import { systemClock } from '../../src/app.js'
import { examinePicture, smallCopy } from '../../src/storage/pictures.js'
import { blocksOf, indented, saidBy } from '../engine/chat.js'
import { formNamed } from '../engine/talk.js'
import { memberOf, shanghai, shellStage, type Voice } from './shell-stage.js'

/**
 * A transcript of several people through the real shell, database and jobs (`test/transcripts/shell/*.chat`):
 *
 *     # 标题                          what it shows
 *     > shell zh-CN                   language; after it 公众号 or 只能回话 where it is not a WeCom app
 *     > form activity.v1              form files, where not all of config/forms; also from test/transcripts/forms
 *     > 小禾 青云社                    who talks: a contact of an organisation (or of several, 青云社、麦田), 工作人员小满, 查看人员小观, 小路
 *                                     (whom nobody knows)
 *     > 未绑定 小田 麦田 MATI2345      a contact who is not here yet, with her code
 *     > 资助 青云社 读书会、食育        the grants of an organisation, where it has not just one
 *     > 转写 今天来了三十个人           what a transcriber hears in every voice message; 「转写 听不清」 nothing
 *     > 模型 {"place":"高安","status":"done"}   a language model reads what the rules are not sure of; an activity of its answer, a line each
 *     > 图说 开                       the hub lets a model propose captions: under a picture with a name it would write that name
 *     > 通知 订阅、模板                the account has templates for deadlines: of subscription notices, of template messages
 *     > 截止 2014-10-10                by when everybody is to hand in the next report
 *     > 每季 15                        each grant owes a brief a quarter, due so many days after its end; 「@ …」 lets days pass then, with all
 *                                     that falls due on them; forms behind it, 「每季 15 activity」, are owed instead of the brief
 *     @ 2014-07-02 10:00              the hub's clock; each message takes a second
 *     小禾: 我的填报                   what she says; [语音] [视频] [链接] [位置 高安] are not text
 *     简报→小禾: …                    the answer to it
 *     [小禾 发 3 张照片]               one after another, and two seconds pass
 *     [小禾 发照片 签到 合影 签到]      the same for pictures that have names: one name is one picture
 *     [小禾 发文件 小结.docx]          a document, its lines indented behind it, or 台账.xlsx; 「日期 | 内容」 is a row of a table
 *     [小禾 同意提醒]  [小禾 不要提醒]  [小禾 关掉提醒]   her answer to the pop-up of a subscription notice; switched off later
 *     [提醒 小禾 2014-10-10]           she is reminded of a deadline, by whatever way there is
 *     [小禾 离开]  [小禾 回来]         she stops following the account, and follows again
 *     [小禾 换号]                     the platform gives her another user id
 *     [名单 小禾 离开]                 the hub's list is loaded again without her
 *     [表换成 activity.v2]             from now on these are the forms that people fill
 *     [过 2 天]  [过 3 小时]  [过 10 分钟]
 *     简报⇢小满: …                    what comes to somebody by itself
 *
 * The code at the door of a salon, which is by chance, always reads 4821 here, and means the real one where somebody says it.
 *
 * Further lines of one message are indented. `playShell` gives the same text with the bot's lines as they really come.
 */
export async function playShell(transcript: string): Promise<string> {
  const blocks = blocksOf(transcript).filter((block) => !/^简报[→⇢]/.test(block))
  const headers = blocks.filter((block) => block.startsWith('> ')).map((block) => block.slice(2))
  const [language = 'zh-CN', voice = '企业微信'] = (headers[0] ?? '').split(' ').slice(1)
  const forms = headers.flatMap((line) => (line.startsWith('form ') ? line.slice(5).split(' ').map(formNamed) : []))
  const grants = headers.flatMap((line) => {
    const [, organisation, purposes] = /^资助 (\S+) (\S+)$/.exec(line) ?? []
    return organisation && purposes ? [{ organisation, purposes: purposes.split('、') }] : []
  })
  const transcribes = headers.flatMap((line) => (line.startsWith('转写 ') ? [line.slice(3)] : []))[0]
  const modelled = headers.flatMap((line) => (line.startsWith('模型 ') ? [line.slice(3)] : []))
  const notices = headers.flatMap((line) => (line.startsWith('通知 ') ? line.slice(3).split('、') : []))
  const deadline = headers.flatMap((line) => (line.startsWith('截止 ') ? [line.slice(3)] : []))[0]
  const quarterly = headers.flatMap((line) => (line.startsWith('每季 ') ? [line.slice(3).split(' ')] : []))[0]
  const members = headers
    .slice(1)
    .flatMap((line) => (/^(?:form|资助|转写|模型|图说|通知|截止|每季) /.test(line) ? [] : [memberOf(line)]))
  const out: string[] = []
  const proposes = headers.includes('图说 开')
  const service = modelled.length > 0 || proposes ? await fakeModel() : null
  /** The names of pictures, by how they are shown to the model. */
  const nameOfPicture = new Map<string, string>()
  if (service)
    service.state.usual = {
      type: 'answer',
      content: ({ picture: seen }) =>
        seen === ''
          ? `{"activities":[${modelled.join(',')}]}`
          : JSON.stringify({ caption: nameOfPicture.get(seen) ?? null }),
    }
  const settings = { baseUrl: service?.url ?? '', apiKey: 'k', model: 'm', timeout: 5_000, callsPerDay: 100 }
  let door = ''
  /** What the bot says with the code of the door as it is written here. */
  const shown = (text: string) => {
    door = /^(\d{4})$/m.exec(text)?.[1] ?? /签到码是 (\d{4})/.exec(text)?.[1] ?? door
    return indented(door === '' ? text : text.replaceAll(door, DOOR))
  }
  const stage = await shellStage({
    members,
    language,
    voice: voice as Voice,
    from: shanghai((blocks.find((block) => block.startsWith('@ ')) ?? '@ 2014-07-02 10:00').slice(2)),
    ...(forms.length > 0 && { forms }),
    grants,
    ...(transcribes !== undefined && { transcribes }),
    model: modelled.length > 0 ? openaiModel(settings, { clock: systemClock, noticed: () => {} }) : null,
    captioner: proposes ? openaiCaptioner(settings, { clock: systemClock, noticed: () => {} }) : null,
    notices: notices.map((kind) => (kind === '订阅' ? 'subscription' : 'template')),
    ...(deadline !== undefined && { deadline }),
    ...(quarterly && { quarterly: Number(quarterly[0]), ...(quarterly[1] && { owes: quarterly.slice(1) }) }),
    heard: (name, text) => out.push(`简报⇢${name}: ${shown(text)}`),
  })
  /** Whoever this is, by her name or with her title before it. */
  const nameOf = (who: string) => members.find(({ name }) => who === name || who.endsWith(`人员${name}`))?.name

  async function plays(block: string): Promise<void> {
    if (block === '' || /^[#>]/.test(block)) return
    if (block.startsWith('@ ')) {
      await stage.at(shanghai(block.slice(2)))
      return stage.works()
    }
    const [, count, unit] = /^\[过 ?(\d+) ?(天|小时|分钟|秒)\]$/.exec(block) ?? []
    if (count && unit) {
      stage.passes(Number(count) * MILLIS[unit as keyof typeof MILLIS])
      return stage.works()
    }
    const changed = /^\[表换成 (.+)\]$/.exec(block)?.[1]
    if (changed !== undefined) return stage.fills(changed.split(' ').map(formNamed))
    const gone = /^\[名单 (\S+) 离开\]$/.exec(block)?.[1]
    if (gone) {
      await stage.load(gone)
      return stage.works()
    }
    const [, reminded, until] = /^\[提醒 (\S+) (\S+)\]$/.exec(block) ?? []
    if (reminded && until) {
      await stage.reminds(reminded, until)
      return stage.works()
    }
    const [, acting, act] = /^\[(\S+) ([^\]]+)\]/.exec(block) ?? []
    const [, speaking, text] = /^([^\s:[]+): (.*)$/s.exec(block) ?? []
    const name = nameOf(acting ?? speaking ?? '')
    if (!name) throw new Error(`not understood: ${block}`)
    const hears = async (said: Parameters<typeof stage.say>[1]) => {
      const reply = await stage.say(name, said)
      if (reply !== null) out.push(`简报→${name}: ${shown(reply)}`)
    }
    const many = Number(/^发 (\d+) 张照片$/.exec(act ?? '')?.[1] ?? 0)
    const named = /^发照片 (.+)$/.exec(act ?? '')?.[1]?.split(' ')
    const photos = named ?? Array.from({ length: many }, () => `media-${stage.newId()}`)
    if (text !== undefined) await hears(saidBy(door === '' ? text : text.replaceAll(DOOR, door)))
    else if (act === '离开' || act === '回来') await hears({ type: 'event', event: act === '离开' ? 'left' : 'joined' })
    else if (act === '换号') await stage.renames(name)
    else if (act && Object.hasOwn(NOTICES, act))
      await hears({ type: 'event', event: 'notices', detail: { 'TPL-deadline': NOTICES[act]! } })
    else if (act?.startsWith('发文件 ')) {
      const id = stage.newId()
      stage.files.set(id, await documentOf(act.slice(4), block.split('\n').slice(1)))
      await hears({ type: 'file', ref: { id } })
    } else if (photos.length > 0) {
      for (const one of proposes ? photos : []) {
        const examined = await examinePicture(await picture(one))
        const seen = examined.ok ? Buffer.from(await smallCopy(examined.value.copy)).toString('base64') : ''
        nameOfPicture.set(seen, one)
      }
      for (const id of photos) await hears({ type: 'media', kind: 'image', ref: { id } })
      await stage.works()
      stage.passes(2_000)
    } else throw new Error(`not understood: ${block}`)
    await stage.works()
  }

  try {
    for (const block of blocks) {
      out.push(indented(block))
      await plays(block)
    }
  } finally {
    await stage.close()
    await service?.close()
  }
  return `${out.join('\n')}\n`
}

/** A document with these lines; those with | are rows of a table. */
async function documentOf(name: string, lines: string[]): Promise<Uint8Array> {
  const cells = (line: string) => line.split('|').map((cell) => cell.trim())
  if (name.endsWith('.xlsx')) return writeXlsx({ sheets: [{ name: '活动', rows: lines.map(cells) }] })
  const parts: string[] = []
  let rows: string[][] = []
  for (const line of [...lines, '']) {
    if (line.includes('|')) rows.push(cells(line))
    else {
      if (rows.length > 0) parts.push(tableOf(rows))
      if (line !== '') parts.push(line)
      rows = []
    }
  }
  return docxOf(parts)
}

const DOOR = '4821'

const MILLIS = { 天: 86_400_000, 小时: 3_600_000, 分钟: 60_000, 秒: 1_000 }
const NOTICES: Record<string, string> = { 同意提醒: 'accept', 不要提醒: 'reject', 关掉提醒: 'off' }
