import { commandOf } from '../../engine/commands.js'
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

/**
 * 「改机构」, 「换成 麦田」 in an open draft of one who files for several organisations or grants: it is about another from now on, and its
 * answers stay. Null when her message is neither, or there is nothing to choose from.
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
  const name = NAMED.exec(said)?.[1]
  if (!draft || draft.about.revises !== null || draft.about.typedBy !== null || commandOf(text)) return null
  if (!ASK.test(said) && name === undefined) return null
  const { choices, last } = await ports.affiliations.choicesOf(contact.id)
  if (choices.length < 2) return null
  const whom = name === undefined ? null : chosen(choices, name, asking.words)
  if (whom) return nowAbout(routing, ports, person, whom, asking)
  // 「换成线上活动」 is an answer.
  if (name !== undefined) return null
  await ports.people.setAsked(contact.id, { type: 'change_whom', at: asking.now, choices })
  const reply = asking.words.say('whom.change', { choices: choiceLines(choices, last, asking) })
  return { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, reply, jobs: false }
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
