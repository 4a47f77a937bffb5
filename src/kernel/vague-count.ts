import { PERSON } from './person-words.js'

const WHO = `(?:人|${PERSON})`
const VERY = '(?:也|都|还|挺|很|太|比较|不太|不怎么|不是|蛮|特别|非常|相当|不|没|算|可|是)*'
const LEAD = '(?:来了?|到了?|参加的?|大概|大约|差不多|估计|应该|有|共|一共|总共|的)*'
const VAGUE = new RegExp(
  `^${LEAD}(?:(?:(?:好几|好|几|数|上|成)[十百千万]+[多来把]?|很多|好多|许多|不少|好些|没几|没多少|若干)(?:[个位名号]+${WHO}?|${WHO})(?:来|参加|到场)?|很多|好多|不少)[了吧呢的]*$|^(?:来|到|参加|去)了?的?${WHO}?${VERY}(?:多|少|多少)[了吧呢的]*$|^(?:${WHO}|人数)${VERY}(?:多|少)[了吧呢的]*$`,
  'u',
)

/** 「好几百人」「来的人不多」: all of it says that some came, and not how many. */
export const isVagueCount = (text: string): boolean => text.length <= 16 && VAGUE.test(text)
