const D = '[0-9０-９]'
/** No part of a longer word or number: ids of ours have such runs in them, too. */
const FREE = '(?<![0-9０-９A-Za-z])'
const END = '(?![0-9０-９A-Za-z])'

/** What somebody can be called by or known by, the longest first: an identity card has a telephone in it. */
const NUMBERS = [
  // Identity cards.
  `${FREE}${D}{17}[0-9０-９XxＸｘ]${END}`,
  // Bank cards, also in groups of four.
  `${FREE}(?:${D}{16,19}|${D}{4}(?: ${D}{4}){3}(?: ${D}{1,3})?)${END}`,
  // Mobile telephones: 13800000000, 138-0000-0000, +86 138 0000 0000.
  `${FREE}(?:\\+?86[ -]?)?[1１][3-9３-９]${D}[ -]?${D}{4}[ -]?${D}{4}${END}`,
  // Landlines with their area code.
  `${FREE}[(（]?[0０]${D}{2,3}[)）]?[ —-]?${D}{7,8}${END}`,
  '(?<=(?:电话|手机|传真|联系方式)\\s*[:：是为]?\\s*)[0-9-]{7,15}',
  // Passports.
  `(?<![A-Za-z])[EeGg]${D}{8}${END}`,
  '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+',
  // 微信：abc_123, QQ 12345678.
  '(?<=(?:微信|WeChat|QQ群?)号?\\s*[:：是为]\\s*|(?:微信号|QQ群?号?)\\s*)[A-Za-z0-9_-]{5,20}',
]
const ANY = new RegExp(NUMBERS.join('|'), 'giu')

/** What stands in its place. */
export const HIDDEN = '（不公开）'

/** A text without telephones, identity and bank cards, addresses of mail and WeChat, and these names. */
export const hidden = (text: string, names: readonly string[] = []): string =>
  names
    .filter((name) => name.length > 1)
    .reduce((rest, name) => rest.replaceAll(name, HIDDEN), text)
    .replace(ANY, HIDDEN)
