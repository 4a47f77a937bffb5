import { PERSON } from './person-words.js'

const NUMBER = '(?:\\d+|[一二两三四五六七八九十百]+)'
const SLIP =
  '(?:(?:哦|噢|啊|呃|哎|唉|嗯|不)[，,\\s]*)?(?:不是|不对|不|[写说打记数算弄]错了?|错了)(?:[，,\\s]*(?:应该|其实)?是)?'
const MENDED = new RegExp(
  `${NUMBER}(?<of>[个名位]?(?:孩子|小孩子?|娃娃?|小朋友|学生|老人|家长|妈妈|志愿者|人次?)?)(?<!${NUMBER})[，,。\\s]+${SLIP}[，,。\\s]*(?<now>${NUMBER})(?:[个名位]人?|人)?(?=$|[\\s，,。；;！!\\n])`,
  'gu',
)
/** 「签到31加志愿者4个」, 「签到31，志愿者4个」: who is counted is said of the second alone. */
const ADDED = new RegExp(
  `(?<=(?:^|[\\s，,。；;签实]到|点名|点数|[来到]了|共)[:：]?\\d{1,5})(?=(?:再|另外?)?加(?:\\d{1,4}[个名位]?)?(?:${PERSON})|[，,](?:${PERSON})\\d)`,
  'gu',
)

/**
 * 「25个孩子 哦不是 27个」: the count she said last, in place of the one she took back. A second one of something else is left as it is. A number
 * to which people come is one of people.
 */
export function countMended(text: string): string {
  const said = /[加，,]/.test(text) ? text.replace(ADDED, '人') : text
  return said.replace(MENDED, (...found) => {
    const { of = '', now = '' } = found.at(-1) as Record<string, string>
    return `${now}${of}`
  })
}
