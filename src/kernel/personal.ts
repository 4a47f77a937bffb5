const D = '[0-9０-９]'
/** No part of a longer word or number: ids of ours have such runs in them, too. */
const FREE = '(?<![0-9０-９A-Za-z])'
const END = '(?![0-9０-９A-Za-z])'

/** What somebody can be called by or known by, the longest first: an identity card has a telephone in it. */
const PATTERNS = [
  // Identity cards, and those of fifteen places.
  `${FREE}(?:${D}{17}[0-9０-９XxＸｘ]|${D}{15})${END}`,
  // Bank cards, also in groups of four.
  `${FREE}(?:${D}{16,19}|${D}{4}(?: ${D}{4}){3}(?: ${D}{1,3})?)${END}`,
  // Mobile telephones: 13800000000, 138-0000-0000, +86 138 0000 0000.
  `${FREE}(?:\\+?86[ -]?)?[1１][3-9３-９]${D}[ -]?${D}{4}[ -]?${D}{4}${END}`,
  // Landlines with their area code.
  `${FREE}[(（]?[0０]${D}{2,3}[)）]?[ —-]?${D}{7,8}${END}`,
  '(?<=(?:电话|手机|传真|联系方式)\\s*[:：是为]?\\s*)[0-9-]{7,15}',
  // Passports.
  `(?<![A-Za-z])[EeGg]${D}{8}${END}`,
  // Bounded, for a long text without one to be gone through once.
  '[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}',
  // 微信：abc_123, QQ12345678.
  '(?<=(?:微信|WeChat|QQ群?)号?\\s*[:：是为]?\\s*)[A-Za-z0-9][\\w-]{4,19}',
]
/** Numbers and addresses that belong to somebody: telephones, identity and bank cards, passports, mail, accounts of WeChat and QQ. */
export const PERSONAL = new RegExp(PATTERNS.join('|'), 'giu')
