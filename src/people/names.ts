/** Something people call by a name, and perhaps by shorter ones; `people`: its contacts, who stand for it. */
export interface Nameable {
  id: string
  name: string
  aliases?: string[]
  people?: string[]
}

/** Those that are meant by what was typed: by their name, else by that of a contact of theirs, each in part where nobody is called exactly so. */
export function meantBy<T extends Nameable>(all: T[], typed: string): T[] {
  const ways = [called, ofPerson((name, who) => name === who), calledInPart, ofPerson(endsIn)]
  for (const find of ways) {
    const found = find(all, typed)
    if (found.length > 0) return found
  }
  return []
}

const untitled = (typed: string): string => plain(typed).replace(/(?<=..)(?:老师|女士|先生|同学)$/u, '')

/** The only one of the people of an organisation who is called so, alone or behind its name; null where it names another, or several. */
export function personCalled<P extends { name: string }>(people: P[], organisation: Nameable, typed: string): P | null {
  const who = untitled(typed)
  const [only, ...others] = people.filter(({ name }) => {
    const calls = callsOf(name).map(plain)
    return [plain(typed), who].some(
      (said) =>
        calls.includes(said) ||
        namesOf(organisation).some(
          (of) => said.startsWith(plain(of)) && calls.includes(said.slice(plain(of).length).replace(/^的/u, '')),
        ),
    )
  })
  return only && others.length === 0 ? only : null
}

/** Those with a contact who is called so, alone or behind their name: 「小路」, 「小路老师」, 「青云社的小禾」. */
const ofPerson =
  (is: (name: string, who: string) => boolean) =>
  <T extends Nameable>(all: T[], typed: string): T[] => {
    const who = untitled(typed)
    return all.filter((each) => {
      const names = namesOf(each).map(plain)
      const behind = names.flatMap((name) => (who.startsWith(name) ? [who.slice(name.length).replace(/^的/u, '')] : []))
      return each.people?.some((person) => [who, ...behind].some((called) => is(plain(person), called)))
    })
  }

/** 「小路」 is 「项目专员小路」: what somebody does stands before her name. */
export const endsIn = (name: string, who: string): boolean => Array.from(who).length >= 2 && name.endsWith(who)

const ROLE =
  '专员|伙伴|志愿者|义工|老师|主任|干事|秘书长|理事长|会长|会计|出纳|负责人|联系人|社工|助理|协调员|站长|队长'
const BEHIND_ROLE = new RegExp(`^.*(?:${ROLE})(?=\\p{Script=Han}{2,4}$)`, 'u')
const ROLE_BEHIND = new RegExp(`(?<=^\\p{Script=Han}{2,4})[（(]?(?:${ROLE})[）)]?$`, 'u')

/** All she is called by: 「空间伙伴小舟」 and 「小舟」. */
export function callsOf(name: string): string[] {
  const short = name.replace(BEHIND_ROLE, '').replace(ROLE_BEHIND, '')
  return short === name ? [name] : [name, short]
}

/** Those that are called exactly so, or have this id. */
export function called<T extends Nameable>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  return all.filter((each) => each.id === typed || namesOf(each).some((name) => plain(name) === wanted))
}

/** Those with a name that holds what was typed: two characters at least, one is in too many. */
export function calledInPart<T extends Nameable>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  if (Array.from(wanted).length < 2) return []
  return all.filter((each) => namesOf(each).some((name) => plain(name).includes(wanted)))
}

/** Up to five whose names are like what was typed, the likest first. */
export function near<T extends Nameable>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  return all
    .map((each) => ({ each, likeness: Math.max(...namesOf(each).map((name) => likeness(plain(name), wanted))) }))
    .filter((found) => found.likeness >= 0.3)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5)
    .map(({ each }) => each)
}

/** Those that may be the same as what is called so, under a longer, a shorter or a misspelt name: 「青苗」 and 「青苗社工服务中心」. */
export const perhaps = <T extends Nameable>(all: T[], typed: string): T[] =>
  all.filter((each) => namesOf(each).some((name) => perhapsSame(comparable(name), comparable(typed))))

const namesOf = ({ name, aliases }: Nameable): string[] => [name, ...(aliases ?? [])]

/** A name as names are compared: without case, width and spaces. */
export const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** What says of which kind an organisation is and not which one, and what stands in brackets. */
const KIND_WORDS =
  /公益|慈善|社工|社会工作|社会组织|志愿服务|志愿者|义工|服务|发展|创新|促进|中心|协会|学会|联合会|机构|组织|团队|工作室|\([^)]*\)/g
/** 宜春 and 宜昌, 一队 and 二队, 东区 and 西区, A 点 and B 点 are different ones, not misspelt. */
const TELLS_APART = /[\da-z一二三四五六七八九十甲乙丙丁东南西北中上下大小新老]/

/** A name made ready to be compared with many others. */
export interface Comparable {
  whole: string
  /** Without what only says the kind. */
  own: string
  numbers: string
}

export function comparable(name: string): Comparable {
  const whole = plain(name)
  const own = whole.replace(KIND_WORDS, '')
  return { whole, own: own.length < 2 ? whole : own, numbers: (whole.match(/\d+/g) ?? []).join(' ') }
}

export function perhapsSame(a: Comparable, b: Comparable): boolean {
  if (a.numbers && b.numbers && a.numbers !== b.numbers) return false
  if (a.own.length < 2 || b.own.length < 2) return false
  return a.own.includes(b.own) || b.own.includes(a.own) || misspelt(a.whole, b.whole)
}

/** One character is another one, behind the first two: those are the place more often than not. */
function misspelt(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const [left, right] = [Array.from(a), Array.from(b)]
  const at = left.flatMap((character, i) => (character === right[i] ? [] : [i]))
  const [i = 0, ...more] = at
  return more.length === 0 && i >= 2 && !TELLS_APART.test(`${left[i]}${right[i]}`)
}

/**
 * How many characters two names share, 0 to 1; one within the other is near whatever their lengths. Of two characters typed (「知形」) one
 * is enough, where it begins both or is much of the other name; from three on a single one (「会」) makes nothing alike.
 */
function likeness(a: string, b: string): number {
  const [left, right] = [new Set(a), new Set(b)]
  const shared = [...left].filter((character) => right.has(character)).length
  if (shared === 0 || (right.size > 2 && shared < 2)) return 0
  if (a.includes(b) || b.includes(a)) return 1
  const alike = (2 * shared) / (left.size + right.size)
  return right.size === 2 && a[0] === b[0] ? Math.max(alike, 0.5) : alike
}
