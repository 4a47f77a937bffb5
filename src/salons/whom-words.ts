import { type Audience, type Choosable, EVERYBODY, isEverybody, readAudience } from '../broadcasts/audience.js'

/** Words of a message that say whom to invite, taken out of it; `unclear` is a 「请…的」 that names nothing the hub has. */
export interface SaidWhom {
  audience: Audience | null
  unclear: string | null
  rest: string
}

const CLAUSE = /(^|[\s,，;；。:：])(?:只?邀?请|发给|对象(?:改[成为])?[:： ]?)([^,，;；。\n]+)/u
const ALL = /^(?:所有|全部|大家|每个?)/
const COMING = /(?:都|一起)?来(?:参加)?$/

/** 「请宜春的」, 「只请环保 没交的」, 「请大家」 in what staff say of a salon. 「请某老师来讲」 is a speaker and stays. */
export function takeWhom(text: string, choosable: Choosable): SaidWhom {
  const clause = CLAUSE.exec(text)
  if (!clause) return { audience: null, unclear: null, rest: text }
  const pieces = (clause[2] ?? '').trim().split(/\s+/)
  for (let count = pieces.length; count > 0; count--) {
    const said = pieces.slice(0, count).join(' ').replace(COMING, '')
    const audience = meantBy(said, choosable)
    const rest = `${text.slice(0, clause.index)}${clause[1]}${pieces.slice(count).join(' ')}${text.slice(clause.index + clause[0].length)}`
    if (audience) return { audience, unclear: null, rest: rest.trim() }
    if (count === 1 && /的(?:机构|伙伴|组织|人)?$/.test(said))
      return { audience: null, unclear: said, rest: rest.trim() }
  }
  return { audience: null, unclear: null, rest: text }
}

/** Whom words mean that say nothing else; null where they say anything else. */
export function meantBy(said: string, choosable: Choosable): Audience | null {
  const read = readAudience(said, choosable)
  if (read?.unclear !== '') return null
  return isEverybody(read.audience) ? (ALL.test(said) ? EVERYBODY : null) : read.audience
}
