import { expect, it } from '@jest/globals'
import { meaningOf } from '../../../src/channels/tencent/errcode.js'

it.each([
  ['a token that died', [40014, 42001], { type: 'token' }],
  ['what passes', [-1, 6000, 45009, 45011, 45033], { type: 'later' }],
  [
    'what an operator must mend',
    [40001, 40013, 40056, 40091, 41001, 41002, 41004, 41011, 48002, 48006, 50003, 60020, 301002, 301007],
    { type: 'refused', scope: 'account' },
  ],
  ['whom we cannot reach', [46004, 50002, 60011, 60111, 81013], { type: 'refused', scope: 'person' }],
  [
    'what is wrong with the message',
    [40007, 40008, 40031, 40032, 41016, 41033, 42014, 42027, 42051, 43012, 44004, 45002, 45008, 60140, 82001, 90204],
    { type: 'refused', scope: 'message' },
  ],
  ['what nobody has heard of', [1, 99999, 40036], { type: 'refused', scope: 'message' }],
])('%s', (_name, codes, meaning) => {
  for (const code of codes) expect(meaningOf(code)).toMatchObject(meaning)
})
