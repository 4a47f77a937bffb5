import { isCaptionOfLast, mayBeCaptions } from '../forms/captions.js'
import { captionsListed } from '../forms/captions-listed.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { takeAfar } from './afar.js'
import { readAt } from './answer.js'
import { partsOf } from './row-meant.js'
import { cue, currentField, numberOf, type Step, type Turn } from './turn.js'

/** 「最后一张说明 结束」, 「1-3手机课堂 4到6讲座」 away from the pictures: theirs where they are there, and no days of activities. */
export function captionsAfar(turn: Turn, text: string): Step | null {
  const listed = captionsListed(text)
  if (!listed && !isCaptionOfLast(text)) return null
  const here = currentField(turn)
  const albums = turn.form.fields.filter((field) => kindOf(field).hears === 'image')
  if (here && albums.includes(here)) return null
  for (const field of albums) {
    const parts = partsOf(turn, field)
    if (parts.length === 0 || !(listed ?? []).every((number) => parts.includes(number))) continue
    // Of what is nothing but captions she is asked.
    if (listed && mayBeCaptions(text)) return null
    const reading = readAt(turn, field, { type: 'text', text })
    if (reading.type === 'continued' || reading.type === 'answered') return takeAfar(turn, field, reading)
  }
  const [album] = albums
  if (!listed || !album || (here && kindOf(here).free)) return null
  const { session, asking } = turn
  const values = { said: quote(text), number: numberOf(turn.form, album), label: album.label }
  return { session, reply: `${asking.words.say('late.captions_early', values)}\n${cue(turn)}`, effects: [] }
}
