import { expect, it } from '@jest/globals'
import { filingsCommandIn, type FilingsCommand } from '../../src/conversations/filings/commands.js'

it.each<[string, FilingsCommand | null]>([
  ['我的填报', { type: 'list' }],
  ['改 1', { type: 'edit', number: 1 }],
  ['改', { type: 'edit', number: null }],
  ['恢复', { type: 'restore', number: null }],
  ['恢复 2', { type: 'restore', number: 2 }],
  ['改 1 人数 50人', { type: 'edit', number: 1, change: '人数 50人' }],
  ['改 1 人数改成50人', { type: 'edit', number: 1, change: '人数改成50人' }],
  ['改1：人数 50人', { type: 'edit', number: 1, change: '人数 50人' }],
  ['更正 2 地点应该是萍乡', { type: 'edit', number: 2, change: '地点应该是萍乡' }],
  ['把第1份的人数改成50人', { type: 'edit', number: 1, change: '人数改成50人' }],
  ['change 1 headcount 50', { type: 'edit', number: 1, change: 'headcount 50' }],
  ['改 1、3', null],
  ['改 1 3', null],
  ['改天再填', null],
  ['改善了 3 户的环境', null],
  ['第1场的人数是50人', null],
])('%s', (said, command) => {
  expect(filingsCommandIn(said)).toEqual(command)
})
