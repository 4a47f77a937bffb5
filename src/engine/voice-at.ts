import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import type { Words } from '../kernel/words.js'

/** What is to be typed in place of a voice message that nobody writes down: two lines of a story or of rows, one of anything else. */
export function voiceAt(field: Field, words: Words): string {
  if (field.feeds === 'activities') return words.say('stray.voice_activities')
  const needed =
    kindOf(field)
      .columns?.(field)
      .filter((column) => column.field.required) ?? []
  const columns = needed.map((column) => column.field.label).join(words.say('field.comma'))
  if (columns) return words.say('stray.voice_rows', { columns })
  const { least = 0 }: { least?: number } = field.options
  return words.say(least > 0 ? 'stray.voice_story' : 'stray.voice_answer')
}
