import { commandOf } from '../../engine/commands.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { draftCue } from '../open-draft.js'
import { choiceLines } from '../opening/words.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { chosen } from './chosen.js'
import type { Choice } from './ports.js'
import { choiceShown } from './title.js'

const ASK =
  /^(?:我要|我想|想)?(?:改|换|更改|更换)(?:一?个|一?下)?(?:机构|单位|组织|资助|项目)$|^change (?:organisation|grant)$/i
const NAMED = /^(?:换成|改成|换到|这份是给|是给)\s*[:：]?\s*(\S.{0,39}?)(?:的|填的)?$/
/** 「填错机构了，应该是青云社的」. */
const WRONG =
  /^(?:哎呀?|不好意思|抱歉)*[，,\s]*我?(?:(?:填|选|写|报|弄|搞)错了?(?:机构|单位|组织)|(?:机构|单位|组织)(?:名称?)?(?:填|选|写|报|弄|搞)?(?:错|不对))了?(?:[，,。\s]*(?:应该|这份|其实|是)*(?:是|给|为|填|换成|改成)\s*(?<name>\S.{0,38}?)(?:的|填的)?)?$/u

/**
 * 「改机构」, 「填错机构了，应该是青云社的」, 「换成 麦田」 in an open draft of one who files for several organisations or grants: it is about another from now on, and its
 * answers stay. Where there is nothing to choose from she hears how to come to another. Null when her message is none of these.
 */
export async function changeWhom(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const said = bare(text)
  const wrong = WRONG.exec(said)
  const name = wrong?.groups?.['name'] ?? NAMED.exec(said)?.[1]
  const asks = wrong !== null || ASK.test(said)
  if (commandOf(text) || (!asks && (name === undefined || !draft))) return null
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft?.id ?? null, jobs: false }
  const { words } = asking
  if (!draft || draft.about.revises !== null) return wrong || draft ? { ...turn, reply: words.say('whom.filed') } : null
  if (draft.about.typedBy !== null) return null
  const { choices, last } = await ports.affiliations.choicesOf(contact.id)
  if (choices.length < 2) {
    if (!asks) return null
    const only = words.say('whom.only', { organisation: contact.organisationName, hub: hubIn(asking) })
    return { ...turn, reply: `${only}\n${await draftCue(routing, ports, draft, asking)}` }
  }
  const whom = name === undefined ? null : chosen(choices, name, asking.words)
  if (whom) return nowAbout(routing, ports, person, whom, asking)
  // 「换成线上活动」 is an answer.
  if (name !== undefined && !wrong) return null
  await ports.people.setAsked(contact.id, { type: 'change_whom', at: asking.now, choices })
  return { ...turn, reply: words.say('whom.change', { choices: choiceLines(choices, last, asking) }) }
}

/** Her answer to 「改机构」; null where it is none. */
export function changeAnswer(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  person: Known,
  choices: Choice[],
  text: string,
  asking: Asking,
): Promise<Turn> | null {
  const whom = person.draft ? chosen(choices, text, asking.words) : null
  return whom && nowAbout(routing, ports, person, whom, asking)
}

async function nowAbout(
  routing: Pick<Routing, 'forms'>,
  ports: TurnPorts,
  { contact, draft }: Known,
  whom: Choice,
  asking: Asking,
): Promise<Turn> {
  if (!draft) throw new Error('there is no draft to be about something else')
  const { organisationId, grantId, programmeId, organisation, purpose } = whom
  await ports.drafts.setAbout(draft.id, { ...draft.about, organisationId, grantId, programmeId })
  await ports.affiliations.remember(contact.id, whom)
  const lead = asking.words.say('whom.changed', { whom: choiceShown(whom, asking.words) })
  const here = { ...draft, whom: { organisation, purpose, speaker: null } }
  const reply = `${lead}\n${await draftCue(routing, ports, here, asking)}`
  return { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, reply, jobs: false }
}
