import { createHash, randomBytes } from 'node:crypto'
import { later, type Instant } from '../../kernel/clock.js'
import type { Contact } from '../route.js'
import type { Person, TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { giveLater, sayLater } from '../say-later.js'

/** A link works for a day: what is in the file is in the database, and she can ask again. */
const LINK_MS = 24 * 3_600_000
/** The least of what platforms take as a file in a chat (WeCom path/90253). */
const LARGEST_FILE = 20 * 1024 * 1024

/** How the token of a link is kept: whoever reads the database cannot fetch with it. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export interface MadeFile {
  blob: string
  bytes: number
  name: string
}

type Ways = Pick<TurnShell, 'staffWays'>

/** How a file gets to her: in the chat, by a link, or not at all. */
export function wayOf({ staffWays }: Ways, { standing }: Pick<Person, 'standing'>, { bytes }: MadeFile) {
  if (bytes <= LARGEST_FILE && staffWays.takesFiles(standing.address)) return 'chat'
  return staffWays.publicUrl === null ? null : 'link'
}

/** Gives a file to her whose lock is held: `before` is said first; `link` is the sentence with its link, `none` where there is no way. */
export async function giveFile(
  shell: Pick<TurnShell, 'newId' | 'reach' | 'split'> & Ways,
  ports: Pick<TurnPorts, 'downloads' | 'outbox' | 'people'>,
  person: Person & { contact: Contact },
  file: MadeFile,
  said: { before: string | null; link(url: string): string; none: string },
  now: Instant,
): Promise<void> {
  const way = wayOf(shell, person, file)
  const tell = (text: string) => sayLater(shell, ports, person, [text], now)
  if (way === null) return tell(said.none)
  if (way === 'chat') {
    if (said.before !== null) await tell(said.before)
    return giveLater(shell, ports, person, { type: 'file', blob: file.blob, name: file.name }, now)
  }
  const token = randomBytes(32).toString('base64url')
  await ports.downloads.add({
    tokenHash: hashOf(token),
    hubId: person.contact.hubId,
    contactId: person.contact.id,
    sha256: file.blob,
    name: file.name,
    expiresAt: later(now, LINK_MS),
  })
  const link = said.link(`${shell.staffWays.publicUrl}/files/${token}`)
  return tell(said.before === null ? link : `${link}\n${said.before}`)
}

/** 「益心益意 2014年.xlsx」, without what file systems do not take. */
export const fileName = (hub: string, what: string): string => fileNamed(`${hub} ${what}`, 'xlsx')

export const fileNamed = (what: string, ending: string): string =>
  `${Array.from(what.replace(/[\p{Cc}\\/:*?"<>|]/gu, '_'))
    .slice(0, 60)
    .join('')}.${ending}`
