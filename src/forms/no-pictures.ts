import type { Words } from '../kernel/words.js'
import type { Reading } from './field-kind.js'
import { bare, isNothing } from './prompt.js'

/** There are no pictures, no captions, or not today. */
const NONE =
  /^(?:这次|今天|当时|我们|都|也|真的|暂时)*(?:没有?|无|忘了?|忘记)(?:拍|照|照片|拍照|拍照片|图片|写|说明|别的|更多|有)*了?$|^(?=[照图说明后以回晚下改过稍之等])(?:照片|图片|说明)?我?(?:明天|后天|以后|回头|晚点|下次|改天|过几天|稍后|之后|等等)?儿?再?(?:补|发|传|给|写)(?:上|给你|过来|照片|说明)*吧?$|^(?:先)?不(?:写|加|要写|用写)说?明?了?$|^(?:我们?|这次|照片|图片|就|也|都|先)*不(?:发|传|放|交|拍|要发|用发)(?:照片|图片|图|了)*$|^说明(?:都|就|也|先|还是)*(?:不要|不用|不写|不加)了?$/u
/** 「老人不让拍」. */
const NOT_LET = /^\p{L}{0,6}(?:不(?:让|许|准|给|肯|愿意?|同意|好意思|方便)|没让)(?:拍|照)照?片?的?$/u
/** 「照片她自己发」, 「晚上发照片给你」, 「照片在小禾手机里」: they come some other time, or by somebody else. */
const WHEN =
  '(?:今晚|晚上|下午|明天|明早|后天|回头|晚点|晚些|下次|改天|过几天|稍后|之后|以后|等会儿?|待会儿?|回去|到家|回家|有空|她自己|他自己|她|他)'
const GIVES = '(?:我|再|来|会|单独|自己)*(?:补|发|传|给)'
const TO_COME = new RegExp(
  `^(?:照片|图片|相片)(?:都|还|先|等|让)*${WHEN}${GIVES}.{0,5}$|^我?${WHEN}${GIVES}(?:照片|图片|相片).{0,5}$|^(?:照片|图片|相片)(?:都|还|全)*[在存]\\S{1,8}(?:手机|相机|电脑|那里|那儿|那边|那)(?:里面?|上)?$`,
  'u',
)
/** Longer says more. */
const SHORT = 24
const LATER = /补|明天|后天|回头|晚点|下次|改天|过几天|稍后|以后|之后/u

/** 「跳过」, 「没拍照」, 「没有照片 明天补」: that there are none, or none yet (where `empty`); null where it says something else. */
export function saysNoPictures(text: string, empty = false): 'none' | 'later' | null {
  if (empty && text.length <= SHORT && TO_COME.test(bare(text))) return 'later'
  const clauses = text.split(/[，,。；;\s]+/u).filter(Boolean)
  const none =
    isNothing(text) ||
    (clauses.length > 0 && clauses.every((one) => isNothing(one) || NONE.test(bare(one)) || NOT_LET.test(bare(one))))
  return none ? (LATER.test(text) ? 'later' : 'none') : null
}

/** That there are none; of those that are to come, how they come. */
export const noPictures = <V>(said: 'none' | 'later', words: Words): Reading<V> =>
  said === 'later' ? { type: 'nothing', note: words.say('photos.later') } : { type: 'nothing' }
