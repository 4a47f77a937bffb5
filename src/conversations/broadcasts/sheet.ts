import type { Broadcast } from '../../broadcasts/broadcast.js'
import type { By } from '../../broadcasts/broadcast.js'
import { quote } from '../../forms/prompt.js'
import type { Instant } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import { localTime } from '../../records/local-time.js'
import { titleOf } from '../salons/words.js'
import type { TurnPorts } from '../ports.js'
import type { Count, Reply } from './ports.js'
import { whyShown, waysShown, whysShown } from './words.js'

const TITLE = 20
/** So many answers, and so many names of those who got nothing. */
const REPLIES = 8
const NAMES = 30
/** So much of what one said fits here; the workbook has all. */
const SAID = 3
/** The platform takes no more of the account for this minute, or for this day. */
const LIMIT = 'errcode.45009'

type Ports = Pick<TurnPorts, 'broadcasts' | 'salons'>

/** What a broadcast is called in lists: its first words, the salon, or that it is a picture. */
export async function titleIn(
  { salons }: Pick<Ports, 'salons'>,
  { content }: Broadcast,
  words: Words,
): Promise<string> {
  const salon = content.salonId === null ? null : await salons.find(content.salonId)
  if (salon) return titleOf(salon, words)
  return content.text === null
    ? words.say('broadcast.a_picture')
    : words.say('broadcast.title', { text: quote(content.text, TITLE) })
}

/** 「12-05 14:00」 */
export const shortTime = (at: Instant, zone: string): string => localTime(at, zone).slice(5, 16).replace('T', ' ')

const sumOf = (counts: Count[]): number => counts.reduce((sum, { count }) => sum + count, 0)

/** Who got it and by what way, who did not and why, who answered. */
export async function sheetText(ports: Ports, broadcast: Broadcast, zone: string, words: Words): Promise<string> {
  const { id, state, sendAt } = broadcast
  const counts = await ports.broadcasts.counts(id)
  const of = (...states: Count['state'][]) => counts.filter((one) => states.includes(one.state))
  const replied = await ports.broadcasts.replied(id)
  const replies = await ports.broadcasts.lines(id, { replied: true }, REPLIES)
  const groups = await ports.broadcasts.groups(id)
  const head = words.say('broadcast.sheet', {
    title: await titleIn(ports, broadcast, words),
    when: sendAt === null ? '' : shortTime(sendAt, zone),
    state: words.say(`broadcast.is_${state}`),
  })
  const line = (key: 'refused' | 'unreachable' | 'unknown' | 'stopped' | 'waiting', ...states: Count['state'][]) => {
    const all = of(...states)
    const whys = whysShown(all, words)
    return all.length > 0 ? [words.say(`broadcast.sheet_${key}`, { count: sumOf(all), whys })] : []
  }
  const out = sumOf(of('opted_out'))
  const limited = sumOf(of('waiting').filter(({ why }) => why === LIMIT))
  const waits = sumOf(of('unreachable').filter(({ why }) => why !== 'unbound' && why !== 'gone'))
  const answers = replies.map(({ name, organisation, replies: said }) =>
    words.say('broadcast.reply', {
      name: quote(name, TITLE),
      organisation: quote(organisation, TITLE),
      text: repliesShown(said.slice(-SAID), words, 40) + (said.length > SAID ? words.say('broadcast.said_before') : ''),
    }),
  )
  return [
    head,
    words.say('broadcast.sheet_sent', { ...sentIn(of('sent'), words) }),
    ...line('refused', 'refused'),
    ...line('unreachable', 'unreachable'),
    ...(waits > 0 ? [words.say('broadcast.sheet_later', { count: waits })] : []),
    ...line('unknown', 'unknown'),
    ...line('stopped', 'stopped'),
    ...line('waiting', 'waiting', 'leaving'),
    ...(limited > 0 ? [words.say('broadcast.sheet_limit', { count: limited })] : []),
    ...(out > 0 ? [words.say('broadcast.out', { count: out })] : []),
    ...groups.map(({ robot, state: how, code }) => words.say(`broadcast.group_${how}`, { robot, code: code ?? '' })),
    words.say(replied > 0 ? 'broadcast.sheet_replied' : 'broadcast.sheet_silent', { count: replied }),
    ...answers,
    words.say('broadcast.sheet_more'),
  ].join('\n')
}

/** All that somebody said to it, in order; told apart where it was in the middle of a report. */
export const repliesShown = (replies: Reply[], words: Words, most: number): string =>
  replies
    .map(({ text, inDraft }) => {
      const said = text === null ? words.say('broadcast.no_words') : quote(text, most)
      return inDraft ? words.say('broadcast.said_in_draft', { said }) : said
    })
    .join(words.say('broadcast.said_then'))

function sentIn(sent: Count[], words: Words): { count: number; ways: string } {
  const ways = sent.map(({ channel, by, count }) => ({
    channel: channel ?? '',
    by: by ?? ('message' satisfies By),
    count,
  }))
  const shown = waysShown(ways, words)
  return { count: sumOf(sent), ways: shown === '' ? '' : words.say('broadcast.ways', { ways: shown }) }
}

/** How many got it, did not, or did not any more. */
export async function doneCounts(
  { broadcasts }: Pick<Ports, 'broadcasts'>,
  { id }: Broadcast,
): Promise<{ out: number; not: number; stopped: number }> {
  const counts = await broadcasts.counts(id)
  const sum = (...states: Count['state'][]) => sumOf(counts.filter(({ state }) => states.includes(state)))
  return { out: sum('sent', 'leaving', 'unknown'), not: sum('refused', 'unreachable'), stopped: sum('stopped') }
}

/** By name who did not get it, and why. */
export async function namesText(ports: Ports, broadcast: Broadcast, words: Words): Promise<string> {
  const title = await titleIn(ports, broadcast, words)
  const lines = await ports.broadcasts.lines(
    broadcast.id,
    { states: ['refused', 'unreachable', 'unknown', 'stopped', 'opted_out'] },
    NAMES + 1,
  )
  if (lines.length === 0) return words.say('broadcast.names_none', { title })
  const shown = lines.slice(0, NAMES).map(({ name, organisation, state, why }) =>
    words.say('broadcast.name', {
      name: quote(name, TITLE),
      organisation: quote(organisation, TITLE),
      why: state === 'refused' || state === 'unreachable' ? whyShown(why, words) : words.say(`broadcast.was_${state}`),
    }),
  )
  const more = lines.length > NAMES ? [words.say('broadcast.names_more')] : []
  return [words.say('broadcast.names', { title }), ...shown, ...more].join('\n')
}
