import { describe, expect, it } from '@jest/globals'
import { START } from '../wecom-app/app.js'
import { accountAt, to } from './account.js'
import { instantOf } from '../../../src/kernel/clock.js'
import { unheard } from '../unheard.js'

const SECOND = 1_000
const HOUR = 3600_000
const ago = (ms: number): string => instantOf(START - ms)
const known = unheard(to)
const reach = (contact: object, verified = true) =>
  accountAt('http://127.0.0.1:1', { verified }).reach({ ...known, ...contact }, ago(0))
const open = (left: number, until: string) => ({ type: 'open', left, until })
const closed = (reason: string) => ({ type: 'closed', reason })

describe('whom an account may write to', () => {
  it.each<[string, object, object]>([
    ['nobody who never said anything', {}, closed('silent')],
    ['who spoke just now: five', { heardAt: ago(0) }, open(5, ago(-48 * HOUR))],
    [
      'who spoke nearly two days ago, and had two since',
      { heardAt: ago(48 * HOUR - SECOND), sentSinceHeard: 2 },
      open(3, ago(-SECOND)),
    ],
    ['not after two days', { heardAt: ago(48 * HOUR) }, closed('silent')],
    ['not more than five', { heardAt: ago(HOUR), sentSinceHeard: 5 }, closed('used_up')],
    ['who tapped, followed or scanned: three', { actedAt: ago(0) }, open(3, ago(-60 * SECOND))],
    ['not after a minute', { actedAt: ago(60 * SECOND) }, closed('silent')],
    ['not more than three', { actedAt: ago(SECOND), sentSinceActed: 3 }, closed('used_up')],
    [
      'by the permit that leaves more: the message',
      { heardAt: ago(HOUR), sentSinceHeard: 1, actedAt: ago(SECOND), sentSinceActed: 1 },
      open(4, ago(-47 * HOUR)),
    ],
    [
      'by the permit that leaves more: the tap',
      { heardAt: ago(HOUR), sentSinceHeard: 5, actedAt: ago(SECOND), sentSinceActed: 0 },
      open(3, ago(-59 * SECOND)),
    ],
    ['nobody who left', { following: false, heardAt: ago(0) }, closed('left')],
    ['nobody while the account may not', { accountRefusal: 'errcode.48001', heardAt: ago(0) }, closed('errcode.48001')],
    [
      'not whom the platform refused',
      { heardAt: ago(HOUR), refusedAt: ago(SECOND), refusal: 'errcode.45047' },
      closed('errcode.45047'),
    ],
    [
      'until she speaks',
      { heardAt: ago(0), refusedAt: ago(SECOND), refusal: 'errcode.45047' },
      open(5, ago(-48 * HOUR)),
    ],
    [
      'or does something',
      { heardAt: ago(50 * HOUR), actedAt: ago(0), refusedAt: ago(SECOND), refusal: 'errcode.45015' },
      open(3, ago(-60 * SECOND)),
    ],
  ])('%s', (_name, contact, result) => {
    expect(reach(contact)).toEqual(result)
  })

  it('nobody when it is not verified', () => {
    expect(reach({ heardAt: ago(0) }, false)).toEqual(closed('rights'))
  })
})
