import { expect, test } from '@jest/globals'
import { stagesOf } from '../../src/reports/dataset/stages.js'
import { STAGE } from '../../src/reports/layouts/rows.js'
import type { Partner } from '../../src/programmes/register.js'

const sites = (count: number, sourceOfFunds: string, fromOn: string, remark: string | null = null): Partner[] =>
  Array.from({ length: count }, (_, i) => {
    const id = `${sourceOfFunds}-${fromOn}-${remark ?? ''}-${i}`
    return { organisationId: id, organisation: id, region: null, fromOn, status: 'landed', sourceOfFunds, remark }
  })

test('a stage of sites whose numbers are not all sure is a range, in all and of each payer', () => {
  const partners = [
    ...sites(15, '基金会甲', '2016-05-01'),
    ...sites(25, '基金会甲', '2017-03-01'),
    ...sites(6, '联合劝募', '2017-04-01'),
    ...sites(1, '联合劝募', '2017-04-01', '待确认'),
    ...sites(3, '自筹', '2018-02-01'),
    ...sites(1, '自筹', '2018-02-01', '可能没有开'),
  ]
  const choice = { hub: { id: 'h', name: '枢纽', zone: 'Asia/Shanghai' }, programme: null, grantee: null, range: {} }
  const said = stagesOf({ partners, support: [], choice }).map((stage) => STAGE.map(({ say }) => say(stage)))
  expect(said).toEqual([
    ['2016年', '15', '0', '15', '0', '基金会甲 15', ''],
    ['2017年', '46–47', '0', '32', '0', '基金会甲 40、联合劝募 6–7', ''],
    ['2018年', '49–51', '0', '4', '0', '基金会甲 40、联合劝募 6–7、自筹 3–4', ''],
  ])
})
