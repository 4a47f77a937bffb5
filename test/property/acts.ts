import type { Act } from './acts/act.js'
import { albums } from './acts/album.js'
import { another } from './acts/another.js'
import { answering } from './acts/answering.js'
import { commanding } from './acts/commanding.js'
import { consenting } from './acts/consenting.js'
import { filings } from './acts/filings.js'
import { numbering } from './acts/numbering.js'
import { straying } from './acts/straying.js'
import { telling } from './acts/telling.js'
import { tables } from './acts/table.js'
import { undoing } from './acts/undoing.js'

/** All that people do. What a later part of the product lets them do is one more list here, with a file of its own in `acts/`. */
export const acts: Act[] = [
  ...answering,
  ...tables,
  ...albums,
  ...commanding,
  ...numbering,
  ...filings,
  ...consenting,
  ...straying,
  ...telling,
  ...another,
  ...undoing,
]
