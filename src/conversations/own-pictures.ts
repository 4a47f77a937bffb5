import { numberList } from '../forms/captions.js'
import type { Asking } from '../forms/field-kind.js'
import { kindOf } from '../forms/kinds.js'
import { type Album, decodeAlbum } from '../forms/album.js'
import { bare } from '../forms/prompt.js'
import { draftCue } from './open-draft.js'
import { MOST, type Numbered, pictureLine, picturesSent } from './pictures-sent.js'
import type { TurnPorts } from './ports.js'
import type { Known, Routing, Turn } from './route.js'

const LIST = '\\d{1,2}(?:\\s*[-~到至、,，和]\\s*第?\\d{1,2})*'
const ASKS = new RegExp(
  `^(?:我|想|要|再|先|给我|帮我|请)*(?:查看|看看|看一?下|看|show(?: me)?)\\s*(?:(?:照片|图片|相片|photos?|pictures?)\\s*第?(?<behind>${LIST})?\\s*张?|第?(?<before>${LIST})\\s*张(?:照片|图片)?)$`,
  'iu',
)

/** 「照片发我看看」, 「把照片给我看一下」. */
const SENDS =
  /^(?:我的?|刚才|刚交|那些?|这些?|的|把|能|可以|请)*(?:(?:发|给|传)我?(?:看看?)?)?(?:照片|图片|相片)(?:都|再|能不能|可以|能)*(?:(?:发|传|给|调|拿)(?:给|来|出来|回来)?我?(?:一下)?(?:看|瞧|瞅)(?:看|一看|一下|一眼|下)?|(?:发|传)(?:给|回)我)(?:吗|吧|呗|啊|行吗|可以吗)?$/u

/** 「看照片」, 「看照片 3」, 「看第2、3张」: which pictures she wishes to see, empty all of them; null when it is something else. */
export function picturesAsked(text: string): number[] | null {
  if (text.length <= 20 && SENDS.test(bare(text).replace(/[?？]+$/u, ''))) return []
  const found = text.length > 30 ? null : ASKS.exec(bare(text))?.groups
  return found ? numberList((found['behind'] ?? found['before'] ?? '').replace(/[\s第]/gu, '')) : null
}

/**
 * Her organisation's own pictures, sent back to her: what she gets to read with it. Where they cannot be sent now, or so many cannot, she hears
 * how to see them.
 */
async function ownPictures(
  routing: Pick<Routing, 'newId' | 'reach'>,
  ports: Pick<TurnPorts, 'outbox'>,
  person: Known,
  album: Numbered[],
  numbers: number[],
  foot: string,
  asking: Asking,
): Promise<{ reply: string; jobs: boolean }> {
  const { words } = asking
  const say = (line: string) => ({ reply: [line, foot].filter(Boolean).join('\n'), jobs: false })
  const unknown = numbers.find((number) => !album.some(({ position }) => position === number))
  if (album.length === 0) return say(words.say('own_pictures.none'))
  if (unknown !== undefined) return say(words.say('problem.photos.no_such', { number: unknown, count: album.length }))
  const meant = album.filter(({ position }) => numbers.length === 0 || numbers.includes(position)).slice(0, MOST)
  const { type, count, left } = await picturesSent(routing, ports, person, meant, foot, asking)
  const lines = meant.map((one) => pictureLine(one, words))
  const [first] = meant.filter(({ copy }) => copy !== null)
  switch (type) {
    case 'each':
      return { reply: words.say('own_pictures.each', { count }), jobs: true }
    case 'alone':
      return {
        reply: [words.say('own_pictures.coming', { count }), ...lines, foot].filter(Boolean).join('\n'),
        jobs: true,
      }
    case 'none':
      return say([words.say('own_pictures.not_here'), ...lines].join('\n'))
    case 'too_many':
      return say(
        [
          left > 0
            ? words.say('own_pictures.too_many', { left, number: first?.position ?? 1 })
            : words.say('own_pictures.closed'),
          ...lines,
        ].join('\n'),
      )
  }
}

/** The same of a record that she looks at. */
export async function picturesOfRecord(
  routing: Pick<Routing, 'newId' | 'reach'>,
  ports: Pick<TurnPorts, 'consents' | 'outbox'>,
  person: Known,
  recordId: string,
  numbers: number[],
  asking: Asking,
): Promise<{ reply: string; jobs: boolean }> {
  const album = await ports.consents.album(person.contact.hubId, recordId)
  const foot = asking.words.say('own_pictures.of_record')
  return ownPictures(routing, ports, person, album?.photos ?? [], numbers, foot, asking)
}

/** The same of the draft that is open; null where she asks for none, or nothing is open. */
export async function picturesOfDraft(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const numbers = picturesAsked(text)
  if (numbers === null || !draft) return null
  const { form: id, formVersion, answers, partials } = draft.session
  const form = await routing.forms.find(ports.drafts, id, formVersion)
  const album = form.fields
    .filter((field) => kindOf(field).hears === 'image')
    .map(({ key }) => partials[key]?.value ?? answers[key]?.value ?? null)
    .find((held) => held !== null)
  const foot = await draftCue(routing, ports, draft, asking)
  const photos = album === undefined ? [] : await numbered(decodeAlbum(album), ports)
  const { reply, jobs } = await ownPictures(routing, ports, person, photos, numbers, foot, asking)
  return { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, reply, jobs }
}

async function numbered({ photos }: Album, ports: Pick<TurnPorts, 'photos'>): Promise<Numbered[]> {
  const inside: Numbered[] = []
  for (const [i, { photo, caption, state }] of photos.entries()) {
    const found = state === 'kept' ? await ports.photos.find(photo) : null
    if (state !== 'out') inside.push({ position: i + 1, caption, copy: found?.kept?.copy ?? null })
  }
  return inside
}
