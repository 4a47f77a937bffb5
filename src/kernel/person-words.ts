/** Whom a headcount counts; a part of a pattern. */
export const PERSON =
  '(?:(?:大学生|青年|学生|社区|党员)?志愿者|义工|社工|大学生|家属|残友|残疾人|残障人士|障友|病友|参观者|参与者|参加者|来宾|客人|亲友|邻居|盲童|娃娃|宝妈|[学会队党团社成演]员|工作人员|人员|员工|老人家|老人|长者|大人|成人|成年人|家长|儿童|小孩|孩子|小朋友|朋友|妇女|女性|男性|妈妈|爸爸|爷爷奶奶|奶奶|爷爷|叔叔阿姨|叔叔|阿姨|大爷大妈|大爷|大妈|医生|护士|大夫|嘉宾|专家|教练|选手|裁判|代表|干部|团干|居民|村民|市民|群众|同学|学生|老师|教师|青年|青少年|少年|负责人|伙伴|观众|听众|职工|工人|工友|女工|男|女)'
/** Halves of a day: the same people may come to both. */
export const HALF = '(?:上午|中午|下午|傍晚|晚上)'
export const PERSON_AT_END = new RegExp(`${PERSON}$`)
export const KNOWN_ROLE = new RegExp(
  `^(?:|[^了着过去给领带把吧]{0,4}(?:${PERSON}|机构|组织|单位|团队|企业|家庭)|${HALF})$`,
)

/** Names for the same people, each of which may stand where another was said. */
const ALIKE = [
  ['志愿者', '义工'],
  ['孩子', '小孩', '小朋友', '儿童', '娃娃', '娃儿', '娃'],
  ['老人', '老人家', '长者', '老年人'],
  ['老师', '教师'],
]

/** This name of a group, and what else it may stand as: 「义工」 are the 志愿者 that were counted. */
export const alsoCalled = (role: string): string[] => [
  role,
  ...(ALIKE.find((names) => names.includes(role)) ?? []).filter((name) => name !== role),
]
