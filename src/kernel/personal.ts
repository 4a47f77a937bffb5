const D = '[0-9０-９]'
/** No part of a longer word or number: ids of ours have such runs in them, too. */
const FREE = '(?<![0-9０-９A-Za-z])'
const END = '(?![0-9０-９A-Za-z])'
/** What people put between the groups of a number. */
const GAP = '[ \\u00a0\\u3000.·_－–—-]'
const MOBILE = '[1１][3-9３-９]'
const SPOKEN = '[〇零一二两三四五六七八九幺]'

/** What somebody can be called by or known by, the longest first: an identity card has a telephone in it. */
const PATTERNS = [
  // Identity cards, also in groups, and those of fifteen places.
  `${FREE}(?:${D}{17}[0-9０-９XxＸｘ×]|${D}{6}${GAP}{1,2}${D}{8}${GAP}{1,2}${D}{3}[0-9０-９XxＸｘ×]|${D}{15})${END}`,
  // Bank cards, also in groups of four.
  `${FREE}(?:${D}{16,19}|(?:${D}{4}(?:[ \\u3000]${D}{4}){3}|[3-9３-９]${D}{3}(?:${GAP}${D}{4}){3})(?:${GAP}[0-9０-９XxＸｘ]{1,3})?)${END}`,
  // Mobile telephones: 13800000000, 138-0000-0000, +86 138 0000 0000, 138 000 00000, 1380 000 0000, 13800 000000, 1 3 8 0 0 ….
  `${FREE}(?:(?:[+＋]|00)?86${GAP}{0,2})?(?:${MOBILE}${D}${GAP}{0,3}${D}{4}${GAP}{0,3}${D}{4}|${MOBILE}${D}${GAP}{1,3}${D}{3}${GAP}{1,3}${D}{5}|${MOBILE}${D}{2}${GAP}{1,3}${D}{3}${GAP}{1,3}${D}{4}|${MOBILE}${D}{3}${GAP}{1,3}${D}{6}|[1１](?:${GAP}${D}){10})${END}`,
  // 一三八零零零零零零零零.
  `(?<!${SPOKEN})[一幺]${SPOKEN}{10}(?!${SPOKEN})`,
  // Landlines with their area code.
  `${FREE}[(（]?[0０]${D}{2,3}[)）]?${GAP}{0,2}(?:${D}{7,8}|${D}{3,4}${GAP}${D}{4})${END}`,
  `(?<=(?:电话|手机|传真|联系方式|致电|拨打|tel|phone)(?:号码?)?\\s{0,3}[:：是为]?\\s{0,3})(?:${D}${GAP}{0,2}){6,14}${D}`,
  // Passports.
  `(?<![A-Za-z])[EeGg]${D}{8}${END}`,
  // Number plates: 粤B12345.
  `[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][· ]?(?=[A-Z0-9]{0,5}[0-9])[A-HJ-NP-Z0-9]{5,6}${END}`,
  // Bounded, for a long text without one to be gone through once.
  '[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,5}',
  // 微信：abc_123, vx abc_123, QQ12345678.
  `(?<=(?:微\\s?信(?:\\s号)?|[薇威vV]信|WeChat|(?<![A-Za-z])[vw]x|加(?:我的?)?\\s?v|QQ群?)号?码?\\s{0,3}[:：是为]?\\s{0,3})[A-Za-z0-9０-９][\\w０-９-]{4,19}`,
]
/** Numbers and addresses that belong to somebody: telephones, identity and bank cards, passports, mail, accounts of WeChat and QQ. */
export const PERSONAL = new RegExp(PATTERNS.join('|'), 'giu')
