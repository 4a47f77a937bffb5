import { isCaptionOfLast } from '../forms/captions.js'
import { kindOf } from '../forms/kinds.js'
import { takeAfar } from './afar.js'
import { readAt } from './answer.js'
import { partsOf } from './row-meant.js'
import { currentField, type Step, type Turn } from './turn.js'

/** 「最后一张说明 结束」 away from the pictures. */
export function captionOfLast(turn: Turn, text: string): Step | null {
  if (!isCaptionOfLast(text)) return null
  for (const field of turn.form.fields) {
    if (kindOf(field).hears !== 'image' || field === currentField(turn) || partsOf(turn, field).length === 0) continue
    const reading = readAt(turn, field, { type: 'text', text })
    if (reading.type === 'continued' || reading.type === 'answered') return takeAfar(turn, field, reading)
  }
  return null
}
