import type { Status } from '../activity.js'

/** What may follow 改到 and 挪到 and is no day. */
const VENUE =
  '[\\u4e00-\\u9fff]{0,10}?(?:馆|[室厅院]|校|广场|公园|中心|社区|村|操场|楼|站|店|教室|祠堂|球场|礼堂|门口|[小中]学|食堂|商场|超市|屋里|家里|线上|室内|屋内)'
const PLANNED = new RegExp(
  String.raw`打算|想[搞办做开去请弄给送捐]|想组织|约好|说好了?[，,□]|大家带上|集合|名额|定了[，,]?(?=□)|计划(?=慰问|走访|探访|看望|[送发招请])(?!(?:[^。\n]{0,60})实[际到])|会[去办参](?![了过的])|别忘了?带|准时集合|□[^，。\n]{0,6}(?:接着|继续)|准备(?=[在办做去给搞开组请带上到和邀从于过□]|\d|下)|定[在于到](?!点)|先定|暂定|拟(?!定了|合|人|写)|计划(?=[在于下\d□]|办|去|做|开|组织|搞)|将[于在要会](?!近)|将(?=举办|举行|开展|启动|组织)|即将|预计(?:在|于|下|□|约?[\d一二两三四五六七八九十])|(?<!比)预[计估][\u4e00-\u9fff]{1,4}?(?=[\d一二两三四五六七八九十百]+[人名位户])|预[计估](?:到场|到|来|参[加与]|走访|探访|服务|覆盖|惠及|人数|规模|需|有)|招募(?!了|到)|招志愿者|招(?=[\d一二两三四五六七八九十]+[个名位])|要(?=[办搞去开](?![心会始]))|要(?=举办|举行|做[一个场]|组织)|筹备(?!会|了|组)|预告|敬请期待|欢迎.{0,6}(?:报名|参加)|报名(?:从速|链接|接龙|截止|中)|接龙报名|改[到至在]成?了?(?=□|下|明|后天|\d|[一二三四五六七八九十]+[月号]|周|星期|礼拜|元旦|国庆|[上下]午|晚)|改成?(?=(?:□|下?周|下个?月|\d+[号月]|明|后天))|改期|延期|推迟|顺延|延后|往后推|挪到(?!了?${VENUE})|放[在到](?=□|\d|[一二三四五六七八九十]+[月号]|周|下|元旦|国庆)|安排在|下周[一二三四五六日天]?[^，。\n]{0,8}(?:接着|继续|再)|下一?[期次场](?=.{0,6}(?:定|在|是|放|\d|周|下|□))|(?<![没不])会在(?=□|下|明)|还没(?:办|开|做|搞|讲|去|轮到|上)|尚未(?:举办|开展)|等通知|另行通知|时间待定|待定|(?<![盼问望说][^，。,\n]{0,5})再[约办]`,
)
const POSTPONED = new RegExp(
  String.raw`往后放|推到|顺到|往后[推挪延]|挪一|推后|先不[搞办做开弄]|推了(?=$|[，。,\s])|再定日子|等[^，。]{1,10}再[说办搞开定]|改期|延期|推迟|顺延|延后|推后|往后[推挪延]|挪(?:一|到(?!了?${VENUE}))|先不[搞办做开]|等[^，。]{1,6}再[说办搞开]|改[到至在]成?了?(?=□|下|明|后天|\d|[一二三四五六七八九十]+[月号]|周|星期|礼拜|元旦|国庆|[上下]午|晚)|改成?(?=(?:□|下?周|下个?月|\d+[号月]|明天?|后天))`,
)
const CANCELLED =
  /(?:^|[□\n])\s*停\s*(?=$|[\n，。,；;|｜])|取消(?!了?报名|了?资格)|(?<!先)不[办搞做开去放演讲上]了|没(?:能|有)?(?:[办开做搞去来放演看走讲上拍跑爬种]成|办起来|成行|举行|开起来)|没办(?!完|好)|停办|停课|先停|停一[次回周期]|歇一|停了|[办开搞做去]不[成了]|没法[办开搞做]|放弃了|凑不齐|泡汤|黄了|作罢|叫停|流产|搁浅|被?迫中止|暂停(?!一)/
const NOBODY =
  /(?:没有?|无)(?:一个)?人(?:来|到场|到|参加|报名参加)|(?:一个|半个|1个|一位|一名|一户)[\u4e00-\u9fff]{0,3}?[都也]?没(?:有)?(?:来|到|人|见|露面|参加)|没来(?:一个)?人|到场(?:人数)?(?:为|是)?[0零](?![\d.])|零到场|无人(?:问津|参加|到场|光顾)|空场|冷场到没人|(?:来|到)了?[0零]个?人/
/** 昨天没弄: nothing was done, and nothing was called off. */
const NOT_DONE =
  /[没无](?=有?活动|安排)|未(?:开展|举办|举行|组织|安排)|没(?:弄|做|搞|去|上(?!完)|有?活动|安排|办活动|开(?!完|始|玩))(?!完|成|好|人|饭)|□\s*待定|休息(?!室|区|站|了?一会)|空着/
const DONE =
  /[了过](?:$|[，。,、！!\s]|[^，。]{0,6}[\d一二两三四五六七八九十])|圆满|顺利|结束|完成|举行(?!.{0,6}定)|举办|开展|做完|办完|刚|回来|(?<!预[计估])到场|实到|来了|参加了/

const ACTED =
  /(?:去了?|来到|走进|带[^，。\s]{0,8}去|请来?了?|组织|举办|举行|开展|[办搞做弄上演开]了|[办搞]的|给[^，。\s]{1,10}(?:做|送|发|讲|教|办|理|洗|拍|过|修|装|换|补|配|测|查|量)|陪|教|义务|慰问|帮|开张|启动|开幕|闭幕|收官|结束|回来了|拜访|接待)/
const OFFICE =
  /开会|领导让|拨付|打印机|签到表|收到|请问|系统|账号|表格|材料|合同|发票|报销|电话|群里|文件|链接|密码|请假|面试(?!辅导|技巧|培训|课|模拟|指导)|报到|快递|寄|盖章|签字|审核|修改|资料|到账|转账|打款|办公室|电脑/
/** Something was done with people outside, in words that no list holds. */
export const isActed = (text: string): boolean => ACTED.test(text) && !OFFICE.test(text)
export const isOffice = (text: string): boolean => OFFICE.test(text)
export const isPlan = (text: string): boolean => PLANNED.test(kept(text)) || POSTPONED.test(text)
/** 本来定在广场，后来改到体育馆: of a plan that only its place was changed of nothing is still to come. */
const FORMER =
  /(?:原(?:本|先|来)?|本来?|起初|一开始)(?:就|都|是)?(?:说好?|想)?(?:计划|打算|准备|安排|定|拟定?)(?:好|了)?(?:在|于|到)?/g
const ELSEWHERE = new RegExp(`[改挪换搬移转][到在至去成]了?${VENUE}`)
const kept = (text: string): string =>
  /原|本|起初|一开始/.test(text) && ELSEWHERE.test(text) ? text.replace(FORMER, '') : text
/** 12月1日准备修, 下周计划：…: enough for a day that is shortly ahead, whatever is counted. 准备了 is done. */
const MEANT =
  /准备(?!了|好|的|工作|材料|物资|充分|就绪|完|期|$|[，。,；;\s])|打算|计划(?!外|内|生育)|拟|预[计定]|下一?个?(?:周|星期|礼拜|月)|即将|将[于在要会]/
const MEANT_ABOVE = /(?:下一?个?(?:周|星期|礼拜|月|阶段|季度)|下一?步|接下来|计划|打算|预告)[^，。；;：:\n]{0,8}[：:\n]/
/** Whether it is said with it, or in the words above, that it is still to be done. */
export const isMeant = (text: string, above: string): boolean => MEANT.test(text) || MEANT_ABOVE.test(above)
export const isPostponed = (text: string): boolean => POSTPONED.test(text)
export const isCancelled = (text: string): boolean => CANCELLED.test(text)
export const isEmpty = (text: string): boolean => NOBODY.test(text)
/** 无活动, 未开展: nothing was done, whatever it is called. */
export const isNothing = (text: string): boolean =>
  /[没无]有?(?:活动|安排)|没有?(?:开展|举办|组织|[办搞])[^，。,；;\n\d]{0,6}活动|未(?:开展|举办|举行|组织|安排)/.test(
    text,
  )
/** 没办成，改到下周二: put off rather than called off. */
export const isPutOffInstead = (text: string): boolean =>
  /(?:改[到至在期]|推到|推迟到|延[到期]|挪到)/.test(text.slice(CANCELLED.exec(text)?.index ?? 0))
/** 只来了2个人，改下周五再讲: whoever came came in vain. */
export const isAgain = (text: string): boolean => /改[到成在]?□+[^，。,；;\n□]{0,4}再[讲办上开做搞来]/.test(text)
/** 原定今天的义剪取消了: whoever came was sent home. */
export const isCancelledPlan = (text: string): boolean =>
  /原[定计]|本来|原计划|(?:报名|人数?)[^。\d]{0,6}(?:太少|不够|不足|没满|凑不)/.test(text) && CANCELLED.test(text)
/** 搞了好几次活动: neither which nor how many. */
export const isUnnamed = (text: string): boolean => /(?:好几|好多|几|不少|很多|许多|一些)[个场次]?活动/.test(text)
export const isNotDone = (text: string): boolean => NOT_DONE.test(text)
export const isDone = (text: string): boolean => DONE.test(text)

/** Where the words for it stand, for the span of a status. */
export function statusWords(text: string, status: Status): { start: number; end: number } | null {
  const pattern =
    status === 'planned' ? PLANNED : status === 'cancelled' ? (CANCELLED.test(text) ? CANCELLED : NOBODY) : DONE
  const found = pattern.exec(text)
  return found && { start: found.index, end: found.index + found[0].length }
}

/** Where it is said that something was put off. */
export const postponedAt = (text: string): number => POSTPONED.exec(text)?.index ?? 0
