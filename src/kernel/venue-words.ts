/** What a place is, by the word that its name ends in; a part of a pattern. */
export const VENUE =
  '社区(?!厨房|书记|干部|居民|工作|志愿|矫正|营造|服务|运动|文化)|植物园|动物园|文化园|产业园|图书室|阅览室|渡口|街道|小区|村(?!民|里人|晚|干部|委干)|屯|镇(?!痛|静)|乡(?!亲|贤)|广场(?!舞)|公园|花园|学校|小学|中学|高中|大学(?!生)|学院|幼儿园|二中|一中|三中|附小|敬老院|养老院|福利院|幸福院|疗养院|护理院|养护院|日间照料中心|照料中心|医院|卫生院|卫生室|诊所|图书馆|博物馆|文化馆|体育馆|美术馆|科技馆|纪念馆|展览馆|会展中心|文化站|书店|书屋|书院|茶馆|咖啡馆|咖啡店|餐厅|酒店|饭店|食堂|影院|剧院|剧场|礼堂|会议室|活动室|活动中心|服务中心|服务站|党群中心|党群服务中心|文化中心|活动站|站点|驿站|大厅|多功能厅|报告厅|教室|操场|体育场|球场|商场|超市|菜市场|市场|集市|夜市|步行街|老街|古镇|古城|景区|湿地|河边|江边|海边|海滩|沙滩|湖边|岸边|山上|果园|农场|基地|工地|工厂|车间|园区|物流园|产业园|高铁站|火车站|车站|地铁站|机场|码头|门口|[一二三四东南西北\\d]号?门|楼下|院子里?|祠堂|文化礼堂|大院|公寓|宿舍|办公室|文明实践站|实践站|实践所|家园|之家|馆|苑(?!士)|营地|看守所|监狱|戒毒所|派出所|消防站|消防队|军营|部队|教堂|寺|道观'

const N = '[\\d一二两三四五六七八九十百几多来]+'
const NO_PLACE = new RegExp(
  `^(?:(?:基本|全场|几乎)?(?:满座|座无虚席|爆满|满员|坐满了?|全满)|(?:观看|观影|参观|收看)(?:的|了|人数)?|(?:一?共|总共|连续|连着|为期|历时|前后)*${N} ?(?:天|个?小时|分钟|个月|课时)(?:左右|时间)?|(?:来的?|参加的?)?人(?:还|挺|很|蛮|特别|比较)*(?:多|不少|少)(?:的|了|，)?(?:没|未|不)[\\u4e00-\\u9fff]{1,6}|第${N}[个场次期条](?:活动)?(?:是|有|来了?|到了?)?${N}[个人名位户家](?:人|老人|孩子)?|${N}好几[个人名位户家]?(?:人|老人|孩子)?|(?!第)[\\u4e00-\\u9fff]{0,4}(?:\\d+|两)(?:[、-]\\d+)? ?[家户所])$`,
  'u',
)
/** 「满座」, 「共10天」, 「小学2所」, 「人挺多的没数」: how long or how many, and nowhere. */
export const isNoPlace = (text: string): boolean => text.length <= 16 && NO_PLACE.test(text.trim())

/** 「夏令营 梅岭 共10天」 as 「夏令营 共10天」 and 「梅岭」: what is no place belongs to what was done. */
export function besideWhat([what, ...others]: string[]): string[] {
  const beside = others.filter(isNoPlace)
  return what === undefined || beside.length === 0
    ? [what ?? [], ...others].flat()
    : [[what, ...beside].join(' '), ...others.filter((one) => !beside.includes(one))]
}

/** What one does with a place or for it: 「走进敬老院」, 「打扫公园」 say what was done. */
const DONE_WITH = '进走游访观扫问望去到捡送陪逛帮慰探看入护巡助做搞开办迎'
const IS_VENUE = new RegExp(
  `^(?:(?![${DONE_WITH}])[\\u4e00-\\u9fffA-Za-z\\d]){1,10}?(?:${VENUE}|[一二三四五六七八九十\\d]小)(?:里|内|外)?$`,
  'u',
)

/** Whether a name is one of a place: 「洪都小学」, 「新建二小」, 「敬老院」. */
export const isVenue = (name: string): boolean => name.length <= 14 && (IS_VENUE.test(name) || BARE.test(name))
const BARE =
  /^(?:敬老院|养老院|福利院|幸福院|图书馆|博物馆|文化馆|体育馆|美术馆|科技馆|文化站|活动室|活动中心|会议室|办公室|礼堂|广场|公园|操场)$/u

/** 「洪都小学 讲故事」, where and then what, as what and then where. */
export const whatFirst = (words: string[]): string[] =>
  words.length === 2 && isVenue(words[0] ?? '') && !isVenue(words[1] ?? '') ? words.toReversed() : words

const HOUSE = /[楼栋幢号院路街村苑园区层厦里座校馆中心]$/u
/** 「北门社区2楼 205室」: a room belongs to the house before it. */
export function withRooms(pieces: string[]): string[] {
  const joined: string[] = []
  for (const piece of pieces) {
    const before = joined.at(-1)
    if (before && HOUSE.test(before) && /^[A-Za-z]?\d{1,4}(?:-\d{1,4})?(?:室|号楼?|楼|栋|幢|层|单元)/.test(piece))
      joined.splice(-1, 1, before + piece)
    else joined.push(piece)
  }
  return joined
}
