import { readNumber } from '../kernel/numeral.js'

/** What counts behind a number. */
export const COUNTED = '人个名位家户期次年月日号点岁米元块周届级班组场张天'
/** The same where no word begins: 「7-9家长会」「2班会」 are captions. */
export const MEASURED =
  '(?:家(?![长访庭属])|人(?![员物偶])|个(?!别)|名(?!单)|班(?!会)|组(?![织建])|场(?![地景馆])|点(?!评)|年(?!会)|周(?!末)|[位户期次月日号岁米元块届级张天])'

const THESE = /^(?:刚才?|新|后来?)?(?:发|传)?的?[这那]([一两二三四五六七八九\d]?)张(?:照片|图片?)?(?=[也都]*是)/u
const RUN = new RegExp(`(?<=^第?|[\\s，,；;。]第?)\\d{2,9}(?=张?(?!${MEASURED})\\p{Script=Han})`, 'gu')

/** 「34亲子阅读」 where there are not so many, and 「这两张是合影」 where two lack one, with the numbers that are meant. */
export const named = (line: string, every: number[], lacking: number[]): string =>
  line
    .replace(THESE, (whole: string, count: string) =>
      (readNumber(count || '一') ?? 0) === lacking.length ? lacking.join('、') : whole,
    )
    .replace(RUN, (digits) => {
      const each = [...digits].map(Number)
      const meant = each.every((number, i) => every.includes(number) && number > (each[i - 1] ?? 0))
      return meant && !every.includes(Number(digits)) ? each.join('、') : digits
    })
