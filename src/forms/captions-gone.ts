import { numberList } from './captions.js'
import { bare } from './prompt.js'

const NUMERAL = '[0-9一二三四五六七八九十]{1,3}'
const NUMBERS = `${NUMERAL}(?:张?(?:[-~到至,，、和])第?${NUMERAL})*`
const CAPTION_GONE = new RegExp(
  `^(?:请|帮我|把)*(?:照片)?第?(?<list>${NUMBERS})张?(?:照片|图)?的?说明(?:都|也)?(?:去掉|删掉|删除|删|不要|拿掉|清空)[了吧]*$|^(?:请|帮我)?(?:去掉|删掉|删除|删|不要)第?(?<after>${NUMBERS})张?(?:照片|图)?的?说明[了吧]*$`,
  'u',
)
/** 「第一张说明去掉」: whose captions are to go, and not the pictures. */
export function captionsGone(text: string): number[] {
  const { list, after } = CAPTION_GONE.exec(bare(text))?.groups ?? {}
  return numberList(list ?? after ?? '')
}
