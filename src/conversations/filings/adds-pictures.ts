import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import { bare, quote } from '../../forms/prompt.js'
import { plain } from '../../people/names.js'
import type { Asked } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import { lifeOf, listedName } from '../record/shown.js'
import type { Known } from '../route.js'
import type { ReviewNeeds } from '../staff/deciding.js'
import { stillWaiting } from '../waiting.js'
import type { Aside } from './answer.js'
import { filedLately } from './fitting.js'

/** Longer says more than whose the pictures are. */
const SHORT = 30
const SOME = '(?:[一几两些点\\d三四五六七八九]|上)*张?(?:照片|图片|相片)?'
/** 「净滩补一张」, 「补几张照片给刚才的净滩」. */
const ADDS = [
  /^(?:我们?|还?(?:要|想)|给|在|往|把)*(?<of>.{0,14}?)(?:那?一?[次场份]|活动|的|里|还要|还想|想|要|再)*补(?:发|传|交|上|几|一|两|点|些|\d)*(?:张(?:照片|图片?)?|照片|图片)(?:吧|啊|哈|可以吗|行吗)?$/u,
  new RegExp(
    `^(?:我们?|还|要|想|再|能不能)*(?:补|加|发|传)${SOME}(?:给|[到进在]|放到)(?<of>.{2,16}?)(?:里面?|上)?(?:吧|啊|哈|可以吗|行吗)?$`,
    'u',
  ),
]
/** 「刚才漏了一张」. */
const FORGOT =
  /^(?:哦|啊|对了|不好意思|[，,])*(?:刚才|刚刚|上面|前面|上次|还)*(?:漏|忘|少)(?:了|发|传|记)*[一几两\d]*(?:张(?:照片|图片)?|照片|图片)(?:没[发传]|了)?$/u
/** 「净滩的照片」, 「这两张是净滩那次的」, 「加到上面那个里」: of pictures that wait. */
const OF_WAITING = new RegExp(
  `^(?:把?(?:这|那|刚发|刚才发|刚刚发)?的?${SOME}(?:都)?(?:是|属于|给|[放加补传][到进在]?))?(?<of>.{1,14}?)(?:[里中]面?|上)?的?(?:照片|图片|相片)?[吧啊哈的]*$`,
  'u',
)
const JUST =
  /^(?:刚才|刚刚|刚交|刚|上面|前面|上一?[次份]|这[次份]|那)?(?:交|填)?的?(?:[那这上]一?[个份次场])?(?:活动|记录)?的?$/u
/** 「活动」 alone chooses a form. */
const A_FORM = /^(?:活动|记录|简报|走访)+的?$/u
const THAT = /(?:那[次个场份]|活动)$/u
const LAST = /^(?:刚才|刚刚|刚交|上一?[次份])的/u

/** Whose pictures those are that she speaks of, in her words, '' of what she filed last; null where she speaks of none. `wait`: some wait. */
function picturesOf(text: string, wait: boolean): string | null {
  const said = bare(text)
  if (said.length > SHORT) return null
  if (FORGOT.test(said)) return ''
  const adds = ADDS.map((pattern) => pattern.exec(said)?.groups?.['of']).find((of) => of !== undefined)
  const of = adds ?? (wait ? OF_WAITING.exec(said)?.groups?.['of'] : undefined)
  if (of === undefined || A_FORM.test(of)) return null
  return JUST.test(of) ? '' : of.replace(LAST, '').replace(THAT, '')
}

/** The record of hers whose pictures she speaks of: by its title or its form, else the last; null where there is none, or several. */
export async function recordOfPictures(
  routing: Pick<ReviewNeeds, 'forms'>,
  ports: TurnPorts,
  { contact, waiting }: Known,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<{ recordId: string; name: string } | null> {
  const of = picturesOf(text, stillWaiting(waiting, asking.now).length > 0)
  if (of === null) return null
  const last = asked?.type === 'filed' || asked?.type === 'late_photos' ? [{ id: asked.recordId }] : null
  const ids =
    of === ''
      ? (last ?? (await filedLately(ports, contact, asking)).slice(0, 1))
      : await ports.records.ofContact(contact.hubId, contact.id)
  const named: { recordId: string; name: string }[] = []
  for (const { id } of ids) {
    const life = await lifeOf(routing, ports, contact.hubId, id, asking.words)
    const takes =
      life?.form.fields.some((field) => kindOf(field).hears === 'image') && life.record.state !== 'withdrawn'
    if (!life || !takes || !(of === '' || isCalled(life.listed.firstTitle ?? '', of))) continue
    named.push({ recordId: id, name: quote(listedName(life.form, life.listed, asking.words), 60) })
  }
  const [only, ...others] = named
  return only && others.length === 0 ? only : null
}

const isCalled = (title: string, of: string): boolean =>
  plain(of).length > 1 && plain(title).includes(plain(of)) && !/^(?:活动|记录)$/u.test(of)

/**
 * 「冬衣义卖集市补一张」, 「补两张照片」, and of pictures that wait 「净滩的照片」: pictures for what she filed and names, or filed last; the ones that come
 * next, or wait, are asked about with that record. Null where it says something else, or names none or several.
 */
export async function addsPictures(
  routing: ReviewNeeds,
  ports: TurnPorts,
  person: Known,
  asked: Asked | null,
  text: string,
  asking: Asking,
): Promise<Aside | null> {
  const only = await recordOfPictures(routing, ports, person, asked, text, asking)
  if (!only) return null
  const { recordId, name } = only
  const count = stillWaiting(person.waiting, asking.now).length
  const key = count > 0 ? 'filings.late_photos' : 'filings.add_photos'
  return { reply: asking.words.say(key, { name }), asked: { type: 'late_photos', recordId, at: asking.now } }
}
