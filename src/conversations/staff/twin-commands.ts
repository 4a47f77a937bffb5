import { bare } from '../../forms/prompt.js'
import { numberIn } from '../numbers.js'

/** What the hub's people write about activities of two organisations that may be one. */
export type TwinCommand =
  | { type: 'list' }
  | { type: 'show'; number: number }
  /** Without a number it is the one she looks at. */
  | { type: 'merge'; number: number | null; counts: string }
  /** `merged`: also of one that was merged, which is taken back by it. */
  | { type: 'keep'; number: number | null; why: string; merged?: true }
  | { type: 'undo'; number: number; plain: boolean }
  /** Of all that are listed and not decided. */
  | { type: 'all'; merge: boolean; why: string }

const LIST =
  /^(?:看看?|查看?)?(?:可能)?(?:重复|联合)的?(?:活动|记录)?(?:有哪些)?$|^(?:这[两几]?[次场个家份])?是(?:不是)?(?:同一|一)[次场个回](?:活动)?[吗么]$|^(?:这[两几]?[次场个家份])?是不是(?:同一|一)[次场个回](?:活动)?$|^duplicates$/i
const MERGE =
  /^(?:合并|算一次|(?:这[两2]?[次场个处])?(?:算|是|就是|应该是)同一[次场个回](?:活动)?(?:吧|的|啊)?(?:[\s,，、]*合并)?|merge)\s*(\d{1,2})?[\s,，、]*(?:(?:只算|按|以|算)\s*(\S{1,30}?)(?:为准|算)?|(first|second))?$/i
const KEEP =
  /^(?:不合并|不要合并|两次都算|(?:这[两2]?[次场个处])?不是同一[次场个回](?:活动)?|keep)\s*(\d{1,2})?[\s,，、:：]*([^]*)$/i
const UNDO = /^(?:(?:撤销|撤回|取消)(不?合并)?|undo|(unmerge))\s*(\d{1,2})$/i

/** Which pair a sentence about the list is of: 「第一个是同一场，只算一次」, 「1、2不是一场，两家各办各的」. */
const OF_WHICH =
  /^(?:那|这|嗯|哦)*(?:第\s*)?(?<number>\d{1,2}|[一二三四五六七八九])\s*(?:个|处|条|对|组|号|场)?[\s,，、:：]*(?=都?是|就是|算|应该是|不|其实)(?<rest>.+)$/su
/** 「都不是」, 「都是同一场」: of all that are listed. */
const ALL =
  /^(?:这?几?[个处条场]?)*(?:都|全都?|全部|两处都|两个都)(?<no>不)?(?:是|算)(?:同?一[次个场回](?:活动)?)?(?:的)?(?:[\s,，、:：]+(?<why>[^]*))?$/u
/** 「其实不是一场，一个上午一个下午」 of what was merged. */
const NOT_ONE =
  /^(?:其实|不对|哦|啊|刚才|那个|这个|弄错了|搞错了|合并错了|[\s,，])*(?:这?[两2]?[次场个处])?不是(?:同一|一)[次个场回](?:活动)?[\s,，、:：。]+(?<why>[^]{2,})$/u
/** 「两家各办各的」 of what may be one. */
const APART = /各(?:自)?(?:办|做|搞|开|管)各?的|分开(?:办|做)|不是一起(?:办|做|搞)/u
/** 「刚才那个还是不合并了」. */
const NOT_AFTER_ALL =
  /^(?:刚才|刚刚|那就|那)?(?:[那这]?一?[个处对])?(?:还是|先)?(?:不|别|不要|取消)(?:合并|算一次|算同一次)[了吧啊]*$/u
const SAME =
  /^(?:就|都)?(?:是|算|应该是)(?:同一|一)[次个场回](?:活动)?(?:的|吧|啊)?(?:[\s,，、]*(?:只?算一次|合并))?$|^(?:只?算一次|合并)$/u

/** The command that a message is, where so many pairs are on the screen; null where it is none. */
export function twinCommandIn(text: string, listed: number): TwinCommand | null {
  const [keeps, kept, why = ''] = KEEP.exec(text.trim()) ?? []
  // 「不合并 2 两家各办各的」 says of which; its reason alone would not.
  const spoken = listed > 0 && kept === undefined ? spokenOf(text.trim(), listed) : null
  if (spoken) return spoken

  const said = bare(text)
  const chosen = numberIn(said, listed)
  if (chosen !== null) return { type: 'show', number: chosen }
  if (LIST.test(said)) return { type: 'list' }
  const [merges, merged, chinese, english] = MERGE.exec(said) ?? []
  const numberOf = (digits: string | undefined) => (digits ? Number(digits) : null)
  const same = said.includes('同一')
  if (merges && (merged || listed > 0 || same))
    return { type: 'merge', number: numberOf(merged), counts: chinese ?? english ?? '' }
  if (keeps && (kept || listed > 0 || same)) return { type: 'keep', number: numberOf(kept), why: why.trim() }
  const [, chineseVerb, englishVerb, undone] = UNDO.exec(said) ?? []
  return undone ? { type: 'undo', number: Number(undone), plain: !chineseVerb && !englishVerb } : null
}

/** What is said of the pairs on the screen in other words than those of the commands; null where it is none of it. */
function spokenOf(text: string, listed: number): TwinCommand | null {
  const all = ALL.exec(text)?.groups
  if (all) return { type: 'all', merge: all['no'] === undefined, why: all['why']?.trim() ?? '' }
  const { number, rest = text } = OF_WHICH.exec(text)?.groups ?? {}
  const of = number === undefined ? null : numberIn(number, listed)
  if (number !== undefined && of === null) return null
  if (SAME.test(bare(rest))) return { type: 'merge', number: of, counts: '' }
  if (APART.test(rest))
    return {
      type: 'keep',
      number: of,
      why: rest.replace(/^(?:不(?:要|用)?合并(?:了|吧)?[\s,，、:：。]*)?(?:其实)?是?(?=.)/u, '').trim(),
      merged: true,
    }
  if (NOT_AFTER_ALL.test(bare(rest))) return { type: 'keep', number: of, why: '', merged: true }
  const why = NOT_ONE.exec(rest)?.groups?.['why']
  return why === undefined ? null : { type: 'keep', number: of, why: why.trim(), merged: true }
}
