import { Chars, matches } from '../../kernel/chars.js'
import { FESTIVAL } from '../../kernel/festivals.js'
import { isVenue, VENUE } from '../../kernel/venue-words.js'
import { ROLE } from './roles.js'
import { isOffice } from './status.js'

/** What was done, as a name or a phrase copied from the text. */
export interface EventMention {
  start: number
  end: number
  /** In 「」 or 《》. */
  quoted: boolean
  /** Only its place in the sentence says that it is a name. */
  weak: boolean
}

const MEETINGS =
  '(?<=[家属民友员师长生工])会(?=来了)|(?<![协社机基工学商慈合议委开我本该]|委员|联合|基金|理事|研究|董事|慈善|居委|大家|才|不|都|就|也|还|可|将|能)会(?![员议费同的不上见在来去有被让把给后很更比变越特非紧忙是再也继尽努]|计)'
/** A character of a name. */
const H = '(?:(?![的了在是有个和与去来到])[\\u4e00-\\u9fff])'
/** A name that may begin with any word and is told by its ending: looked for at every place, so only in texts that have the ending. */
type Open = (ending: string, pattern: string) => string
const cores = (open: Open): string =>
  [
    `读书会|分享会|交流会|座谈会|恳谈会|议事会|茶话会|家长会|联欢会|音乐会|运动会|赏月会|诗会|晚会|见面会|说明会|启动会|表彰会|(?<=志愿者|员工|年度|先进)表彰|总结会|推介会|招聘会|宣讲会|发布会|研讨会|评审会|故事会|观影会|生日会|拍卖会|联谊会|年会|恳谈会|培训会|例行会|院坝会|座谈|坝坝会|联欢(?!会)|派对|茶会|讨论会|听证会|协商会|答谢会|动员会|对接会|路演|论坛|峰会|圆桌`,
    `小?课堂|公开课|体验课|安全课|编程课|绘画课|手机课|${open('课', `${H}{1,4}课(?!程|题|本|间|外|后|时|酬)`)}|兴趣班|培训班|暑期班|学习班|托管班|四点半班|冬令营|夏令营|训练营|研习营|营地|培训|讲座|沙龙|工作坊|体验营|班会|团课|党课|小组(?!长)|团体辅导|团辅|督导|辅导|研学|实训|演练|演习|训练|练习|拓展|讲课|授课|义教|支教|带教|陪读|伴读|晨读|共读|读书(?!会)|朗读|诵读|朗诵`,
    `义诊|义剪|义卖|义演|义写|义修|义拍|演出|汇演|展演|巡演|巡展|展览|展销|${open('展', `${H}{1,4}(?<![开发进扩])展(?![开现示望])`)}|比赛|大赛|${open('赛', `${H}{1,4}赛`)}|竞赛|联赛|邀请赛|友谊赛|${open('球赛', `[\\u4e00-\\u9fff]球赛`)}|棋赛|游园|游戏|市集|集市|跳蚤市场|嘉年华|开放日|领养日|活动日|主题日|服务日|日活动|启动仪式|${open('仪式', `${H}{0,5}仪式`)}|庆典|庆祝|赶集|庙会|百家宴|团圆饭|年夜饭|长寿面|饺子宴|长街宴|长桌宴|聚餐|聚会|音乐节|文化节|艺术节|读书节|邻里节|美食节|科技节|体育节`,
    `参访|参观|考察|走访|探访|回访|随访|家访|入户|探望|看望|慰问|陪伴|陪聊|陪诊|陪护|帮扶|助学|助餐|助老|助残|助浴|送餐|送温暖|送清凉|送春联|送粽|送福|送书|送学|送教|送戏|送医|送药|发放|派发|分发|派送|捐赠|赠书|捐书|捐衣|募捐|募款|筹款|献血|体检|筛查|健康检查|测血压|量血压|测血糖|视力检查|涂氟|疫苗|核酸|理发|剪发|洗头|剪指甲|修脚|按摩|推拿|艾灸|缝补|磨刀|维修|修家电|修伞|修鞋|配钥匙|咨询|答疑|普法|宣传|宣讲|科普|推广|倡导|路演|摆摊|驿站|茶摊|施粥|奉粥|派粥|送(?:[\\u4e00-\\u9fff]{1,2})?(?:衣|被|米|油|面|书包|粽子?|汤|药|餐|饭|菜|水|炭|花|奶|温暖|清凉|围巾|帽子?|鞋|月饼|汤圆|物资|礼物|春联|轮椅|口罩|书)|[发分](?:米|油|面|棉被|物资|粮油|口罩|春联|月饼|粽子|温暖包)|访问|慰问演出|教学|表演|值守|值班|站岗|执勤|劝导|护学|护考|巡逻|巡河|巡查|巡护|巡山|巡海|排查|消杀|消毒`,
    `拔河|放风筝|桌游|换书|观星|夜跑|乐跑|骑游|下棋|下围棋|象棋|围棋|打太极|踢球|打球|钓鱼|采茶|割稻|插秧|收稻|种多肉|换灯泡|护学岗|交通劝导|消防逃生|影像展|助浴|洗澡|热线|长桌宴|百叟宴|敬老宴|敬老饭|敬老(?!院)|${open('宴', `${H}{1,3}宴`)}|夜校|剪窗花|书漂(?!流)|放鱼苗|换物|漂流|交接|揭幕|开幕|英语角|${open('角', `${H}{1,3}角(?!色|度|落)`)}|轮滑|手账|茶艺|斗茶|拜访|营造|茶话|净滩|净山|净河|净湖|植树|种树|种菜|种花|播种|插秧|收割|采摘|清洁|保洁|家政|清扫|清理|大扫除|扫除|扫雪|铲雪|捡垃圾|捡拾|拾荒|环境整治|整治|垃圾分类|旧物回收|旧衣回收|衣物回收|回收|分装|打包|分拣|整理|搬运|转运|装卸|救援|搜救|布展|布置|彩绘|墙绘|粉刷|刷墙|放生|增殖放流|观鸟|自然观察|徒步|登山|骑行|健步走|毅行|跑步|长跑|马拉松|春游|秋游|踏青|郊游|出游|露营|团建|瑜伽|太极|广场舞|舞蹈|合唱|唱歌|排练|彩排|戏曲|书法|绘画|画画|剪纸|手工|手作|插花|花艺|陶艺|扎染|编织|刺绣|烘焙|做蛋糕|做月饼|做灯笼|做香囊|包粽子|包饺子|包汤圆|包馄饨|包包子|写春联|写福字|写对联|贴春联|猜灯谜|灯谜|看电影|观影|电影(?!院)|放映|露天电影|拍照|照相|全家福|直播|线上会|慰问演出|文艺演出|社区厨房|爱心早餐|爱心厨房|长者食堂|午餐|晚餐|早餐|茶歇|过生日|集体生日|祭扫|扫墓|红色之旅|升旗|走秀|时装秀|快闪|cosplay|联谊|相亲|交友|结对|签约|挂牌|启用仪式|开馆|开园|揭牌|授牌|开班|结业|结营|开营|开学第一课|毕业|志愿服务|便民服务|上门服务|服务活动|公益行|敬老活动|亲子活动|主题活动|${open('活动', `${H}{1,6}活动(?!室|中心|板房)`)}|${open('行动', `${H}{1,4}行动(?!不便|迟缓|自如)`)}|工作访谈|访谈|调研|调查|问卷|入户宣传|评估|议事|协商|调解|圆梦|体验(?!馆)|反诈|防溺水|防诈|防火|消防(?![站队员])|急救|安全教育|性教育|心理剧|心理疏导|按手印|画脸谱`,
  ].join('|')
const SUFFIX =
  '(?:[小大]?(?:活动(?!室|中心)|仪式|行动|讲座|培训(?!费)|课堂?(?!程|本)|比赛|大赛|会(?!员|议室|场)|班|营|展(?!开)|节|日|周|摊|点|专场|工作坊|沙龙|服务|宣传|宣讲|义卖|教育|小组|体验|训练|演练|驿站|晚会))'
const ENDINGS = ['课', '展', '赛', '球赛', '仪式', '宴', '角', '活动', '行动']
const compiled = new Map<string, RegExp>()
/** Finds names in this text; compiled once for each set of endings. */
function eventPattern(plain: string): RegExp {
  const endings = ENDINGS.filter((ending) => plain.includes(ending))
  const key = endings.join()
  const known = compiled.get(key)
  if (known) return known
  const open: Open = (ending, pattern) => (endings.includes(ending) ? pattern : '(?!)')
  const pattern = new RegExp(`(?:${cores(open)}|${MEETINGS})${SUFFIX}{0,2}`, 'g')
  compiled.set(key, pattern)
  return pattern
}
const QUOTED = /[「『“《"]([^「」『』“”《》"\n]{2,24})[」』”》"]/g
/** What is no part of a name before it: time, who, verbs and the like. */
const STOP = new RegExp(
  `^.*(?:[\\d十百千余多来几][人名位个户](?:${ROLE})?|[\\d一二两三四五六七八九十百千][张份本册袋只盒瓶束棵条件套]|[^\\u4e00-\\u9fffA-Za-z]|的(?!士)|了|在|到(?!家)|去|给|把|和|与|及|为|跟|从|向|由|对|是|有|叫|就|都|也|还|又|再|我们|咱们|我会|我司|大家|举办|举行|开展|组织|承办|协办|参加|参与|进行|完成|办|搞(?!笑)|做|开(?!放)|上(?![门午饶犹海栗])|下午|上午|晚上|早上|中午|傍晚|一早|那场|这场|那个|这个|那次|一场|一次|一个|(?<!第)[两二三四五六七八九十几][次天]|场|今年|今晚|当天|当晚|[树棚檐]下|志愿者们?|社工|机构|协会|中心|街道|(?<=[\\u4e00-\\u9fff])社区|小区|广场|公园|学校|小学|中学|敬老院|养老院|[\\u4e00-\\u9fff]{1,2}(?<![学])[院站馆所](?![长校])|幼儿园|家庭|请|要|陪|想|准备|打算|计划|定|先|正在|已|刚|成功|老师|村(?!晚)|然后|另外|接着|还有|一起)`,
  'su',
)
/** 活动名称：X in a filled-in form. */
const FIELD = /(?<=^|\n)\s*(?:活动)?(?:名称|主题|内容|项目)[:：]\s?(?<name>[^\n，。；;]{2,20})/g
/** 那个香皂工作坊, 换灯泡那次; 搞个旧衣改造, 办了场X: whatever it is called. */
const POINTED =
  /(?:那[个场次堂期](?!人|时候)(?:的)?|(?:^|[，。,；;\s□])(?:那|这)[个场次](?!人|时候|月|星期|礼拜))(?<name>[\u4e00-\u9fff]{2,8}?)(?=[，。,；;：:\s□\d来到有是补去共的]|[一二三四五六七八九十两百]+[人个名位]|$)|(?<=^|[，。,；;\s□的])(?<named>[\u4e00-\u9fff]{2,8})(?=那[个场次堂天期](?!人|时候|月))/g
const VERBED =
  /(?:[搞办整弄摆]|组织|举办|举行|开展)(?:了|过|的|完)?(?:[一两三四五\d]{0,2}[场次个期节堂])?(?:了)?(?<name>[\u4e00-\u9fff]{2,10}?)(?=[，。,；;：:！!\s□\d（(]|$|来了|到了|有|共|[一二三四五六七八九十两百]+[多来余几]?[人个名位户])/g
const NO_NAME =
  /^[一二三四五六七八九十百两几]+$|^(?:活动(?:名称|时间|日期|地点|支出|内容|人数|主题|对象|费用)|大小|临时|后来|最后|[昨今前明]天|下[期次场]|每|一行|下一|情况|计划|如下|的|了|我|你|他|她|它|大家|老师|人|就|是|有|没|不|在|来|去|时候|活动$|完|好|成|公室|法|理|事处|数|照片|文件|表|报告|材料|数字|金额|费用|钱|孩子|老人|志愿者|年|月|天)|(?:吗|呢|吧|了|人数|错了|照片|数据|支出|费用|开销|情况|汇总|小结|总结|概述|概况|综述|回顾|简报|[月季]报|如下|记录|内容|[村镇乡]|社区|小区|小学|中学|[养敬]老院|福利院|祠堂|文化站|广场|公园|活动室|[^志]中心|礼堂|下雨|大雨|暴雨|台风)$|^因/
/** 志愿者培训, 社工督导: whom it was for is part of the name; 5名志愿者培训了老人 is who did it. */
const FOR_WHOM = /(?<![名位个\d]|[一二两三四五六七八九十百几多余])(?:志愿者|义工|社工)$/
const OF_OWN = /^(?:培训|督导|团建|座谈|交流|分享会|见面会|总结会|表彰|答谢|年会|沙龙|联谊)/
/** What stands before a name and is none of it. */
const LEADING = /^(?:[我你他]?们?的|那[场个次天]|这[场个次]|[个完了次把在去]|都有?|咱就?|已经)+/
/** 搞了个义诊, 第3期读书会, 120人报名义诊: a number's measure word is no part of what follows it. */
const COUNTER = /^(?:[个场次期届回位名人户]|报名)+/
const ORDINAL = /第 ?\d{1,3}$/
const FESTIVAL_ONLY = new RegExp(`^${FESTIVAL}$`)
const COUNTING = new RegExp(
  `[了]|都是|的$|剩|余|欠|账|提取码|(?:来|到|去|有|共|人数|参[加与]|大概|大约|约|差不多|一共|总共|合计|费|花|用|支出|收入|各|每[天场次]?|上|带|请|是|为|就|只|还|都|应|报名|实到|现场|线[上下]|[上下]午场?|${ROLE})了?$|^(?:共|一共|总共|合计|其中|志愿者|老人|孩子|家长|花|用|支出|费用|材料|买|报名|实到|来了|到了)`,
)
const NOT_EVENT_AFTER =
  /^(?:费|电话|室|中心|点位|群|表|名单|方案|通知|照片(?!墙)|稿|材料|总结|报告|预算|经费|款|员|师|用品|液|券|证|机构|公司|学校|处|部)/
/** 另外图书角: how a sentence goes on is no part of a name. */
const BESIDES =
  /^(?:另外|还有|此外|然后|接着|同时|后来|(?:每?个?(?:周|星期|礼拜|月|天|晚)?[一二三四五六日天末]?上|[两二三四五六七八九]节)(?=[\u4e00-\u9fff]{2,}课)(?!上海))/
/** 两个活动: what follows names them. */
const SEVERAL = /^(?:好?[一两二三四五六七八九十几]?[个场次项件]?活动|活动?[一两二三四五六七八九十几][个场次项件])$/
/** 太极晨练, 垃圾分类入户: the rest of a phrase that ends where a pause or number begins. */
const TAIL =
  /^(?![^\s]{0,3}?(?:来|到|有|的|了|在|共|是|给|去|于|和|我|人|老|孩|志|家|参|报|各|原|每|就|都|也|大|第|已|将|时|中|后|前|当|现|圆|顺|结|花|支|用|费|合|总|约|[一另][次场回]))[\u4e00-\u9fff]{1,3}(?<![红蓝黄绿白黑甲乙丙一二三四主客正反][队组方])(?=[\s：:，,\d（(□])/
/** 茶话会推了, 秋游定在下周: what it is said of. */
const SUBJECT =
  /(?<=^|[，。,；;\s□的])(?<name>[\u4e00-\u9fff]{2,8}?)(?=等通知|放弃|取消|延期|推迟|改期|改[到在]|定[在于了]|顺延|不[办搞开]了|泡汤|黄了|没[办开搞]成|[办开搞]不成|照常|如期|[办做搞开]完|结束|圆满|收官|开张)/g
/** 周五 交换图书: what follows a date up to a pause. */
const DATED = /□(?:的|那天|晚上|下午|上午|早上|中午|在|去)*\s?(?<name>[\u4e00-\u9fff]{3,8})(?=$|[\s，,。；;：:（(])/g
/** A line that begins with what was done and goes on with how many. */
const LISTED =
  /(?:(?<=^|[\n|；;。！!]|[\n|；;。]\s)|□)[\s：:，,.、）)]*(?:上午|下午|晚上|早上|中午)?\s?(?<name>[\u4e00-\u9fff]{2,10}?)(?=[\s：:，,（(]*(?:\d|[一二三四五六七八九十两百]+[多来余几]?[个人名位户组对]|(?:老人|长者|孩子|儿童|小孩|大人|家长|志愿者|义工|学生|居民|亲子|家庭|观众|娃)[\s：:]?[\d一二三四五六七八九十两]))/g
/** 6月7日，亲子阅读，高安市图书馆，32人: the second of what is told in short. */
const TERSE =
  /□(?:上午|下午|晚上|早上|中午)?[，,] ?(?<name>(?!天气|阳光)[\u4e00-\u9fff]{3,8})(?=[，,] ?(?:\d|[^，,。；;\n]{2,12}[，,] ?(?:一?共|来了|参加|约|签到|实到)?\d))/g
const MANY = '(?:来了|来|约|共|参加)?(?:[\\d一二两三四五六七八九十百千]+)'
const WORD = '[\\u4e00-\\u9fffA-Za-z]'
/** 11月12 洪都小学 讲故事 三十来个娃: told in short, where and then what. */
const AT_PLACE = new RegExp(
  `□ ?(?:${WORD}{0,8}(?:${VENUE})|${WORD}{1,6}[一二三四五六七八九十]小) (?<name>${WORD}{2,8})(?= (?:${WORD}{0,4})?${MANY})`,
  'g',
)
/** 28号的亲子阅读来了32人, 28号东湖社区的亲子阅读来了32人: what the day, or the place, had. */
const OF_DAY = new RegExp(
  `□(?:上午|下午|晚上|早上|中午)?(?:在?(?:${WORD}{0,8}(?:${VENUE})|${WORD}{2,4}))?的(?<name>(?!${ROLE})[\\u4e00-\\u9fff]{3,8}?)[，,]?(?=(?:来了?|到了?|有|一共|总共|共|参加了?)*(?:[大约]?[\\d一二两三四五六七八九十百]+[多来几余]?)(?:个|人|名|位|户))`,
  'g',
)
/** 10月4日 喂猫 大学城 五六个人: what and then where. */
const AND_PLACE = new RegExp(
  `□ ?(?<name>${WORD}{2,10})(?= ${WORD}{2,8} (?:${WORD}{0,4}?)${MANY}[个多来几人名位余])`,
  'g',
)
/** 和曙光急救一起…, 和曙光急救在万达广场…: with whom. */
const PARTNER =
  /(?<=^|[，。,、；;：:\s□在]|我们?|咱们|[\u4e00-\u9fff](?=[和跟与同][\u4e00-\u9fff]{2,10}(?:一起|一同|共同|联合)))[和跟与同联](?:合)?(?<who>[\u4e00-\u9fff]{2,10}?)(?:一起|一同|共同|联合|合作|在(?=[\u4e00-\u9fff]{2,12}[搞办做开举组]))/g

/** Names by their place in the sentence; each with characters of which its text must hold one. */
const PLACED: [Chars, RegExp][] = [
  [new Chars('那这'), POINTED],
  [new Chars('搞办整弄摆组举开'), VERBED],
  [new Chars('等放取延推改定顺不黄没泡照如完结圆收开'), SUBJECT],
  [new Chars('0123456789一二三四五六七八九十两百'), LISTED],
  [new Chars('□'), OF_DAY],
  [new Chars('□'), AT_PLACE],
  [new Chars('□'), AND_PLACE],
  [new Chars('□'), DATED],
  [new Chars('□'), TERSE],
]
const MOST_BEFORE = 8

/** Where a name begins without the measure word before it; with all of 第3期. */
function uncounted(plain: string, start: number, core: number): number {
  const [said = ''] = COUNTER.exec(plain.slice(start, Math.max(core, start + 1))) ?? []
  if (said === '' || !/[\d了一二两三四五六七八九十百几□办搞做人名位户]/.test(plain[start - 1] ?? '')) return start
  const [ordinal = ''] = /^[期届回次]/.test(said)
    ? (ORDINAL.exec(plain.slice(Math.max(0, start - 5), start)) ?? [])
    : []
  return ordinal === '' ? start + said.length : start - ordinal.length
}

/** Every name or phrase of the text that says what was done. */
export function eventsIn(plain: string): EventMention[] {
  const found: EventMention[] = []
  const names = eventPattern(plain)
  for (const { 0: said, index } of matches(QUOTED, plain)) {
    names.lastIndex = 0
    const around = plain.slice(Math.max(0, index - 6), index)
    // 读完了《边城》前三章: what was read.
    if (said.startsWith('《') && /(?:读|看|讲|唱|学|演|诵|播放?|放映)[了完过]{0,2}$/.test(around)) continue
    if (/收录|名为|主题|题为|发布|来源|栏|字样|叫|模板/.test(around) && !names.test(said)) continue
    found.push({ start: index + 1, end: index + said.length - 1, quoted: true, weak: false })
  }
  for (const { 0: said, index, groups } of matches(FIELD, plain)) {
    const start = index + said.lastIndexOf(groups?.['name'] ?? '')
    if (!found.some((one) => one.end > start))
      found.push({ start, end: index + said.length, quoted: true, weak: false })
  }
  const quoted = [...found]
  for (const { 0: said, index } of matches(names, plain)) {
    const end = index + said.length + (TAIL.exec(plain.slice(index + said.length))?.[0].length ?? 0)
    if (NOT_EVENT_AFTER.test(plain.slice(end, end + 3))) continue
    const before = plain.slice(Math.max(0, index - MOST_BEFORE), index)
    const near = index - before.replace(STOP, '').length
    const upTo = before.slice(0, before.length - (index - near))
    const whom = OF_OWN.test(plain.slice(near, end)) && plain[end] !== '了' ? FOR_WHOM.exec(upTo) : null
    const from = uncounted(plain, near - (whom?.[0].length ?? 0), index)
    const start = from + (BESIDES.exec(plain.slice(from, end - 1))?.[0].length ?? 0)
    if (/^[没无不]/.test(plain.slice(start)) || SEVERAL.test(plain.slice(start, end))) continue
    const last = found.at(-1)
    if (quoted.some((one) => one.start <= index && one.end >= end)) continue
    // 香皂 工作坊 and what it is made of are one name where nothing stands between.
    if (last && !last.quoted && start <= last.end) last.end = end
    else found.push({ start, end, quoted: false, weak: false })
  }
  for (const [sign, pattern] of PLACED)
    for (const { groups, index, 0: said } of sign.in(plain) ? matches(pattern, plain) : []) {
      const called = groups?.['name'] ?? groups?.['named'] ?? ''
      const start = index + said.lastIndexOf(called) + (LEADING.exec(called)?.[0].length ?? 0)
      const one = { start, end: index + said.lastIndexOf(called) + called.length, quoted: false, weak: true }
      if (
        one.end - one.start < 2 ||
        NO_NAME.test(called) ||
        SEVERAL.test(called) ||
        FESTIVAL_ONLY.test(called) ||
        (pattern === AND_PLACE && isVenue(called)) ||
        ((pattern === LISTED || pattern === AND_PLACE || pattern === DATED || pattern === TERSE) &&
          (COUNTING.test(called) || isOffice(called))) ||
        found.some((other) => other.start < one.end && one.start < other.end)
      )
        continue
      found.push(one)
    }
  const partners = [...matches(PARTNER, plain)]
  return found
    .filter(({ start, end }) => !partners.some(({ index, 0: said }) => start >= index && end <= index + said.length))
    .toSorted((a, b) => a.start - b.start)
}
