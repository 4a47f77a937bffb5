import { escaped } from '../../kernel/escaped.js'
import { PERSONAL } from '../../kernel/personal.js'

/** A text as it may leave the machine, and how to read what comes back. */
export interface Masked {
  text: string
  /** What stood there, put back into words of the answer. */
  restore(words: string): string
}

export const SURNAME =
  '(?:欧阳|司马|上官|诸葛|司徒|东方|尉迟|皇甫|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁耿牟卜季苗甘裴])'
const GIVEN = '[\\u4e00-\\u9fff]'
const KIN =
  '阿姨|奶奶|爷爷|叔叔|伯伯|伯母|婆婆|大爷|大妈|大娘|大叔|大姐|大哥|大嫂|姐姐?|哥哥?|婶婶?|嫂子?|老太太?|老伯|老汉|姥姥|姥爷|外婆|外公|同学|小朋友|妈妈?|爸爸?'
const TITLE = `${KIN}|老师|姨|叔|伯|医生|大夫|护士|律师|社工|教授|校长|园长|院长|主任|书记|队长|师傅|教练|经理|总监|局长|科长|所长|站长|理事长|会长|秘书长|先生|女士|小姐|太太`
const NO_NAME = '(?!序|围|虾|桌|库|额|务|令|江南|学|区|时|组|孩|朋友|伙伴|姐|哥|爷)'
const FULL = `${SURNAME}${GIVEN}{1,2}`
const AFTER = '[，,。、；;：:！!（( 　\\n]|$'
/** A name by what stands around it: 王老师, 李淑芬奶奶, 张伟家长, 豆豆妈妈; 叫小明的; 联系人：张三; 志愿者张三; 张三，女，8岁; 张三、李四; 小王. */
const NAMES = [
  new RegExp(`${SURNAME}${GIVEN}{0,2}?(?=(?:${TITLE})(?!${GIVEN}{0,2}活动))`, 'g'),
  new RegExp(`${SURNAME}(?!年级|中|校|学|区)${GIVEN}?[^级班校园村区的\\s\\d，。、](?=的?家长)`, 'g'),
  new RegExp(
    `(?<![大最很太])(?:([^\\W妈爸爷奶姐哥叔]|(?![妈爸爷奶姐哥叔多人家常天])${GIVEN})\\1|[小阿]${NO_NAME}${GIVEN}{1,2}?)(?=的?(?:${KIN}|家长))`,
    'g',
  ),
  /[A-Z][a-z]{1,14}(?= ?(?:老师|同学|小朋友|女士|先生))/g,
  new RegExp(
    `(?<=(?:名叫|叫做|名字叫|姓名[:： ]?|联系人[:： ]?|负责人[:： ]?|患者|死者)|[个位名]叫|孩子叫|老人叫|我叫|她叫|他叫)${GIVEN}{2,4}?(?=的|[，,。、；;：:（( \\n\\d]|今年|是|$)`,
    'g',
  ),
  new RegExp(`(?<=叫)[小阿]${GIVEN}{1,2}(?=的|[，,。、]|$)`, 'g'),
  new RegExp(
    `(?<=(?:志愿者|义工|社工|学生|学员|队员|受助人|案主|孩子|儿童|老人|组长|主持人|主讲人?|讲师|嘉宾|记录人|签到人|代表|老板|家属|名单|参加者|人员)[:：是为 ]{0,2}|(?:探望|看望|慰问|走访|资助|采访|感谢|邀请|请到|请来)了?)${FULL}(?=${AFTER}|[和与及等带讲做]|一?家)`,
    'g',
  ),
  new RegExp(`${FULL}(?=\\s?[（(，,、]\\s?(?:男|女|[\\d一二三四五六七八九十]{1,3}岁|身份证|电话|手机))`, 'g'),
  // A row of a list, with its number before it or alone on its line.
  new RegExp(`(?<=(?:^|\\n)\\s{0,3}(?:\\d{1,3}\\s?[.．、)）\\s]\\s{0,2})?)${FULL}(?=\\s{0,3}(?:\\n|$|\\t|〔号))`, 'g'),
  new RegExp(
    `(?<=[：:、，, 有是请和及与])${FULL}(?=[、 和及与]${FULL}(?:${AFTER}|[和及与等〕〔]))|(?<=[：:、，, ])${FULL}(?=、)|(?<=[、 ]|、.{1,3}[和及与])${FULL}(?=[、，,。；;\\s（(等]|$)`,
    'g',
  ),
  // What stands beside a name in a list is one.
  new RegExp(`(?<=〔人[A-Z]{1,2}〕[、，, 和及与])${FULL}(?=${AFTER}|[和及与等来都也])|${FULL}(?=[、和及与]〔人)`, 'g'),
  new RegExp(
    `(?<![大最很太幼从])[小老阿]${SURNAME}${NO_NAME}(?=[^\\u4e00-\\u9fff]|[说在来去到带给的和也都家帮教做为负]|$)`,
    'g',
  ),
]
/** Where somebody lives: 3栋2单元501室. */
const HOME = /[0-9０-９]{1,4}(?:号楼|[栋幢])(?:[0-9０-９]{1,2}单元)?[0-9０-９]{2,4}[室户号]?/g
/** A name that is known but is one character, or a word of everyday, would take the text apart. */
const SHORTEST_NAME = 2

/** A name also as 李 娜. */
const spaced = (name: string): RegExp => new RegExp(Array.from(name.trim(), escaped).join('[ 　]?'), 'gu')

/** A, B … Z, AA: no digit that could be read as a count. */
const letters = (n: number): string =>
  (n >= 26 ? letters(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26))

/**
 * Puts a token where a text names a private person or gives a number that belongs to one: 〔号A〕, 〔人A〕, the same for the same. Known `names`
 * are masked wherever they stand, others by their surroundings; a full name in the middle of a sentence without a title may stay.
 */
export function masked(text: string, names: readonly string[]): Masked {
  const tokens = new Map<string, string>()
  const token = (kind: '人' | '号', said: string): string => {
    const known = tokens.get(said)
    if (known !== undefined) return known
    const made = `〔${kind}${letters(tokens.size)}〕`
    tokens.set(said, made)
    return made
  }
  let left = text.replace(HOME, (said) => token('号', said)).replace(PERSONAL, (said) => token('号', said))
  const known = names.filter((name) => name.length >= SHORTEST_NAME).toSorted((a, b) => b.length - a.length)
  for (const name of known) left = left.replace(spaced(name), (said) => token('人', said))
  for (const pattern of NAMES) left = left.replace(pattern, (said) => token('人', said))
  const said = [...tokens].map(([original, made]) => ({ original, made }))
  return {
    text: left,
    // The newest first: a name may hold an older token.
    restore: (words) => said.reduceRight((all, { original, made }) => all.replaceAll(made, () => original), words),
  }
}
