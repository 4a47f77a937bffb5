import { describe, expect, it } from '@jest/globals'
import { accountMeaning } from '../../../src/channels/wechat-oa/errcodes.js'
import { wecomMeaning } from '../../../src/channels/wecom-app/errcodes.js'

describe('of WeCom', () => {
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
    for (const code of codes) expect(wecomMeaning(code)).toMatchObject(meaning)
  })
})

describe('of official accounts', () => {
  it.each([
    ['a token that died or is not the latest', [40001, 40014, 42001], { type: 'token' }],
    ['what passes', [-1, 45009, 45011, 268487001, 268487002], { type: 'later' }],
    [
      'what an operator must mend',
      [40002, 40013, 40125, 40164, 40243, 41002, 41004, 89503, 89506, 89507],
      { type: 'refused', scope: 'account' },
    ],
    ['what the account may not do', [48001, 48004, 48008, 50002, 40200], { type: 'refused', scope: 'rights' }],
    [
      'whom we cannot reach until she does something',
      [40003, 43004, 43019, 43101, 45015, 45047, 48002, 50005, 70000],
      { type: 'refused', scope: 'person' },
    ],
    [
      'what is wrong with the message',
      [40007, 40036, 44004, 45002, 45008, 47003],
      { type: 'refused', scope: 'message' },
    ],
    ['what nobody has heard of', [1, 99999], { type: 'refused', scope: 'message' }],
  ])('%s', (_name, codes, meaning) => {
    for (const code of codes) expect(accountMeaning(code)).toMatchObject(meaning)
  })
})
