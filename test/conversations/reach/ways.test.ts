import { describe, expect, it } from '@jest/globals'
import { reachOf, waysOf } from '../../../src/channels/wechat-oa/reach.js'
import type { ContactAddress } from '../../../src/conversations/colleagues/ports.js'
import { forecast } from '../../../src/conversations/reach/forecast.js'
import { morningOf } from '../../../src/conversations/reach/morning.js'
import { answered, changedBy } from '../../../src/conversations/reach/stock.js'
import { type Allowed, waysTo } from '../../../src/conversations/reach/ways.js'
import { instantOf, later } from '../../../src/kernel/clock.js'
import type { Standing } from '../../../src/kernel/message.js'
import { unheard } from '../../channels/unheard.js'
import { withNotices } from '../notice-accounts.js'

const NOW = instantOf(Date.parse('2026-12-25T01:00:00Z'))
const HOUR = 3_600_000
const ago = (hours: number) => later(NOW, -hours * HOUR)

/** Accounts by their names: `app` a WeCom app, `full` with both kinds of templates, `notices` with subscriptions, `bare` with none, `mute` not verified. */
const allowed: Allowed = {
  reach: (standing, now) =>
    standing.address.account === 'app'
      ? standing.following
        ? { type: 'open', left: null, until: null }
        : { type: 'closed', reason: 'left' }
      : reachOf(standing, standing.address.account !== 'mute', now),
  ways(standing, kind, now) {
    const { account } = standing.address
    if (account === 'app') return standing.following ? [{ by: 'message', left: null, until: null }] : []
    const which = { full: ['subscription', 'template'], notices: ['subscription'] }[account] ?? []
    const settings = withNotices(which as ('subscription' | 'template')[])
    return waysOf(standing, { ...settings, verified: account !== 'mute' }, kind, now)
  },
}
const at = (account: string, known: Partial<Standing> = {}): ContactAddress => ({
  addressId: account,
  contactId: 'c',
  standing: { ...unheard({ channel: 'x', account, user: 'u' }), ...known },
})
const stock = { notices: { 'TPL-deadline': 1 } }
const ways = (...addresses: ContactAddress[]) => {
  const choice = waysTo(addresses, allowed, NOW, 'deadline')
  return choice.type === 'call' ? choice.why : choice.ways.map(({ by, addressId }) => `${by} ${addressId}`)
}

describe('the ways to a contact', () => {
  it.each<[string, ContactAddress[], string[] | string]>([
    [
      'a member: a message of the app, before all else',
      [at('full', { heardAt: ago(1), ...stock }), at('app')],
      ['message app', 'message full', 'subscription full', 'template full'],
    ],
    [
      'who spoke yesterday: a message, and what comes after it',
      [at('full', { heardAt: ago(24), ...stock })],
      ['message full', 'subscription full', 'template full'],
    ],
    [
      'who was silent: the notice she accepted',
      [at('full', { heardAt: ago(72), ...stock })],
      ['subscription full', 'template full'],
    ],
    ['who accepted none: a template', [at('full', { heardAt: ago(72) })], ['template full']],
    [
      'of two accounts the one that has a way',
      [at('bare', { heardAt: ago(50) }), at('notices', stock)],
      ['subscription notices'],
    ],
    [
      'of equal ways the address heard last',
      [at('bare', { heardAt: ago(5) }), at('notices', { heardAt: ago(4) })],
      ['message notices', 'message bare'],
    ],
    ['a notice also to who does not follow', [at('notices', { following: false, ...stock })], ['subscription notices']],
    ['no template to who does not follow', [at('full', { following: false })], 'left'],
    ['silent on her only account', [at('bare', { heardAt: ago(49) })], 'silent'],
    ['her five messages are used up', [at('bare', { heardAt: ago(1), sentSinceHeard: 5 })], 'silent'],
    [
      'used up by what the platform says: a template still',
      [at('full', { heardAt: ago(1), refusedAt: ago(0), refusal: 'errcode.45047', refusalOf: 'message' })],
      ['template full'],
    ],
    [
      'the same without templates: she need only speak',
      [at('bare', { heardAt: ago(1), refusedAt: ago(0), refusal: 'errcode.45015', refusalOf: 'message' })],
      'silent',
    ],
    [
      'who refuses messages gets no template either',
      [at('full', { heardAt: ago(9), refusedAt: ago(1), refusal: 'errcode.48002', refusalOf: 'message' })],
      'refused',
    ],
    [
      'who took a notice back may still be written to',
      [at('notices', { heardAt: ago(9), refusedAt: ago(1), refusal: 'errcode.43101', refusalOf: 'subscription' })],
      ['message notices'],
    ],
    ['an account that only answers', [at('mute', { heardAt: ago(1) })], 'rights'],
    [
      'an account that the platform lets send nothing',
      [at('full', { heardAt: ago(1), accountRefusal: 'errcode.48004', ...stock })],
      'account',
    ],
    [
      'the easiest to mend of several',
      [at('app', { following: false }), at('bare', { heardAt: ago(99) }), at('mute')],
      'silent',
    ],
    ['bound nowhere', [], 'unbound'],
  ])('%s', (_, addresses, expected) => {
    expect(ways(...addresses)).toEqual(expected)
  })
})

describe('the forecast', () => {
  const due = ['一', '二', '三', '四'].map((name) => ({ id: name, name }))
  const contact = (name: string, organisationIds: string[], ...addresses: ContactAddress[]) => ({
    contactId: name,
    name,
    organisation: '',
    organisationIds,
    addresses: addresses.map((address, i) => ({ ...address, waiting: i + 1 })),
  })

  it('counts an organisation as reached by anybody of it, and says of the others what is nearest', () => {
    const contacts = [
      contact('甲', ['一'], at('bare', { heardAt: ago(80) })),
      contact('乙', ['一', '二'], at('app')),
      contact('丙', ['三']),
      contact('丁', ['三'], at('bare', { heardAt: ago(80) }), at('mute')),
    ]
    expect(forecast(due, contacts, allowed, NOW)).toEqual({
      due: 4,
      unreached: [
        { organisation: '三', contact: '丁', why: 'silent', waiting: 3 },
        { organisation: '四', contact: null, why: 'nobody', waiting: 0 },
      ],
    })
  })

  it('looks at the day asked about: a window that is open today is not, then', () => {
    const [one] = due
    const contacts = [contact('甲', ['一'], at('bare', { heardAt: ago(1) }))]
    const on = (day: string) => forecast([one!], contacts, allowed, morningOf(day, 'Asia/Shanghai')).unreached.length
    expect([on('2026-12-25'), on('2026-12-26'), on('2026-12-27')]).toEqual([0, 0, 1])
  })

  it.each([
    ['Asia/Shanghai', '2026-12-25T01:00:00.000Z'],
    ['America/St_Johns', '2026-12-25T12:30:00.000Z'],
    ['UTC', '2026-12-25T09:00:00.000Z'],
  ])('means nine in the morning in %s', (zone, instant) => {
    expect(morningOf('2026-12-25', zone)).toBe(instant)
  })
})

it('counts notices: each acceptance one more, none taken back for a refusal, all of them when switched off', () => {
  const accepted = answered(answered({}, { a: 'accept', b: 'reject' }), { a: 'accept', b: 'accept' })
  expect(accepted).toEqual({ a: 2, b: 1 })
  expect(answered(accepted, { a: 'reject' })).toEqual({ a: 2, b: 1 })
  expect(answered(accepted, { a: 'off' })).toEqual({ a: 0, b: 1 })
  expect([changedBy(accepted, 'a', -1).a, changedBy({}, 'a', -1).a, changedBy({}, 'a', 1).a]).toEqual([1, 0, 1])
})
