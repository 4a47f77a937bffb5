import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import { bare, quote } from '../../forms/prompt.js'
import { plain } from '../../people/names.js'
import type { Asked } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import { type Life, lifeOf, listedName } from '../record/shown.js'
import type { Known } from '../route.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import { stillWaiting } from '../waiting.js'
import type { Aside } from './answer.js'
import { filedLately } from './fitting.js'

const ADDS =
  /^(?:我们?|还?(?:要|想)|给|在|往|把)*(?<of>.{0,14}?)(?:那?一?[次场份]|活动|的|里|还要|还想|想|要|再)*补(?:发|传|交|上|几|一|两|点|些|\d)*(?:张(?:照片|图片?)?|照片|图片)(?:吧|啊|哈|可以吗|行吗)?$/u
const JUST = /^(?:刚才|刚刚|刚交|上一?[次份]|这[次份]|那)?的?$/u

/**
 * 「冬衣义卖集市补一张」, 「补两张照片」: pictures for what she filed and names, or filed last; the ones that come next, or wait, are asked about with
 * that record. Null where it says something else, or names none or several.
 */
export async function addsPictures(
  routing: ReviewNeeds,
  ports: TurnPorts,
  { contact, waiting }: Known,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const of = ADDS.exec(bare(text))?.groups?.['of']
  if (of === undefined) return null
  const ids = JUST.test(of)
    ? asked?.type === 'filed'
      ? [asked.recordId]
      : (await filedLately(ports, contact, asking)).slice(0, 1).map(({ id }) => id)
    : (await ports.records.ofContact(contact.hubId, contact.id)).map(({ id }) => id)
  const named: Life[] = []
  for (const id of ids) {
    const life = await lifeOf(routing, ports, contact.hubId, id, asking.words)
    const takes =
      life?.form.fields.some((field) => kindOf(field).hears === 'image') && life.record.state !== 'withdrawn'
    if (life && takes && (JUST.test(of) || plain(life.listed.firstTitle ?? '').includes(plain(of)))) named.push(life)
  }
  const [only, ...others] = named
  if (!only || others.length > 0) return null
  const name = listedName(only.form, only.listed, asking.words)
  const count = stillWaiting(waiting, asking.now).length
  const key = count > 0 ? 'filings.late_photos' : 'filings.add_photos'
  return {
    reply: asking.words.say(key, { name: quote(name, 60) }),
    asked: { type: 'late_photos', recordId: only.record.id, at: asking.now },
  }
}
