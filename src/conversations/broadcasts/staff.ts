import { broadcastCommandIn } from '../../broadcasts/staff-words.js'
import { EMPTY } from '../../broadcasts/broadcast.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { later } from '../../kernel/clock.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { isOfHub } from '../staff/help.js'
import { sheetLater } from './export-job.js'
import { decidesFirst } from './first.js'
import { groupText, toGroup } from './group.js'
import { planOf } from './preview.js'
import { doneCounts, namesText, sheetText, shortTime, titleIn } from './sheet.js'
import { audienceAfterAll, besideWriting, commandAnswer } from './other-words.js'
import { stop, stopAnswer } from './stop.js'
import { urge } from './urge.js'
import { say, startSalon, startWriting, writingAnswer, type Writing } from './write.js'

/** After so long she no longer knows what a number stood for. */
const ASKED_MS = 3 * 3_600_000
const LISTED = 6

/**
 * What one of the hub's own people gets for a word about broadcasts, or as an answer while she writes one; null when hers is none. Viewers only
 * look.
 */
export async function broadcastByStaff(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  if (!isOfHub(contact)) return null
  const writing: Writing = { routing, ports, person, asking }
  const command = said.type === 'text' ? broadcastCommandIn(said.text) : null
  const { asked } = contact
  const free = asked === null || asked.type === 'list' || asked.type === 'visit' || asked.type === 'owed_done'
  const begins = command !== null && ['write', 'salon', 'urge'].includes(command.type) && contact.role === 'staff'
  const first = begins ? await decidesFirst(writing) : null
  if (first) return first
  if (command?.type === 'urge') {
    const urged = await urge(writing, command)
    if (urged) return urged
  } else if (command) {
    const looks = command.type === 'sheet' || command.type === 'names' || command.type === 'log'
    const alone = command.type === 'stop' && said.type === 'text' && !said.text.includes('群发')
    if (contact.role !== 'staff' && !looks)
      return alone ? null : say(writing, asking.words.say('broadcast.not_yours', { hub: hubIn(asking) }))
    switch (command.type) {
      case 'write':
        return startWriting(writing, command.text === '' ? {} : { ...EMPTY, text: command.text })
      case 'salon':
        return startSalon(writing)
      case 'stop': {
        const givesUp = said.type === 'text' && said.text.trim().startsWith('不发')
        // Of one that she is writing it means that one.
        if (givesUp && asked?.type === 'broadcast') break
        const stopped = await stop(writing, { alone, someDay: givesUp, free })
        if (stopped) return stopped
        break
      }
      case 'group_text':
        return groupText(writing)
      case 'to_group':
        return toGroup(writing)
      default:
        return looked(writing, command.type, 'nth' in command ? command.nth : 1)
    }
  }
  if (free && said.type === 'text' && contact.role === 'staff') return audienceAfterAll(writing, said.text)
  if (asked?.type !== 'broadcast' || asked.at <= later(asking.now, -ASKED_MS) || contact.role !== 'staff') return null
  if (asked.want === 'stop') return said.type === 'text' ? stopAnswer(writing, asked.broadcastIds, said.text) : null
  const want = asked.want === 'command' ? 'content' : asked.want
  if (said.type !== 'text') return writingAnswer(writing, want, said)
  return asked.want === 'command'
    ? commandAnswer(writing, asked.said, said.text)
    : besideWriting(writing, want, said.text)
}

async function looked(writing: Writing, what: 'sheet' | 'names' | 'log' | 'export', nth: number): Promise<Turn> {
  const { routing, ports, person, asking } = writing
  const { words } = asking
  const { hubId, zone } = person.contact
  const draft = await ports.broadcasts.draftOf(person.contact.id)
  if (what === 'names' && draft?.audience && person.contact.asked?.type === 'broadcast') {
    const { names } = await planOf(routing, ports, draft, asking)
    if (names.length > 0) return say(writing, words.say('broadcast.names_before', { names: names.join('\n') }))
  }
  const all = await ports.broadcasts.inHub(hubId, ['scheduled', 'sending', 'sent', 'stopped'], LISTED)
  // What only waits for its time has no result yet.
  const begun = all.filter(({ state }) => state !== 'scheduled')
  const last = begun[nth - 1] ?? begun[0] ?? all[0]
  if (!last) return say(writing, words.say('broadcast.none_yet'))
  switch (what) {
    case 'sheet':
      return say(
        writing,
        [
          await sheetText(ports, last, zone, words),
          ...(begun.length > 1 && last === begun[0] ? [words.say('broadcast.sheet_before')] : []),
        ].join('\n'),
      )
    case 'names':
      return say(writing, await namesText(ports, last, words))
    case 'export': {
      const { takesFiles, publicUrl } = routing.staffWays
      if (!takesFiles(person.standing.address) && publicUrl === null)
        return say(writing, words.say('staff.no_link', { hub: hubIn(asking) }))
      await sheetLater(ports, person, last, asking)
      return say(writing, words.say('broadcast.exporting', { title: await titleIn(ports, last, words) }), true)
    }
    case 'log': {
      const lines: string[] = []
      for (const broadcast of all) {
        const { out } = await doneCounts(ports, broadcast)
        const values = {
          when: shortTime(broadcast.sendAt ?? broadcast.createdAt, zone),
          title: await titleIn(ports, broadcast, words),
          state: words.say(`broadcast.is_${broadcast.state}`),
          count: out,
        }
        lines.push(words.say('broadcast.log_line', values))
      }
      return say(writing, [words.say('broadcast.log'), ...lines, words.say('broadcast.log_foot')].join('\n'))
    }
  }
}
