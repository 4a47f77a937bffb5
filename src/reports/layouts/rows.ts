import { showDays } from '../../kernel/day-words.js'
import { basisLabel } from '../../records/basis-labels.js'
import type {
  Activity,
  Category,
  Dataset,
  Expense,
  Draft,
  Goal,
  GrantLine,
  Learning,
  Lesson,
  Missing,
  Output,
  OwedReport,
  Photo,
  Raised,
  SalonLine,
  Support,
  Text,
} from '../dataset/dataset.js'
import { showNumber } from '../dataset/figure.js'
import type { StatusCount } from '../../programmes/partner-status.js'
import type { Stage } from '../dataset/stages.js'
import { basesText, showDay, showFigures, showPeriod, yuan } from './show.js'
import { loop, tag, type Tag } from './tag.js'

export const GRANT_STATUS: Record<GrantLine['status'], string> = {
  active: '执行中',
  withdrawn: '已退出',
  finished: '已结束',
}
export const PURPOSE: Record<NonNullable<GrantLine['purposeClass']>, string> = {
  project: '项目',
  admin: '行政',
  operating: '运营',
  unrestricted: '非限定',
}

export const ACTIVITY: Tag<Activity>[] = [
  tag('时间', '哪一天，或哪几天', ({ startsOn: from, endsOn: to }) => showDays({ from, to })),
  tag('开始日期', '第一天，2014-03-22', ({ startsOn }) => startsOn),
  tag('结束日期', '最后一天', ({ endsOn }) => endsOn),
  tag('内容', '活动的名字', ({ title }) => title),
  tag('地点', '在哪里', ({ place }) => place),
  tag('机构', '哪家机构办的', ({ organisation }) => organisation),
  tag('类别', '表单里的类别', ({ kind }) => kind),
  tag('人数', '来了多少，照原话带单位：二百多人次', ({ headcount }) => headcount),
  tag('人数数字', '只有数字，不确切的是范围：201–299', ({ min, max }) =>
    min === null || max === null ? '' : showNumber({ min, max }),
  ),
  tag('依据', '人数怎么来的：签到、现场点数、估计、事后补记', ({ basis }) => basisLabel(basis)),
]

export const activities = <Of>(name: string, about: string, rows: (of: Of) => readonly Activity[]) =>
  loop<Of, Activity>({ name, about, rows, tags: ACTIVITY })

export const CATEGORY: Tag<Category>[] = [
  tag('名称', '类别的名字', ({ label }) => label),
  tag('次数', '这一类有几次活动', ({ count }) => count.rows),
  tag('人数合计', '这一类的人数，单位不同就分开写', ({ attendance }) => showFigures(attendance)),
  tag('人数依据', '这一类的人数怎么来的：签到 3、估计 1', ({ attendance }) => basesText(attendance)),
  tag(
    '没写人数的',
    '没有写人数的次数',
    ({ activities: all }) => all.filter(({ headcount }) => headcount === null).length,
  ),
]

export const GRANT: Tag<GrantLine>[] = [
  tag('机构', '受助机构或个人', ({ organisationName }) => organisationName),
  tag('项目', '资助用途', ({ purpose }) => purpose),
  tag('金额', '元；没有定的空着', ({ amountFen }) => yuan(amountFen)),
  tag('用途类别', '项目、行政、运营、非限定', ({ purposeClass }) => purposeClass && PURPOSE[purposeClass]),
  tag('状态', '执行中、已退出、已结束', ({ status }) => GRANT_STATUS[status]),
  // Without the hub's remark, as the public sees it, a table of eight has to say which one of seven it is not.
  tag('备注', '枢纽机构写的备注；退出的总会写明', ({ remark, status }) =>
    status !== 'withdrawn' || remark?.includes('退出')
      ? remark
      : [GRANT_STATUS.withdrawn, remark].filter(Boolean).join('；'),
  ),
]

export const TEXT: Tag<Text>[] = [
  tag('机构', '谁写的', ({ organisation }) => organisation),
  tag('项目', '哪一笔资助', ({ purpose }) => purpose),
  tag('题目', '表单里的问题', ({ label }) => label),
  tag('正文', '原文', ({ text }) => text),
]

export const GOAL: Tag<Goal>[] = [
  tag('原目标', '计划要做到的', ({ label, plannedMin, plannedMax, unit }) =>
    plannedMin === null
      ? label
      : `${label}（${showNumber({ min: plannedMin, max: plannedMax ?? plannedMin })}${unit ?? ''}）`,
  ),
  tag('机构', '哪家的目标；整个项目的空着', ({ organisation }) => organisation),
  tag('实际达成', '简报里说的结果', ({ results }) => each(results, ({ actual }) => actual)),
  tag('差异原因', '简报里说的原因', ({ results }) => each(results, ({ reason }) => reason)),
  tag('截止', '计划到哪一天', ({ dueOn }) => showDay(dueOn)),
]

/** One answer as it is; of several each with whose it is. */
const each = (results: Goal['results'], of: (result: Goal['results'][number]) => string | null): string => {
  const said = results.flatMap((result) => (of(result) ? [{ who: result.organisation, what: of(result) ?? '' }] : []))
  return said.length === 1 ? (said[0]?.what ?? '') : said.map(({ who, what }) => `${who}：${what}`).join('\n')
}

export const PHOTO: Tag<Photo>[] = [
  tag('说明', '照片的说明', ({ caption }) => caption),
  tag('机构', '谁发的', ({ organisation }) => organisation),
  tag('活动', '拍的是哪次活动；说不准的空着', ({ activity }) => activity && activity.title),
  tag('图注', '说明（没写的用活动的名字和日期），后面是机构', ({ caption, activity, organisation }) => {
    const shown = activity && `${activity.title}，${showDays({ from: activity.startsOn, to: activity.endsOn })}`
    const said = caption ?? shown
    return said === null ? organisation : `${said}（${organisation}）`
  }),
]

/** Two pictures side by side; the last may stand alone. */
export type Pair = [left: Photo, right: Photo | null]

export const pairsOf = (photos: readonly Photo[]): Pair[] =>
  photos.flatMap((left, i): Pair[] => (i % 2 === 0 ? [[left, photos[i + 1] ?? null]] : []))

export const PAIR: Tag<Pair>[] = (
  [
    ['左', 0],
    ['右', 1],
  ] as const
).flatMap(([side, at]) =>
  PHOTO.map(({ name, about, say }) =>
    tag<Pair>(`${side}${name}`, `${side}边那张：${about}`, (pair) => {
      const photo = pair[at]
      return photo && say(photo)
    }),
  ),
)

const SUPPORT: Tag<Support>[] = [
  tag('日期', '哪一天', ({ happenedOn }) => showDay(happenedOn)),
  tag('方式', '辅导、走访、咨询', ({ label }) => label),
  tag('机构', '给哪家', ({ organisation }) => organisation),
  tag('主题', '说了什么', ({ topic }) => topic),
  tag('期次', '给这家的第几次', ({ number }) => number),
]

const SUPPORT_WORDS = { coaching: '辅导', visit: '走访', consultation: '咨询' } as const
export const supported = (kind: Support['kind']) =>
  loop<Dataset, Support>({
    name: SUPPORT_WORDS[kind],
    about: `每一次${SUPPORT_WORDS[kind]}`,
    rows: ({ support }) => support.filter((one) => one.kind === kind),
    tags: SUPPORT,
  })

export const SALON: Tag<SalonLine>[] = [
  tag('名称', '系列、第几期、主题', ({ name }) => name),
  tag('日期', '哪一天', ({ startsOn }) => showDay(startsOn)),
  tag('地点', '在哪里', ({ place }) => place),
  tag('报名人数', '回复参加的人数', ({ registered }) => registered),
  tag('签到人数', '到场签到的人数', ({ checkedIn }) => checkedIn),
  tag('回顾', '伙伴写的两句话', ({ recaps }) =>
    recaps.map(({ organisation, text }) => `${organisation}：${text}`).join('\n'),
  ),
]

export const onTimeWords = ({ onTime, filedOn }: OwedReport): string =>
  onTime === null ? '' : onTime ? '按时' : filedOn === null ? '没有交' : '迟交'

export const OWED: Tag<OwedReport>[] = [
  tag('机构', '谁的', ({ organisation }) => organisation),
  tag('时段', '哪段时间的报告', ({ period }) => showPeriod(period)),
  tag('截止', '最后一天，延期的按延期算', ({ dueOn }) => showDay(dueOn)),
  tag('交于', '哪天第一次交', ({ filedOn }) => showDay(filedOn)),
  tag('是否按时', '按时、迟交、没有交；还没到期的空着', onTimeWords),
]

export const EXPENSE: Tag<Expense>[] = [
  tag('机构', '谁花的', ({ organisation }) => organisation),
  tag('用途', '花在什么上', ({ item }) => item),
  tag('金额', '元；不确切的是范围', ({ minFen, maxFen }) => showNumber({ min: minFen / 100, max: maxFen / 100 })),
]

export const LESSON: Tag<Lesson>[] = [
  tag('机构', '谁写的', ({ organisation }) => organisation),
  tag('不足', '哪里不够好', ({ lack }) => lack),
  tag('原因', '为什么', ({ cause }) => cause),
  tag('解决办法', '怎么办', ({ remedy }) => remedy),
]

export const RAISED: Tag<Raised>[] = [
  tag('机构', '谁筹到的', ({ organisation }) => organisation),
  tag('来源', '谁给的、哪次活动筹的', ({ source }) => source),
  tag('金额', '元；不确切的是范围', ({ minFen, maxFen }) => showNumber({ min: minFen / 100, max: maxFen / 100 })),
]

export const LEARNING: Tag<Learning>[] = [
  tag('机构', '谁家的人', ({ organisation }) => organisation),
  tag('内容', '学了什么', ({ course }) => course),
  tag('次数', '几次', ({ times }) => times),
]

export const OUTPUT: Tag<Output>[] = [
  tag('机构', '谁做出来的', ({ organisation }) => organisation),
  tag('内容', '做出了什么', ({ what }) => what),
  tag('数量', '照原话带单位：9份', ({ count }) => count),
]

export const DRAFTED: Tag<Draft['paragraphs'][number]>[] = [
  tag('标题', '这一段的标题', ({ title }) => title),
  tag('段落', '这一段话，数字后面的〔1〕是出处', ({ text }) => text),
]

export const NOTE: Tag<Draft['notes'][number]>[] = [
  tag('序号', '段落里的〔1〕', ({ number }) => number),
  tag('数字', '是哪个数字，多少', ({ name, shown }) => `${name}：${shown}`),
]

export const MISSING: Tag<Missing>[] = [
  tag('机构', '问谁', ({ organisation }) => organisation),
  tag('事项', '缺什么', ({ what }) => what),
]

/** 「50」, or 「49–51」 where the hub is not sure of two; of one payer, or all. */
const partners = ({ counts, sure }: Stage, status: StatusCount['status'], payer?: string | null) => {
  const sum = (all: StatusCount[]) =>
    all
      .filter((one) => one.status === status && (payer === undefined || one.sourceOfFunds === payer))
      .reduce((total, one) => total + one.partners, 0)
  return showNumber({ min: sum(sure), max: sum(counts) })
}

/** 「辅导 2 次：筹款、督导；走访 1 次」, each topic once. */
function supportOf({ support }: Stage): string {
  const kinds = [...new Set(support.map(({ label }) => label))]
  return kinds
    .map((kind) => {
      const of = support.filter(({ label }) => label === kind)
      const topics = [...new Set(of.flatMap(({ topic }) => topic ?? []))]
      return `${kind} ${of.length} 次${topics.length > 0 ? `：${topics.join('、')}` : ''}`
    })
    .join('；')
}

export const STAGE: Tag<Stage>[] = [
  tag('年份', '哪一年', ({ year }) => `${year}年`),
  tag('在站数', '年底有几个落地的伙伴；备注里写了待确认的，算范围：49–51', (stage) => partners(stage, 'landed')),
  tag('意向数', '年底有兴趣、还没有合作的', (stage) => partners(stage, 'interested')),
  tag('当年新增', '这一年里落地的', ({ landed }) => landed),
  tag('当年离开', '这一年里离开的', ({ left }) => left),
  tag('资方', '落地的伙伴用谁的钱，各几个', (stage) =>
    stage.counts
      .filter(({ status }) => status === 'landed')
      .map(({ sourceOfFunds }) => `${sourceOfFunds ?? '没有说明'} ${partners(stage, 'landed', sourceOfFunds)}`)
      .join('、'),
  ),
  tag('枢纽工作', '这一年里辅导、走访、咨询各几次，说了什么', supportOf),
]
