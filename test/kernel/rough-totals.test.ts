import { expect, it } from '@jest/globals'
import { readHeadcount } from '../../src/kernel/headcount-words.js'

it.each([
  ['近百人，老人30人，孩子20人，志愿者18人', true],
  ['近百人，其中老人30人，孩子20人，志愿者18人', true],
  ['近百人，其中老人60人，孩子60人', true],
  ['近百人，老人40人，孩子40人，志愿者15人', false],
  ['近百人，其中女性40人', false],
  ['近百人，其中志愿者8人，老人10人', false],
  ['50+人，老人20人，孩子20人', true],
  ['50+人，老人30人，孩子25人', false],
  ['50+人，老人40人，孩子40人', true],
  ['二百多人，其中老人80人，孩子80人', true],
  ['二百多人，老人180人，孩子80人', false],
  ['二百多人，老人180人，孩子180人', true],
  ['小一百人，老人30人，孩子20人，志愿者18人', true],
  ['小一百人，老人50人，孩子45人', false],
  ['小一百人，老人60人，孩子60人', true],
  ['7万余人次，其中线上3万人次，线下3万人次', true],
  ['7万余人次，线上3万人次，线下4.5万人次', false],
  ['7万余人次，线上5万人次，线下3万人次', true],
  ['6-7人，老人2人，孩子2人', true],
  ['6-7人，老人4人，孩子3人', false],
  ['6-7人，老人4人，孩子4人', true],
  ['100人，其中老人30人，孩子20人，志愿者18人', false],
])('%s: the groups are asked about where they do not fit the rough total (%s)', (said, asked) => {
  expect(readHeadcount(said)?.doubt ?? false).toBe(asked)
})
