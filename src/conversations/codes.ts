import type { Asking } from '../forms/field-kind.js'
import { bare } from '../forms/prompt.js'
import { hubIn } from '../engine/service.js'
import type { Said } from '../kernel/message.js'
import { ownCode } from '../people/hand-out.js'
import { codeIn, codeOfScene } from '../people/invitation-code.js'
import type { Invited } from '../people/people.js'
import { menuLines } from './menu.js'
import { draftShown } from './open-draft.js'
import type { TurnPorts, Utterance } from './ports.js'
import type { Known, Routing } from './route.js'
import { asksAlso } from './whom/also.js'

/** The scene of the QR she came by or scanned, or null. */
export const sceneIn = (said: Said): string | null => (said.type === 'event' ? (said.detail?.['scene'] ?? null) : null)

/** A code of another hub does not exist here: nothing we say may tell it apart from a wrong one. */
export const isHere = (invited: Invited, hubId: string | null): boolean =>
  hubId === null || invited.invitation.hubId === hubId

/** A longer text of a known person is an answer, whatever stands in it. */
const SHORT = 30

const APP = '(?:微信|企业微信|公众号|手机|账号|微信号|号)'
const USES = '(?:来|也|接着)*(?:用|填|写)'

/** 「换个微信用」「换手机了」「用另一个微信填」「在微信里接着填」「我要再绑一个号」, and nothing else in the message. */
const ANOTHER = new RegExp(
  `^(?:我|我们)?(?:想|要|想要|可以|能|能不能|怎么)?(?:${[
    `换(?:一?个|了|到|成|新的?|别的)*${APP}(?:了|里|上|上面|里面)?(?:${USES})?`,
    `用(?:另一?个|新的?|别的)${APP}(?:${USES})?`,
    `在(?:我的?|另一?个|别的)?(?:个人)?${APP}(?:里|上)面?${USES}`,
    `(?:再|多|重新)?绑定?(?:一?个|另一?个|别的|新的?)*(?:${APP}|一个)`,
  ].join('|')})(?:吗|么|吧|可以吗)?$|^(?:use )?another (?:account|wechat|wecom|phone)$`,
  'iu',
)

/**
 * What a known person hears who scans or types a code, or wants one to go on in another app; null when her message is about something else.
 * A code never makes her somebody else; that of another grantee may add its organisation to those she files for.
 */
export async function codeShown(
  routing: Pick<Routing, 'forms' | 'notice'>,
  ports: Pick<TurnPorts, 'invitations' | 'drafts' | 'people' | 'affiliations'>,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<string | null> {
  const { addressId, contact, draft } = person
  const { words, now } = asking
  const { invitations } = ports
  const who = { name: contact.name, organisation: contact.organisationName, hub: hubIn(asking) }
  const known = async () =>
    draft
      ? words.say('bind.known_draft', { ...who, draft: await draftShown(routing, ports, draft, words) })
      : words.say('bind.known', { ...who, forms: menuLines(routing.forms.current, words) })

  const text = said.type === 'text' ? said.text : ''
  if (ANOTHER.test(bare(text))) {
    const { code } = await ownCode(invitations, contact, now)
    return words.say('bind.another', { ...who, code })
  }
  const scene = sceneIn(said)
  const code = scene === null ? (text.length <= SHORT ? codeIn(text) : null) : codeOfScene(scene)
  const invited = code === null ? null : await invitations.find(code)
  if (!invited || !isHere(invited, contact.hubId)) {
    if (scene === null) return null
    routing.notice('a QR with a scene that is not an invitation', { addressId })
    return known()
  }
  if (invited.invitation.contactId !== contact.id) {
    return (await asksAlso(ports, person, invited, asking)) ?? words.say('bind.other_contact', who)
  }
  return scene === null && invited.invitation.usedAt === null ? words.say('bind.for_another', who) : known()
}
