/** 「刚才活动那题漏了一场：」, 「补一笔，」: words before a row that was forgotten. */
const LEAD_IN =
  /^[^\d，,。:：；;]{0,14}?(?:(?:漏|忘|少)(?:掉|记|写|填|报)*了?(?:一?[场条笔次个项])|(?:漏|忘|少)(?:掉|记|写|填|报)*了|补(?:充|上|记|报)?一?[场条笔次个项]|补充(?:一下)?|(?:还有|再?加上?|另外有?)一?[场条笔次个项])(?:活动|支出|没[写填报记])?\s*[:：，,]\s*/u

/** 「加一个 9月23日 …」, 「再加一笔交通费」, 「还有一场，…」: that there is one more, and no part of it. */
const ONE_MORE =
  /^(?:那|请|帮我|麻烦|再|还要?|另外?|又)*(?:(?:加|增加|新增|添加?|补|漏|忘|少|缺)[上掉了记写报]*(?:[一1][场条笔次个项](?!性|人)|[场条笔次个项](?=[\s:：，,\d])|个(?=\p{L}{1,5}费))|(?:还|另外?|又)有?[一1][场条笔个项])(?:活动|支出)?[\s:：，,]*(?:是(?=\d))?/u

/** 「对了，…」: what one says before what comes to one's mind. */
const BY_THE_WAY = /^(?:[哦噢啊哎诶]*对了|[哦噢哎诶]+|另外|还有)[，,。!！\s]+/u

/** A text of one row without the words that only bring it. */
export const withoutLeadIn = (said: string): string =>
  said.trim().replace(BY_THE_WAY, '').replace(LEAD_IN, '').replace(ONE_MORE, '') || said
