import { commandOf } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import { salonCommandIn } from '../../salons/staff-words.js'
import type { Asked } from '../asked.js'
import { otherCommand } from '../broadcasts/other-words.js'
import { commentsIn } from './comments.js'
import { staffCommandIn } from './commands.js'
import { reviewCommandIn, type ReviewCommand } from './review-commands.js'

type Returning = Asked & { type: 'returning' }

/** 「退回第2份」: no question is meant. */
const COUNTED = /^\s*(?:我(?:要|想)|请|帮我|把)*(?:退回|打回|退|return)\s*第?\s*[\d一二三四五六七八九十]+\s*[份条个]/iu

/** 「退回 2 …」 with the number of another one of the list this one was chosen from; `sure`: it can be nothing else. Null for anything else. */
export function otherReturn(
  { recordId, recordIds = [] }: Returning,
  text: string,
): { recordId: string; number: number; text: string; sure: boolean } | null {
  const command = reviewCommandIn(text)
  const [number = 0, ...more] = command?.type === 'return' ? command.numbers : []
  const meant = more.length === 0 ? recordIds[number - 1] : undefined
  if (command?.type !== 'return' || meant === undefined || meant === recordId) return null
  return { recordId: meant, number, text: command.text, sure: COUNTED.test(text) }
}

/** Whether she says something else while she returns one: a command, or a decision on another; where a comment is asked for, only what can be none. */
export function isBesideReturn(form: Form, { open }: Returning, text: string, asking: Asking): boolean {
  const said = commentsIn(form, text)
  if (said.comments.length > 0 || said.open.length > 0) return false
  const other = otherCommand(text, asking)
  const looksAtOne = staffCommandIn(text, asking.today)?.type === 'look'
  if (open.length > 0) return other === 'looks' && !looksAtOne
  if (/^\s*(?:回|答复)\s+\S/u.test(text) || commandOf(text)?.type === 'help') return true
  return other !== null && (other !== 'may' || looksAtOne || salonCommandIn(text) !== null)
}

/** A look, or a decision on others of the list, by their numbers. */
export function isOfAnother(command: ReviewCommand, { recordId, recordIds = [] }: Returning, text: string): boolean {
  switch (command.type) {
    case 'show':
    case 'whole':
    case 'changes':
    case 'history':
    case 'photos':
    case 'question':
      return /^\s*(?:看|查看|审|全部|全文|整份|历史|经过|改动|see|show|review|whole|all|history|changes)/iu.test(text)
    case 'accept':
    case 'accept_saying':
    case 'take_back':
      return command.numbers.length > 0 && !command.numbers.some((number) => recordIds[number - 1] === recordId)
    default:
      return false
  }
}

/**
 * 「退回 4 核对签到表」, 「退回 1 4 核对签到表」: numbers that the list does not have are questions, of the record whose number stands before them, else of the
 * one she looks at or the only one. Null where all are records.
 */
export function questionsOf(
  { recordIds, shown }: Asked & { type: 'list' },
  numbers: number[],
): { recordId: string; numbers: number[] } | null {
  const [only, ...others] = recordIds
  const [first = 0, ...rest] = numbers
  const beyond = (all: number[]) => all.length > 0 && all.every((number) => number > recordIds.length)
  const named = recordIds[first - 1]
  if (named !== undefined) return beyond(rest) ? { recordId: named, numbers: rest } : null
  const meant = shown ?? (others.length === 0 ? only : undefined)
  return meant !== undefined && beyond(numbers) ? { recordId: meant, numbers } : null
}
