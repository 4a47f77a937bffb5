import { bare, isUnsure, quote } from '../forms/prompt.js'
import type { Words } from '../kernel/words.js'
import { isSmallTalk, withNumber } from './commands.js'
import { submit } from './obey.js'
import { thanksForRevision } from './revision.js'
import { serviceQuestion } from './service.js'
import type { Twin, TwinDecision } from './session.js'
import { thanks } from './summary.js'
import { twinQuestion, type AskedOfTwins } from './twin-question.js'
import { goTo, turnWith, type Step, type Turn } from './turn.js'

/** What the shell found that may be the same activities: files at once when nothing is open, else asks about the first. */
export function meet(turn: Turn, twins: Twin[]): Step {
  const { form, session, asking } = turn
  const decided = (session.twins ?? []).filter((decision) => twins.some((twin) => isAbout(decision, twin)))
  const open = stillOpen(twins, decided)
  if (open.length > 0) {
    const at: AskedOfTwins = { type: 'twin', open, why: false, all: false, back: { type: 'summary' } }
    const lead = open.length > 1 ? asking.words.say('twins.several', { count: open.length }) : null
    return goTo(turn, at, lead)
  }
  const gone =
    session.twins?.some(({ decision, messageId }) => decision === 'merged' && messageId === asking.messageId) &&
    !decided.some(({ messageId }) => messageId === asking.messageId)
  const filed = { ...session, at: { type: 'filed' as const } }
  const said = thanksForRevision({ ...turn, session: filed }) ?? thanks(form, filed, asking)
  return {
    session: filed,
    reply: gone ? `${asking.words.say('twins.gone')}\n${said}` : said,
    effects: [{ type: 'file_record', ...(decided.length > 0 && { twins: decided }) }],
  }
}

const SAME = /^(?:1|一|是的?|对的?|嗯+|是?同一[次个场回]的?|一样的?|重复了?|合并|yes|same)$/i
/** The same in words alone: behind 「2」 a 1 is a reason. */
const ONE = /^(?:(?:都|就|其实|应该)*是同?一[次个场回]的?(?:活动)?|一样的|重复了?|合并|same)$/i
const NOT =
  /^(?:2|二|不|不是的?|否|(?:不是|不算)?同?一?[次个场回]?不同|(?:不是|不算)同?一[次个场回](?:活动)?|不一样|不重复|不同|分开算?|no|not(?: the same)?)$/i
const ALL_SAME = /^(?:都是(?:同一次)?的?|全部?是|都一样|都重复了?|all(?: same)?)$/i
const NONE_SAME = /^(?:都不是(?:同一次)?的?|全不是|全部?不是|都不一样|都不同|none)$/i
const NOT_BECAUSE =
  /^(?:(?:2[\s,，、:：.。]+)?(?:不是(?:同?一[次个场回]的?(?:活动)?)?|不同|不一样|no)|2)[\s,，、:：.。]+(?<why>.+)$/is
/** What a change of mind begins with. */
const AFTER_ALL =
  /^(?:哦|噢|啊|哎呀?|等等|等下|不对|错了|我?[说搞弄看]错了?|不(?=[\s,，、。！!])|对不起|不好意思|还)*[\s,，、。！!]*(?=是)/u
/** 「刚才说错了 是同一次」. */
const MIND_CHANGED =
  /^(?:哦|噢|啊|哎呀?|等等|等下|不对|对不起|不好意思|其实|(?:我|刚才|刚刚|前面)*[说搞弄看选按点]错了?|[\s,，、。！!])+(?=[12]|(?:就|都)?不?是)/u
/** 「不是一回事」, 「是一码事」. */
const ONE_MATTER = /(?<=^(?:[12]\s*)?(?:就|都|其实)*不?)是(?:同)?一[回码件]事/u
const REASONS = ['halves', 'people', 'place'] as const
/** So long a reason is kept; a chat message may be longer. */
const LONG = 200

/** What she says to the question; null where it is no answer to it. */
export function answerTwin(turn: Turn, written: string): Step | null {
  const { session, asking } = turn
  const text = written
    .trim()
    .replace(MIND_CHANGED, '')
    .replace(/^([12])(?=不?是)/u, '$1 ')
    .replace(ONE_MATTER, '是同一次')
  const { at } = session
  if (at.type !== 'twin') return null
  const { number, said: word } = withNumber(text)
  // 「1 不是」 says both.
  if (!at.why && (number === 1 ? NOT : number === 2 ? SAME : null)?.test(bare(word))) return null
  const said = bare(number === null ? text : word).replace(/(?<=.)[吧呢啊呀哦了]+$/u, '')
  // 「哦不 是同一次」 is no reason why they are not.
  if (at.why && ONE.test(said.replace(AFTER_ALL, ''))) return decide(turn, at, 'merged', null, at.all)
  if (at.why) return because(turn, at, at.all, text)
  const several = at.open.length > 1
  if (SAME.test(said)) return decide(turn, at, 'merged', null, false)
  if (several && ALL_SAME.test(said)) return decide(turn, at, 'merged', null, true)
  const all = several && NONE_SAME.test(said)
  if (all || NOT.test(said)) {
    const asked: AskedOfTwins = { ...at, why: true, all }
    const reply = `${asking.words.say('twins.apart')}\n${twinQuestion(asked, asking)}`
    return { session: { ...session, at: asked, misses: 0 }, reply, effects: [] }
  }
  const reason = NOT_BECAUSE.exec(text.trim())?.groups?.['why']
  return reason === undefined ? null : because(turn, at, false, reason)
}

/** Why two are two: one of the usual reasons by its number or in its words, or a sentence of her own. */
function because(turn: Turn, at: AskedOfTwins, all: boolean, text: string): Step | null {
  const said = bare(text)
  const usual = REASONS[Number(said) - 1]
  const own = Array.from(text.trim()).length >= 2 && !serviceQuestion(text) && !isSmallTalk(text) && !isUnsure(text)
  if (!usual && (!own || /^[\d\s]*$/.test(said))) return null
  const reason = usual ? turn.asking.words.say(`twins.why_${usual}`) : quote(text, LONG)
  return decide(turn, at, 'kept', reason, all)
}

function decide(
  turn: Turn,
  at: AskedOfTwins,
  decision: TwinDecision['decision'],
  why: string | null,
  all: boolean,
): Step {
  const { session, asking } = turn
  const { words } = asking
  const about = all ? at.open : at.open.slice(0, 1)
  const added = about.reduce<TwinDecision[]>((made, { mine, other }) => {
    if (stillOpen([{ mine, other }], made).length === 0) return made
    const first = { startsOn: mine.startsOn, title: mine.title }
    const of = { chainId: other.chainId, recordId: other.recordId, startsOn: other.startsOn, title: other.title }
    const firstCounts = decision === 'kept' || onlyFirstCounted({ mine, other })
    return [...made, { decision, firstCounts, why, first, of, messageId: asking.messageId }]
  }, [])
  const decided = [...(session.twins ?? []), ...added]
  const open = stillOpen(at.open, decided)
  const lead = decision === 'kept' ? words.say('twins.kept', { why: why ?? '' }) : mergedLead(about, words)
  if (open.length > 0) return goTo(turn, { ...at, open, why: false, all: false }, lead, { twins: decided })
  // Much may have happened since the summary was shown: it goes the whole way again, and only a new pair is asked about.
  const step = submit(turnWith(turn, { ...session, twins: decided, misses: 0, at: { type: 'summary' } }))
  return { ...step, reply: step.reply === null ? lead : `${lead}\n${step.reply}` }
}

const onlyFirstCounted = ({ mine, other }: Twin): boolean => mine.people !== null && other.people === null

/** Which of two different counts is the one that counts. */
function mergedLead(twins: Twin[], words: Words): string {
  const [twin] = twins
  if (twins.length > 1 || !twin) return words.say('twins.merged_all', { count: twins.length })
  const { mine, other } = twin
  if (onlyFirstCounted(twin)) return words.say('twins.merged_mine', { people: mine.people ?? '' })
  if (other.people === null || other.people === mine.people) return words.say('twins.merged')
  return words.say('twins.merged_as', { people: other.people, where: other.where })
}

/** Pairs without an answer: nothing is the same as two others, and what was said once is not asked again. */
const stillOpen = (twins: Twin[], decided: TwinDecision[]): Twin[] =>
  twins.filter(
    (twin) =>
      !decided.some(
        (decision) =>
          isAbout(decision, twin) ||
          (decision.decision === 'merged' && (isFirst(decision, twin) || isOther(decision, twin))),
      ),
  )

const isFirst = ({ first }: TwinDecision, { mine }: Twin): boolean =>
  first.startsOn === mine.startsOn && first.title === mine.title
const isOther = ({ of }: TwinDecision, { other }: Twin): boolean =>
  of.chainId === other.chainId && of.startsOn === other.startsOn && of.title === other.title
const isAbout = (decision: TwinDecision, twin: Twin): boolean => isFirst(decision, twin) && isOther(decision, twin)
