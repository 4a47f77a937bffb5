import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { millisOf, type Instant } from '../../kernel/clock.js'
import { textIn, type JobHandler } from '../../kernel/job.js'
import { called, calledInPart } from '../../people/names.js'
import { menuLines } from '../menu.js'
import { draftShown } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import type { Known, Routing, Turn } from '../route.js'
import { tellOne, tellStaffOf } from '../tell-staff.js'
import { isOfHub } from '../staff/help.js'
import { passOn, whoIs } from './pass-on.js'
import type { HelpTalk } from './ports.js'
import { TALK_MS } from './talk.js'
import { askWhom, beginsWithName, nameOfAnother } from './whom.js'

/** 「回 小禾 …」, 「回：…」; what follows may be anything. */
const ANSWER = /^\s*(?:回复?|答复|reply)(?:给)?([\s:：，,]*)([^]+)$/i
/** 「结束」, 「结束 小禾」 */
const END = /^(?:结束|聊完了|end)(?:\s*[:：]?\s*(.{1,20}))?$/i

/**
 * One of the hub's own people answers or ends a talk with a grantee; null when her message is neither. Without a name it is the talk with the
 * last word.
 */
export async function staffInTalk(
  routing: Routing,
  ports: TurnPorts,
  { contact, draft }: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { words, now } = asking
  const answered = ANSWER.exec(text)
  const ended = answered ? null : END.exec(bare(text))
  if (!isOfHub(contact) || (!answered && !ended)) return null
  const talks = await ports.helpTalks.inHub(contact.hubId)
  const say = (reply: string, jobs = false): Turn => ({
    contactId: contact.id,
    hubId: contact.hubId,
    sessionId: null,
    reply,
    jobs,
  })
  const [, space = '', rest = ''] = answered ?? []
  const [token = '', after = ''] = answered
    ? (/^(\S+?)(?:[\s:：，,]+([^]*))?$/.exec(rest)?.slice(1) ?? [])
    : [ended?.[1] ?? '']
  const named = token === '' ? [] : whoseNameIs(talks, token)
  // 「回访了三家」 is an answer in a draft, and so is 「结束」 there.
  if (answered && space === '' && (named.length === 0 || after === '')) return null
  const [last] = talks
  if (ended && named.length === 0 && (token !== '' || !last)) {
    const known = token === '' ? null : await contactCalled(ports, contact.hubId, token)
    if (known !== null)
      return say(words.say(contact.role === 'staff' ? 'human.over_before' : 'human.not_yours', { who: known }))
    if (token === '' && !draft) return say(words.say('human.no_talk'))
  }
  if (ended && draft && named.length === 0) return null
  if (!last) return draft || ended ? null : say(words.say('human.no_talk'))
  if (contact.role !== 'staff') return say(words.say('human.not_yours'))
  const [only, ...others] = named
  const names = (all: HelpTalk[]) => all.map((talk) => whoIs(talk)).join(words.say('field.comma'))
  if (others.length > 0 || (ended && token !== '' && !only)) {
    return say(words.say('human.which', { names: names(others.length > 0 ? named : talks) }))
  }
  if (ended) return end(only ?? last)
  const said = (only ? after : rest).trim()
  if (!only && said !== '') {
    const glued = beginsWithName(talks, said)
    if (glued) return say(await passOn(routing, ports, contact, glued, said, asking), true)
    const other = await nameOfAnother(ports, contact.hubId, talks, said)
    if (other) return say(await askWhom(ports, contact, talks, other, asking))
  }
  if (said === '') return say(words.say('human.say_what', { who: whoIs(only ?? last) }))
  return say(await passOn(routing, ports, contact, only ?? last, said, asking), true)

  async function end(talk: HelpTalk): Promise<Turn> {
    await ports.helpTalks.close(talk.id, now)
    await tellOver(routing, ports, talk, OVER, now)
    const news = { staff: contact.name, name: talk.name, organisation: talk.organisation }
    await tellStaffOf(routing, ports, contact.hubId, (theirs) => theirs.say('human.ended_by', news), now, {
      but: contact.id,
    })
    return say(words.say('human.ended_for', { who: whoIs(talk) }), true)
  }
}

/** For one of the staff whose words nothing else takes while somebody waits for them: whether they are for her, or for whom. Null where nobody waits. */
export async function waitsForWord(
  { helpTalks, people }: Pick<TurnPorts, 'helpTalks' | 'people'>,
  { contact }: Known,
  said: string,
  asking: Asking,
): Promise<string | null> {
  const talks = contact.role === 'staff' ? await helpTalks.inHub(contact.hubId) : []
  return talks.length === 0 ? null : askWhom({ people }, contact, talks, { name: null, said }, asking)
}

/** The talks with somebody who is called so, alone or after the name of her organisation. */
function whoseNameIs(talks: HelpTalk[], token: string): HelpTalk[] {
  const nameable = talks.map((talk) => ({
    id: talk.id,
    name: talk.name,
    aliases: [whoIs(talk), talk.organisation],
    talk,
  }))
  const exactly = called(nameable, token)
  return (exactly.length > 0 ? exactly : calledInPart(nameable, token)).map(({ talk }) => talk)
}

/** Who of the hub's grantees is called so, with her organisation; null where nobody is, or several are. */
async function contactCalled({ overview }: TurnPorts, hubId: string, token: string): Promise<string | null> {
  const named = (await overview.ledger(hubId)).filter(({ name, organisation }) =>
    [name, `${organisation}${name}`].includes(token),
  )
  const [only, ...others] = named
  return only && others.length === 0 ? whoIs(only) : null
}

const OVER = { draft: 'human.over_draft', menu: 'human.over' }
const SILENT = { draft: 'human.silent_draft', menu: 'human.silent' }

/** The other one hears that the talk is over, and how she goes on. */
async function tellOver(
  shell: Pick<Routing, 'forms' | 'newId' | 'reach' | 'split' | 'wordsOf'>,
  ports: TurnPorts,
  { hubId, contactId }: HelpTalk,
  how: { draft: string; menu: string },
  now: Instant,
): Promise<void> {
  await tellOne(
    shell,
    ports,
    await ports.colleagues.find(hubId, contactId),
    async (words, { draft }) =>
      draft
        ? words.say(how.draft, { draft: await draftShown(shell, ports, draft, words) })
        : words.say(how.menu, { forms: menuLines(shell.forms.current, words) }),
    now,
  )
}

/** The job `help_over`: a talk in which nobody said anything for a day is over, and she is led back to her draft. */
export function helpOver(shell: TurnShell): JobHandler {
  const { transact, clock } = shell
  return {
    async run({ payload }) {
      await transact(async (ports) => {
        const now = clock.now()
        const talk = await ports.helpTalks.find(textIn(payload, 'talkId'))
        if (!talk || millisOf(now) - millisOf(talk.lastAt) < TALK_MS) return
        await ports.helpTalks.close(talk.id, now)
        await tellOver(shell, ports, talk, SILENT, now)
      })
      shell.nudge()
      return { type: 'done' }
    },
  }
}
