import { placeOf, type Heading, type Paragraph } from '../document.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const OF_FEEDBACK = /反馈|感言|心声|评价|受益人说/
const QUOTED = /[“「"][^”」"]{6,}[”」"]|[“「"][^”」"]{20,}$/
const SPEAKER =
  /——|—— ?\S+|[\u4e00-\u9fff]{1,10}(?:说|表示|写道|反馈|分享道|感慨|谈到)[:：，,道]|^[\u4e00-\u9fff（）()·]{2,16}[:：]|[(（][\u4e00-\u9fff]{2,14}[)）]$/

const isFeedback = (block: Heading | Paragraph): boolean => block.path.some((heading) => OF_FEEDBACK.test(heading))

/** Words of beneficiaries without who said them. */
export function anonymous({ texts }: Facts): Finding[] {
  const quotes = texts.filter(
    (block) => block.type === 'paragraph' && isFeedback(block) && QUOTED.test(block.text) && !SPEAKER.test(block.text),
  )
  const others = texts.some((block) => isFeedback(block) && QUOTED.test(block.text) && SPEAKER.test(block.text))
  // One without, where the others say who.
  return quotes.length < (others ? 1 : 2)
    ? []
    : [
        {
          severity: 'coverage',
          kind: 'evidence',
          message: `${quotes.length} 段反馈没写是谁说的、什么时候、本人同不同意公开 / ${quotes.length} quotes without speaker, day or consent`,
          places: quotes.slice(0, 4).map((block) => placeOf(block)),
          advice: '写上身份和日期（可以不写姓名），并问过本人 / say whose words they are, and ask for consent',
        },
      ]
}

const PRAISE =
  /(?:取得|获得|荣获|赢得)(?:了)?(?:很?好|优异|优秀|良好|不错|可喜|骄人|显著)的?(?:的)?(?:成绩|名次|成果|奖项|荣誉)/
const RESULT = /[一二三特金银铜]等?奖|第[一二三四五六七八九十\d]+名|冠军|亚军|季军|入围|前[三五十\d]+|[一二三四五]星|\d/

/** A prize or good result without which one. */
export function praise({ sentences }: Facts): Finding[] {
  return sentences.flatMap(({ block, text }): Finding[] => {
    const found = PRAISE.exec(text)
    if (!found || RESULT.test(text.slice(found.index))) return []
    return [
      {
        severity: 'coverage',
        kind: 'evidence',
        message: `「${found[0]}」：没有写是什么名次或奖 / a good result, but not which`,
        places: [placeOf(block, text)],
        advice: '写名次、奖项、谁发的 / give rank or prize and who awarded it',
      },
    ]
  })
}
