import { readConsent } from './consent.js'
import { saidInWords } from './consent-in-words.js'
import { bare } from './prompt.js'

const BOTH =
  /^(?<captions>[^]*[^\s，,。；;])(?:[，,。；;]\s*|\s+)(?<consent>(?:都|全部)?(?:没有?(?:未成年人?|服务对象|小孩|孩子)[^，,。；;\d]{0,20}|(?:都|全部)同意|(?:可以|能|同意|不能?|先不|还?没(?:有)?)(?:公开|同意)(?:公开)?|说不准)|no (?:minors|children|kids)|all agreed|not agreed)[。.!！]?$/iu

const CONSENT_FIRST =
  /^(?<consent>.*?[^\d\s，,。；;])[，,。；;\s]+(?<captions>(?:全部)?说明.+|(?:都|全都?|全部)是.+|第?\s*\d.+|(?:all )?captions?[\s:：].+)$/isu

/** 「1 开班 2 合影，都同意公开」, 「都同意公开，说明 开班合影」: captions with the answer to the question whom the pictures show; null when it is not both. */
export function captionsAndConsent(text: string): { captions: string; consent: string } | null {
  // 「2 有，都同意公开」 is the answer alone, and 「2 可以公开」 of one picture.
  if (readConsent(text, Infinity)) return null
  // 「没有未成年人，都是老人家」: whom they show, twice.
  if (saidInWords(bare(text)) !== null) return null
  const first = CONSENT_FIRST.exec(text.trim())?.groups
  // 「没有」 may be of anything.
  const sure = first?.['consent'] !== undefined && bare(first['consent']).length > 2
  const before = sure ? readConsent(first['consent'] ?? '', Infinity) : null
  if (first && before?.type === 'consent' && before.but.size === 0)
    return { captions: first['captions'] ?? '', consent: first['consent'] ?? '' }
  const { captions, consent } = BOTH.exec(text.trim())?.groups ?? {}
  if (!captions || !consent) return null
  const captioned =
    /\d|说明|[一二三四五六七八九十]/u.test(captions) &&
    !/^(?:照片|photos?)?[\d\s一二三四五六七八九十第张、,，和到~-]*$/iu.test(captions)
  return captioned ? { captions, consent } : null
}
