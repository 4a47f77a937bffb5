import { amountsIn, type Amount } from '../../kernel/amount.js'
import { matches } from '../../kernel/chars.js'
import { scanNumber } from '../../kernel/numeral.js'
import { readMoney } from '../../kernel/money-words.js'
import { PERSON_AT_END } from '../../kernel/person-words.js'
import type { Count } from './count.js'
import { GOODS_NAME, listedSums } from './spending-list.js'
import { clauseUpTo } from './text.js'

/** Money that an activity cost, in yuan. */
export interface Spent {
  yuan: number
  /** 共花了, 合计: the parts beside it are in it. */
  total: boolean
  /** A price of each: counts only with how many. */
  each: 'person' | 'piece' | 'day' | 'personDay' | null
  /** Said with a word for spending, not only with 元. */
  sure: boolean
  start: number
  end: number
}

const UNIT = / ?(?:[元块]钱|元(?![旦宵素])|块(?![展木地板牌石玻儿去来参做])|人民币|万元|[角毛](?!衣|线|巾|毯))/y
const NOUN =
  '(?:费用?|支出|开支|开销|成本|花销|[\\u4e00-\\u9fff]{1,3}费|[\\u4e00-\\u9fff]{1,2}钱|[助奖]学金|慰问金|门票|[苗料货餐车票书菜]款|补贴|补助|慰问款|救助金|红包|劳务|课酬|酬金|[订定租]金|师资|物料|奖品|礼品|礼物|蛋糕|水果|零食|饮料|可乐|薯片|瓜子|糖果|茶点|点心|盒饭|面粉|馅料|猪肉|蔬菜|鸡蛋|牛奶|月饼|糯米|鲜花|花材|材料|颜料|文具|道具|布料|泥料|横幅|海报|打印|复印|音响|投影|大巴|包车|打车|加油|油|矿泉水|菜金|酒水|红纸|墨汁|宣纸|毛笔|豆子|食材|药材|大米|红糖|红枣|白糖|粽叶|纸杯|手套|毛巾|礼盒|纪念品|展板|灯笼|气球|麦克风|小蜜蜂|耗品|租车|车票|停车|住宿|餐饮|印刷|快递|邮寄|保险|场租|耗材)'
/** 请师傅吃饭210: what it cost to treat those who helped; 请老人吃饭80 may count the guests. */
const TREATED =
  '请[\\u4e00-\\u9fff]{0,4}(?:师傅|老师|教练|专家|医生|大夫|志愿者|义工|讲师|司机|嘉宾|工人|裁判|帮工|电工|厨师|帮手)们?(?:吃|喝)'
const SPENT = new RegExp(
  `(?:${TREATED}|花费|花|吃掉|吃了|喝掉|用|支出|开支|开销|支付|付|掏|耗资|耗费|贴|报销|采购|购买|买|租|订|印|打印|${NOUN})(?:[\\u4e00-\\u9fff]{0,6}?)(?:了|掉|去|是|为|共|一共|总共|合计|约|大概|不到|才|只|就|都|[:： （(])*$`,
)
/** What costs something, and the goods that do. */
const COSTS = new RegExp(`${SPENT.source}|(?<![买来到])${GOODS_NAME}$`)
const SUM_OF = /^(?:[元块]钱?)?[，,、；;。 ]*(?:一共|总共|共计|合计|总计|共|加起来|全部)(?:是|约|大概)?$/
/** 午饭一共575, 西瓜和水共两百三: goods that people do not come to. */
const GOODS_TOTAL =
  /(?<![送助聚派领吃共陪来备做])(?:[早中午晚]?[饭餐]|[饭菜肉水茶奶糖果叶花苗纸笔布料材具品票药油线]|西瓜|食材|蛋糕|租金|物资|(?<=\d)[元块])(?:[和跟、][\u4e00-\u9fff]{1,4})?(?:一共|总共|共计|合计|加起来|拢共|共)(?:是|约|大概)?$/
/** 花费我报错了 不是470 是740: which figure is put right is said before. */
const IN_CORRECTION =
  /(?:花的?钱|钱数|金额|价钱|总额|开销|花销|支出|费用|花费|开支|成本|[\u4e00-\u9fff]{1,2}费)[^。\n\d]{0,10}(?:错|写重|算重|改|更正|■)[^。\n\d]{0,14}$/
const GAVE = /(?:发放?|给|送|资助|慰问|补助|补贴|每户|每人)[^，。,；;\n]{0,12}$/
const NOT_SPENT =
  /(?:筹|募|捐(?!赠?仪式|书|衣)|收入|收到|收了|收(?=\d)|善款|拨款|拨付|到账|入账|进账|预算|申请|批复|批了|批准|价值|折合|市价|原价|营业额|卖|义卖|售|得款|卖得|获得|得(?=[\d¥一二三四五六七八九])|凑|配捐|赞助|自费|自理|AA|A{2}|自掏|自己掏|各自|门票(?![加和费]|[^，。,；;]{0,4}共)|报名费|学费收|缴|交(?![通流友警])了?|商家|企业出|对方出|别人|他们出|社区出|街道出|村里出|结余|剩|余额|省了|奖金池|资助额|资助款|资助金额|经费(?:还|剩)|项目款|目标|定价|单价|市值)[^，。,；;\n花用支付]{0,10}$/
const NOT_SPENT_AFTER =
  /^(?:整|左右|多)?(?:的)?(?:善款|捐款|物资|捐赠|预算|资助|拨款|赞助|经费(?!支出)|收入|筹款|爱心款|[，,]?(?:全部|都)?(?:由(?!会费|[^，。]{0,6}(?:经费|资金|项目|本[会社站]|我[会社们]))|是)[^，。]{1,8}(?:出|承担|赞助|提供)|是[^，。]{1,8}(?:出的|赞助|捐)|[^，。,]{0,4}(?:自理|自付|自费|AA|对方付|街道出|社区出|企业出))/
const TOTAL = /(?:一共|总共|共计|合计|总计|共|总支出|总花费|总费用|总开支|总)[^，。,；;\d]{0,6}$/
const EACH_PERSON =
  /(?:每[人位名户家]|每个(?:人|孩子|老人|家庭|学生|娃)|每组家庭|人均|(?<![十百])一(?:[人户家]|个人)(?:给了?|发了?)?|各|每名[\u4e00-\u9fff]{1,4}|每位[\u4e00-\u9fff]{1,4})[^，。,；;\d]{0,8}$/
const EACH_PIECE =
  /(?:每[\u4e00-\u9fff]|单价)[^，。,；;\d]{0,6}$|(?<![十百两])一[份套个本袋餐顿](?:大概|约|是|要|才|就|只要?)?$/
const EACH_DAY = /(?:每|(?<![十百])一)[天日晚](?:大概|约|是|要)?$/
const EACH_AFTER = /^ ?(?:[/／每一] ?(?<unit>[人份个本套瓶箱天次张名位户家盒袋册]))/
const NOTHING =
  /(?<!其他|其它|别的|另外|其余)(?:(?:费用|支出|花费|开支|开销)[:：] ?(?:无|0(?![.\d])|零)|没(?:有)?(?:怎么)?花(?:过)?(?:什么|一分)?钱|一分钱?(?:都|也)?没(?:有)?花|零(?:支出|成本|开支|花费|费用)|无(?:任何)?(?:支出|花费|开支|费用)|没有?(?:产生|发生|任何)?(?:支出|费用|花费|开支|花销)|花费为?(?:零|0(?!\.?\d))|不花钱|没花(?!完|多)|支出(?:为|是|：)?(?:零|0(?![.\d])))/g
/** A number with something else behind it is no money. */
const MEASURED =
  /^ ?(?:人次|[人名位个户家份本套场次天袋岁年月日号点期节只枝幅面根罐条件瓶箱盒包斤张棵头台辆桶杯碗把顶双副支束捆朵盆桌层楼路米里公千斤组对队班级%％座遍中点下起样直些]|小时|分钟|多?[人名位个户家份本套])/
const PIECES =
  /(?<![每\d一二三四五六七八九十])(?!一[份套个本袋册])(?<n>\d{1,5}|[一二两三四五六七八九十百]{1,4})(?:份|套|个|本|袋|册|盒|箱|瓶|张|件|辆|台|桌|床|条|棵|只|斤|节)/g

const BEFORE = 20
const clauseBefore = (plain: string, at: number): string => clauseUpTo(plain, at, BEFORE)

/** Every amount that may be one of money. */
export const sumsIn = (plain: string): Amount[] => Array.from(amountsIn(plain, UNIT))

const GOODS = '份套个本袋盒箱瓶张件支条双把卷包副桶斤根块顶只台辆盘杯碗罐枝束盆棵天次场节'
const IS_GOODS = new RegExp(`[${GOODS}]`)
/** 38×5元, 40支×23元, 5元*38: so many of each. */
const TIMES_BEFORE = new RegExp(`(?<n>\\d{1,5}) ?(?<unit>[人名位户${GOODS}])? ?[×xX*＊✖] ?$`)
const TIMES_AFTER = new RegExp(`^ ?[×xX*＊✖] ?(?<n>\\d{1,5})(?<unit>[人名位户${GOODS}])?`)
/** 租车两天，每天350; 疫苗40支 每支23: what was bought or hired stands before how many. */
const OF_EACH = new RegExp(
  `(?<n>\\d{1,5}|[一二两三四五六七八九十百]{1,4}) ?(?<of>[${GOODS}晚])[ ，,]?每\\k<of>(?:大概|约|是|要)?$`,
)
/** 每户米油一份共花5040, 每户一桶油共1600: the sum of all of them; 每人共50, 每人餐费车费共50 is of each. */
const ALL_OF_THEM = new RegExp(
  `每[人位名户家个][^，。,；;]{1,12}(?:(?:共|合计|总计)(?:花|用|支出|开支|耗|付)|(?<=[一两\\d][${GOODS}][\\u4e00-\\u9fff]{0,4})(?:一|总)?(?:共|合计))[^，。,；;\\d]{0,3}$`,
)

/** The 38 of it. */
const MULTIPLIED = new RegExp(`^ ?[人名位户${GOODS}]? ?[×xX*＊✖] ?\\d`)

/** Of those sums all that were spent or given out. Money raised, budgets, values and what others paid are none. */
export function spendingIn(plain: string, sums: Amount[]): Spent[] {
  const found: Spent[] = []
  for (const { 0: words, index } of matches(NOTHING, plain))
    found.push({ yuan: 0, total: true, each: null, sure: true, start: index, end: index + words.length })
  for (const amount of sums) {
    const clause = clauseBefore(plain, amount.start)
    const said = TIMES_BEFORE.exec(clause)
    // 40支×23 is money, 3×20 need not be.
    const times = amount.unit || IS_GOODS.test(said?.groups?.['unit'] ?? '') ? said : null
    const before = times ? clause.slice(0, times.index) : clause
    const behind = plain.slice(amount.end, amount.end + 14)
    const by = amount.unit && !times ? TIMES_AFTER.exec(behind) : null
    const after = behind.slice(by?.[0].length ?? 0)
    // 道具 230+85+160
    const chained = !amount.unit && found.length > 0 && plain.slice(found.at(-1)?.end, amount.start) === '+'
    const ofEach = before.includes('每')
      ? OF_EACH.exec(plain.slice(Math.max(0, amount.start - BEFORE), amount.start))
      : null
    const spent =
      chained ||
      (ofEach !== null && COSTS.test(clauseBefore(plain, amount.start - ofEach[0].length))) ||
      SPENT.test(before.replace(/[¥￥] ?$/, '')) ||
      (!amount.unit && /[共计起拢]/.test(before) && GOODS_TOTAL.test(before)) ||
      (!amount.unit && IN_CORRECTION.test(plain.slice(Math.max(0, amount.start - 40), amount.start)))
    // 横幅80，奖品240，一共320: the sum of what was just told.
    const summed =
      !amount.unit &&
      /[共计总起]/.test(before) &&
      SUM_OF.test(plain.slice(found.at(-1)?.end ?? amount.start, amount.start))
    const marked = !amount.unit && /[¥￥] ?$/.test(before)
    const apiece =
      !amount.unit &&
      /每[人户名位家](?:每[天日晚])?(?:发|补|给|补助|慰问)?$/.test(before) &&
      !MEASURED.test(after) &&
      amount.said >= 10
    if (!amount.unit && !spent && !apiece && !marked && !summed) continue
    if (!amount.unit && MULTIPLIED.test(behind)) continue
    if (!amount.unit && (MEASURED.test(after) || amount.said < 10)) continue
    // 买东西的家长有七八十
    if (!amount.unit && PERSON_AT_END.test(before.replace(/(?:有|来了?|到了?|大概|约)+$/, ''))) continue
    if (NOT_SPENT.test(before) || NOT_SPENT_AFTER.test(after)) continue
    const each = EACH_AFTER.exec(after)
    let yuan = amount.said * (/[角毛]/.test(amount.unit ?? '') ? 0.1 : /万/.test(amount.unit ?? '') ? 10_000 : 1)
    let end = amount.end
    // 三块五, 12元5角: what follows the 元 belongs to it.
    for (let more = 4; more > 0 && amount.unit && !amount.qualifier; more--) {
      if (/^[一二两三]?[共起总次]/.test(plain.slice(amount.end))) break
      const whole = readMoney(plain.slice(amount.start, amount.end + more))
      if (
        !whole ||
        whole.minFen === yuan * 100 ||
        whole.minFen !== whole.maxFen ||
        !/[\d一二三四五六七八九]/.test(plain.slice(amount.end, amount.end + more))
      )
        continue
      yuan = whole.minFen / 100
      end = amount.end + more
      break
    }
    const many = Number((times ?? by)?.groups?.['n'] ?? scanNumber(ofEach?.groups?.['n'] ?? '', 0)?.value ?? 1)
    // 38人×5元 counts people as well.
    const shown = times && times.groups?.['unit'] === undefined ? clause.length - times.index : 0
    const total = TOTAL.test(before)
    found.push({
      yuan: Math.round(yuan * many * 100) / 100,
      total,
      each:
        times || by || ofEach || (total && ALL_OF_THEM.test(before))
          ? null
          : each
            ? /[人名位户家]/.test(each.groups?.['unit'] ?? '')
              ? 'person'
              : /[天晚]/.test(each.groups?.['unit'] ?? '')
                ? 'day'
                : 'piece'
            : /每人每[天日]|每[天日]每人/.test(before)
              ? 'personDay'
              : EACH_PERSON.test(before)
                ? 'person'
                : EACH_DAY.test(before)
                  ? 'day'
                  : EACH_PIECE.test(before)
                    ? 'piece'
                    : null,
      sure: spent || GAVE.test(before),
      start: amount.start - shown,
      end: end + (each?.[0].length ?? (by?.groups?.['unit'] === undefined ? (by?.[0].length ?? 0) : 0)),
    })
  }
  return listedSums(
    plain,
    sums,
    found.toSorted((a, b) => a.start - b.start),
  )
}

/** Money that is no spending, but whose numbers are none of people either: every amount with 元. */
export function moneySpans(plain: string, sums: Amount[]): { start: number; end: number }[] {
  const spans = []
  for (const amount of sums)
    if (
      amount.unit ||
      plain[amount.start - 1] === '¥' ||
      (!MEASURED.test(plain.slice(amount.end, amount.end + 4)) &&
        !/人数[^，。]{0,2}$/.test(clauseBefore(plain, amount.start)) &&
        /(?:收入|筹得?|筹款|筹集|筹到|募得?|募集|流水|预算|营业额|价值)[^，。,；;\n\d]{0,4}$/.test(
          clauseBefore(plain, amount.start),
        ))
    )
      spans.push({ start: amount.start, end: amount.end })
  return spans
}

/** 共用去苗木款4900元、租车费1600元: 共 is said of all of them. */
const beginsSums = (total: Spent, all: Spent[], plain: string): boolean => {
  const next = all[all.indexOf(total) + 1]
  return (
    next !== undefined &&
    /(?:款|费|金)$/.test(plain.slice(Math.max(0, total.start - 1), total.start)) &&
    /^[、和及][^，,。；;\n\d]{1,8}$/.test(plain.slice(total.end, next.start))
  )
}

/** The spending of one activity: a stated total, else the sum of what is said; a price counts times how many. */
export function spendingOf(
  plain: string,
  spent: Spent[],
  counts: Count[],
  attended: number | null,
  days: number | null,
): Spent | null {
  const whole = spent.filter(({ each }) => each === null)
  const total = whole.findLast((one) => one.total) ?? null
  if (total && !beginsSums(total, whole, plain)) return total
  const priced = spent.flatMap((one): Spent[] => {
    if (one.each === null) return []
    const near = [...counts].filter(
      ({ count, role, unit }) =>
        count !== null && (one.each !== 'piece' || role === null || unit === '户') && unit !== '人次',
    )
    // 12名学生每人领到1000元，家长30余人见证
    const people =
      near.findLast(
        ({ end, part }) => !part && end <= one.start && /^[^，。,；;]{0,8}$/.test(plain.slice(end, one.start)),
      )?.count ??
      near.find(({ start }) => start >= one.end && /^[^，。,；;]{0,8}$/.test(plain.slice(one.end, start)))?.count ??
      attended ??
      near.findLast(({ end }) => end <= one.start)?.count
    const goods =
      one.each === 'piece'
        ? matches(PIECES, plain).find(({ 0: said, index }) => index >= one.end || index + said.length <= one.start - 2)
        : null
    // 一户一袋，一袋65块
    const forEach = one.each === 'person' || (!goods && /[一每][户人位名家]一[袋份套箱盒桶]/.test(plain))
    const times =
      one.each === 'day'
        ? days
        : one.each === 'personDay'
          ? (people ?? 0) * (days ?? 0) || null
          : goods
            ? scanNumber(goods.groups?.['n'] ?? '', 0)?.value
            : forEach
              ? people
              : null
    return times ? [{ ...one, yuan: Math.round(one.yuan * times * 100) / 100, each: null }] : []
  })
  // 花了3600，平均每人60: said twice.
  const sum = whole.reduce((all, { yuan }) => all + yuan, 0)
  const parts = [...whole, ...priced.filter(({ yuan }) => yuan !== sum)]
  const [first] = parts
  if (!first) return null
  const yuan = parts.reduce((all, one) => all + one.yuan, 0)
  return { ...first, yuan: Math.round(yuan * 100) / 100, end: parts.at(-1)?.end ?? first.end }
}
