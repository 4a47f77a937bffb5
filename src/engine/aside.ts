import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, quote } from '../forms/prompt.js'
import { remarkIn } from '../forms/remark.js'
import { besides } from '../kernel/besides.js'
import { commandOf } from './commands.js'
import { withKey } from './keyed.js'
import { readMore } from './named.js'
import { put } from './rows-changed.js'
import { serviceQuestion } from './service.js'
import type { Session } from './session.js'
import { asksStory } from './told.js'
import { currentField, goTo, numberOf, type Step, type Turn, turnWith } from './turn.js'

type Aside = NonNullable<Session['aside']>

/** A shorter one is a value that was mistyped. */
const SENTENCE = 9
/** 「都是估的」, 「第二场也在那里」 say something of what was counted or listed. */
const OF_ROWS = /签到|[估数点]的|第\s*[\d一二三四五六七八九十]+\s*[场次条个张题]/u
const ASKS = /[?？吗么呢]\s*$|怎么|为什么|能不能|可不可以/u

/** More need not be read again. */
const SHOWN = 3

/** What she may have told as a part of her story, where the form asks for one. */
export const isTold = (turn: Turn, text: string): boolean =>
  !turn.session.revision &&
  storyFor(turn) !== undefined &&
  (text.match(/\p{L}/gu)?.length ?? 0) >= SENTENCE &&
  !ASKS.test(text) &&
  !OF_ROWS.test(text) &&
  remarkIn(text) === null &&
  !commandOf(text) &&
  !serviceQuestion(text)

/** The session with a sentence that nothing took, to be offered later. */
export function keptAside(turn: Turn, session: Session, said: { said: string; from: string }[]): Session {
  const all = session.aside?.all ?? []
  const more = said.filter((one) => isTold(turn, one.said) && all.every(({ said }) => said !== one.said))
  return more.length === 0 ? session : besides(session, { aside: { all: [...all, ...more] } })
}

/**
 * What she told while something small was asked is kept, not lost: a sentence that was no answer, and what waited behind a doubt. It is offered when
 * that is answered, and at the end.
 */
export function withAside(turn: Turn, { beside, ...step }: Step, text: string | null): Step {
  if (beside !== undefined) {
    const session = keptAside(turn, step.session, [{ said: beside, from: turn.asking.messageId }])
    return offered(turn, { ...step, session })
  }
  const here = currentField(turn)
  const { session } = step
  const missed =
    text !== null && session.at === turn.session.at && session.misses > turn.session.misses && !session.waiting
  // What is no answer to a story or no caption says what is wrong with it.
  if (!here || !missed || here === storyFor(turn) || asksStory(here) || kindOf(here).hears === 'image')
    return offered(turn, step)
  const kept = keptAside(turn, session, [{ said: text, from: turn.asking.messageId }])
  if (kept === session) return step
  return { ...step, session: kept, reply: `${step.reply ?? ''}\n${turn.asking.words.say('aside.kept')}`.trim() }
}

/** Once when the small question is answered, and once at the end. */
function offered(turn: Turn, step: Step): Step {
  const { session } = step
  const { aside, at } = session
  if (!aside || step.reply === null || !['asking', 'changing', 'summary'].includes(at.type)) return step
  const there = turnWith(turn, session)
  const moved = currentField(there) !== currentField(turn) || aside.all !== turn.session.aside?.all
  const now = at.type === 'summary' ? 'at_end' : 'once'
  if (!moved || aside.offered === 'at_end' || aside.offered === now) return step
  const story = storyFor(there)
  if (!story) return step
  const { words } = turn.asking
  const first = aside.all.slice(0, SHOWN).map((one) => `「${quote(one.said)}」`)
  const rest = aside.all.length > SHOWN ? words.say('aside.more', { count: aside.all.length }) : ''
  const offer = words.say('aside.offer', {
    said: first.join('') + rest,
    number: numberOf(there.form, story),
    label: story.label,
  })
  return { ...step, session: { ...session, aside: { ...aside, offered: now } }, reply: `${step.reply}\n${offer}` }
}

/** The story at hand, else the first; where none is asked for, what was done in a few words, until that is said. */
function storyFor(turn: Turn): Field | undefined {
  const here = currentField(turn)
  if (here && asksStory(here)) return here
  const open = ({ key }: Field) => !(key in turn.session.answers) && !(key in turn.session.partials)
  return (
    turn.form.fields.find(asksStory) ??
    turn.form.fields.find((one) => one.feeds === 'activity.title' && kindOf(one).free && open(one))
  )
}

const IN =
  /^(?:把|都|就|请|帮我)*(?:它们?|[那这]几?句|刚才(?:那些|那几句|说的))?都?(?:放进去|放进来|加进去|写进去|put (?:it|them) in)[吧了]?$/iu
const NOT_IN = /^(?:都|就|先)*(?:不放进?去?了?|leave (?:it|them) out)$/iu

/** 「放进去」, 「不放」 of what is kept; null where nothing is, or she says something else. */
export function asideAnswered(turn: Turn, text: string): Step | null {
  const { aside, ...rest } = turn.session
  const story = storyFor(turn)
  if (!aside || !story) return null
  const without = turnWith(turn, rest)
  if (NOT_IN.test(bare(text))) return goTo(without, rest.at, turn.asking.words.say('aside.dropped'))
  if (!IN.test(bare(text))) return null
  const joined = aside.all.map(({ said }) => said).join('\n')
  const step = put(without, story, readMore(without, story, joined), true)
  return { ...step, session: withSources(step.session, story.key, aside) }
}

/** The answer with the messages in which it was told. */
function withSources(session: Session, key: string, { all }: Aside): Session {
  const { answers, partials } = session
  const from = all.map((one) => one.from)
  const [answer, partial] = [answers[key], partials[key]]
  return {
    ...session,
    ...(partial && {
      partials: withKey(partials, key, { ...partial, from: [...new Set([...from, ...partial.from])] }),
    }),
    ...(answer &&
      !partial && { answers: withKey(answers, key, { ...answer, from: [...new Set([...from, ...answer.from])] }) }),
  }
}
