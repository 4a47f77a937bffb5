import type { Count } from './count.js'
import { isHelper } from './roles.js'

/** What may stand between groups that are side by side. */
export const BETWEEN =
  /^(?:[\s，,、；;+＋和及与跟/|：:（(）)·的是有]|还有|然后|以及|另有|另外|加上?|外加|还是|也|人|来了|各|吧|呢|啊|大概)*(?:(?<=外加|还有|另有|以及|和|、)[\u4e00-\u9fff]{1,3})?$/

/** 剪了31位老人: those are whom the others worked for. */
const SERVED =
  /(?:[理剪][^，。\d]{0,2}的|(?:领|排队|就餐|用餐|吃饭|看病)[^，。\d]{0,3}的|受检|就诊|接诊|受训|理|剪|服务|慰问|看望|走访|探访|教|辅导|检查|体检|接待|陪|带|帮助?|帮扶|给|为|测|查|看|组织|[为给替](?:[^，。,；;\n\d]{1,12}|[^，。,；;\n\d]{1,6}\d{1,2}个班的))[了过着]?$/
/** 四个老师带着36个孩子; parents and their children are one group. */
const LEADERS = /老师|队员|教师|大学生|党员|干部|职工|员工|团员|学长|会员/
const GIVING = /^[给为帮教向][^，。,；;\n]{0,2}[\d一二两三四五六七八九十百]/
const LEADING = /^(?:带着?|领着|陪着?)[^，。,；;\n]{0,2}[\d一二两三四五六七八九十百]/
/** 30名员工来到学校，陪22名视障学生: whom they came for. */
const CAME_FOR =
  /^[^，。,；;\n\d]{0,16}[，,](?:并|一起|分组)?(?:为|给|陪|帮助?|教|带着?(?!队)|辅导|照顾|牵着?)[^，。,；;\n\d]{0,3}\d+(?:名|位|个|多)/
/** 3名社工、2名家长随行; 在12位家属和6名志愿者的陪同下: all of the list went along for the others. */
const ALONG =
  /^[^，。,；;\n在由□]{0,14}(?:陪同|随堂听课|旁听|观摩|随行|随队|随车|跟队|跟着|陪护|带队|护送|协助)(?=下|前|参|到|$|[，。,；;\s])/

const isServedWith = (before: Count, one: Count, plain: string): boolean =>
  !isHelper(before.role ?? '') &&
  SERVED.test(plain.slice(Math.max(0, before.start - 14), before.start)) &&
  /^(?:和|与|及|以及)$/.test(plain.slice(before.end, one.start))

/** 志愿者19，居民自发来的大概30: without who they are and how they came. */
const unnamed = (between: string, { role, named }: Count): string => {
  const at = role === null || named ? -1 : between.lastIndexOf(role)
  return at >= 0 && /^[\u4e00-\u9fff]{0,5}的(?:有|是)?$/.test(between.slice(at)) ? between.slice(0, at) : between
}

/** Who of the counted acts for the others, and whether the words leave it open. */
export function sideBySide(parts: Count[], plain: string): { helpers: Count[]; unclear: boolean } {
  if (parts.length < 2) return { helpers: parts.filter((one) => one.acts && isHelper(one.role ?? '')), unclear: false }
  const served = parts.some(
    ({ role, start }) => !isHelper(role ?? '') && SERVED.test(plain.slice(Math.max(0, start - 14), start)),
  )
  const helpers = parts.filter((one, i) => {
    const role = one.role ?? ''
    const behind = plain.slice(one.end, one.end + 30)
    if (
      ALONG.test(behind) ||
      (LEADERS.test(role) && (LEADING.test(behind) || CAME_FOR.test(behind))) ||
      GIVING.test(behind)
    )
      return true
    if (/^(?:参训|参加|受训|听课|参会|参学)/.test(behind)) return false
    // 人力资源的老师来了仨
    if (
      role.endsWith('老师') &&
      /(?:医院|学校|中心|公司|局|所|院|资源|机构|大学|协会)的$/.test(plain.slice(Math.max(0, one.start - 6), one.start))
    )
      return true
    // 帮忙端菜的媳妇有二十个
    if (/(?:帮忙|帮厨|打下手)[^，。,；;\n\d]{0,4}的$/.test(plain.slice(Math.max(0, one.start - 8), one.start)))
      return true
    if (
      served &&
      /代表|领导|负责人|嘉宾$/.test(role) &&
      /^[^，。]{0,4}(?:到场|出席|参加|参与|见证|陪同|随行|现场)/.test(behind)
    )
      return true
    if (!isHelper(role))
      return (
        one.acts &&
        ((served && /跟[了着来去]|陪着/.test(plain.slice(one.start - 3, one.start))) ||
          /由|请了|带领|带队|随行|指导|当|担任|我们(?:去|队|派|出)|陪教|协助|授课|主讲|讲课|随队|大学生|帮厨|做饭|烧饭|掌勺|帮忙/.test(
            plain.slice(Math.max(0, one.start - 8), one.end + 6),
          ))
      )
    const [before, after] = [parts[i - 1], parts[i + 1]]
    // 志愿者六个还有一个社工
    const joins =
      before &&
      !before.acts &&
      isHelper(before.role ?? '') &&
      /^[，,、 ]*还有$/.test(plain.slice(before.end, one.start))
    // 听众46/主讲2: who spoke to them.
    if (/主讲|讲师|讲者|嘉宾/.test(role) && parts.some((other) => /[听观]众/.test(other.role ?? ''))) return true
    // 服务了48名学生和6名志愿者: all of them are those it was for.
    if (served && before && isServedWith(before, one, plain)) return false
    if (served || (one.acts && !joins)) return true
    // 医院派出医生2名、护士3名
    if (before?.acts && isHelper(before.role ?? '') && /^[和与及、]$/.test(plain.slice(before.end, one.start)))
      return true
    // 社工2名和志愿者6名布置场地
    if (after?.acts && isHelper(after.role ?? '') && /^[和与及、]$/.test(plain.slice(one.end, after.start))) return true
    const beside = (a: Count | undefined, b: Count | undefined) =>
      a !== undefined && b !== undefined && BETWEEN.test(unnamed(plain.slice(a.end, b.start), b))
    return !beside(before, one) && !beside(one, after)
  })
  return { helpers: helpers.length < parts.length ? helpers : [], unclear: false }
}

/** 甲组20人，乙组18人，裁判6人，观众200: the groups told on beside those of the sides. */
export function besideOf(sides: Count[], groups: Count[], plain: string): Count[] {
  const list = [...sides]
  for (const one of groups)
    if (
      !list.includes(one) &&
      !one.acts &&
      one.count !== null &&
      list.some(({ end }) => end <= one.start && BETWEEN.test(plain.slice(end, one.start)))
    )
      list.push(one)
  return list.slice(sides.length)
}
