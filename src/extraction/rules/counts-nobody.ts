import type { Amount } from '../../kernel/amount.js'
import type { unitOf } from './count.js'
import { HANDED_OUT } from './count-words.js'
import type { EventMention } from './events.js'
import { ROLE_AT_START } from './roles.js'

/** 问卷收回来88份: whoever filled one in took part. */
export const QUESTIONNAIRES = /问卷[^，。,\d]{0,2}(?:收回来?|回收|填|做|完成)了?(?:大概|约|共|一共)*$/

/** Whether the words beside a number say that it is of no people, whatever its unit. */
export function countsNobody(
  plain: string,
  amount: Amount,
  kind: ReturnType<typeof unitOf>,
  before: string,
  after: string,
  events: EventMention[],
): boolean {
  if (kind === 'none' && plain.slice(amount.start, amount.end) === '一') return true
  // 保险一个人五块 is a price.
  if (amount.said === 1 && kind === '人' && /^(?:大概|约|[是要就才收发])*□/.test(after)) return true
  // 来自12家机构的36名社工
  if (kind === '家' && /来自(?:[全各][市县区地])?$/.test(before)) return true
  if (
    kind === '家' &&
    /^[\u4e00-\u9fff]{0,4}(?:机构|组织|单位|企业|学校|公司|团队)的[\d一二两三四五六七八九十百]/.test(after)
  )
    return true
  // 志愿者包粽子480个 made so many.
  if (
    kind === 'pieces' &&
    events.some(({ start, end }) => end === amount.start && HANDED_OUT.test(plain.slice(start, end))) &&
    !ROLE_AT_START.test(after)
  )
    return true
  // 每人配一名志愿者: of each, and nobody knows how many.
  if (/每[人位名]?[^，。\d]{0,3}(?:配备?|跟|搭)了?$/.test(before)) return true
  if (kind === 'pieces' && /^(?:[班组]|村(?![民里干医官]))/.test(after)) return true
  // 五星志愿者, 初二女生
  if (kind === 'none' && (/^星级?/.test(after) || (/[高初大]$/.test(before) && /^(?:[男女学新]生|年级)/.test(after))))
    return true
  if (/\d{6,}/.test(plain.slice(amount.start, amount.end)) || amount.said > 1_000_000) return true
  return false
}
