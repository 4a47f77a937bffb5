import type { Form } from '../../forms/form.js'
import { showDays } from '../../kernel/day-words.js'
import { dayIn } from '../../kernel/zone.js'
import type {
  Category,
  Dataset,
  Draft,
  Expense,
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
  Text,
} from '../dataset/dataset.js'
import { showNumber } from '../dataset/figure.js'
import { stagesOf, type Stage } from '../dataset/stages.js'
import {
  activities,
  CATEGORY,
  DRAFTED,
  EXPENSE,
  GOAL,
  GRANT,
  LEARNING,
  LESSON,
  MISSING,
  NOTE,
  OUTPUT,
  OWED,
  PAIR,
  pairsOf,
  PHOTO,
  RAISED,
  SALON,
  STAGE,
  supported,
  TEXT,
  type Pair,
} from './rows.js'
import { basesText, showDay, showFigures } from './show.js'
import { loop, tag, type AnyLoop, type Tag } from './tag.js'

const running = ({ grants }: Dataset) => grants.filter(({ status }) => status !== 'withdrawn')
const late = ({ owed }: Dataset) => owed.filter(({ onTime }) => onTime === false)

/** Everything a layout may say, whatever the forms are. */
export const SCALARS: Tag<Dataset>[] = [
  tag('项目名称', '资助项目', ({ programme }) => programme?.name ?? null),
  tag('资助方', '基金会', ({ funders }) => funders.join('、')),
  tag('枢纽机构', '写这份报告的机构', ({ choice }) => choice.hub.name),
  tag('项目周期', '资助项目从哪天到哪天', ({ programme }) =>
    programme ? showDays({ from: programme.startsOn, to: programme.endsOn }) : '',
  ),
  tag('报告时段', '这份报告说的时段', ({ choice: { range }, programme }) => {
    const from = range.from ?? programme?.startsOn
    const to = range.to ?? programme?.endsOn
    return from && to ? showDays({ from, to }) : ''
  }),
  tag('报告日期', '做这份报告的日子', ({ madeAt, choice }) => showDay(dayIn(madeAt, choice.hub.zone))),
  tag('活动次数', '全部活动，同一次只算一次', ({ count }) => count.rows),
  tag('活动人数合计', '全部活动的人数，单位不同就分开写', ({ attendance }) => showFigures(attendance)),
  tag('人数依据', '人数怎么来的：签到 40、估计 2', ({ attendance }) => basesText(attendance)),
  tag(
    '没写人数的',
    '没有写人数的活动有几次',
    ({ activities: all }) => all.filter(({ headcount }) => !headcount).length,
  ),
  tag('不同的人', '整个时段里不同的人，和上一行不能相加', ({ people }) => showFigures(people)),
  tag('资助笔数', '表里有几笔', ({ grants }) => grants.length),
  tag('执行笔数', '除去退出的', (of) => running(of).length),
  tag('退出笔数', '退出的', ({ grants }) => grants.filter(({ status }) => status === 'withdrawn').length),
  tag(
    '写到的笔数',
    '除去退出的，有几笔在这段时间里有简报',
    (of) => running(of).filter(({ records }) => records > 0).length,
  ),
  tag('没写到的笔数', '除去退出的，没有简报的', (of) => running(of).filter(({ records }) => records === 0).length),
  tag('资助合计', '元；一笔金额也没有登记的空着', ({ granted }) => (granted.rows === 0 ? '' : showNumber(granted))),
  tag('项目金额', '资助方给整个项目的，元；没有登记的空着', ({ budget }) => (budget ? showNumber(budget.amount) : '')),
  tag('项目已资助', '整个项目资助出去的，元；没有登记项目金额的空着', ({ budget }) =>
    budget ? showNumber(budget.granted) : '',
  ),
  tag('项目余额', '项目金额里还没有资助出去的，元', ({ budget }) => (budget ? showNumber(budget.left) : '')),
  tag('没写金额的', '除去退出的，有几笔没有登记金额', ({ granted }) => granted.without),
  tag('已拨款', '这段时间里拨出的，元；登记了拨款而还没有拨的写未拨款，没有登记的空着', paidWords),
  tag('已使用拨款', '简报里写的支出，元；还没有拨款的写未拨款', ({ spent, ...of }) =>
    paidWords(of) === NOT_PAID ? NOT_PAID : spent.rows > 0 ? showNumber(spent) : '',
  ),
  tag('支出合计', '简报里写的支出，元', ({ spent }) => showNumber(spent)),
  tag('支出笔数', '简报里写了几笔支出', ({ expenses }) => expenses.length),
  tag('筹款合计', '资助以外筹到的，元', ({ raisedSum }) => (raisedSum.rows === 0 ? '' : showNumber(raisedSum))),
  tag('学习次数', '执行人员一共学习了几次', ({ learnt }) => showNumber(learnt)),
  tag('产出合计', '做出来的东西一共多少，单位不同就分开写', ({ outputSums }) => showFigures(outputSums)),
  tag('草稿说明', '叙述段落没有人签时写「草稿，待签」，签了空着', ({ draft }) => (draft ? draftMark(draft) : '')),
  tag('签字', '叙述段落是谁签的，哪天', ({ draft, choice }) =>
    draft?.signedAt ? `${draft.signedBy ?? ''}，${showDay(dayIn(draft.signedAt, choice.hub.zone))}` : '',
  ),
  tag('应交报告数', '这段时间里应交的', ({ owed }) => owed.length),
  tag('按时交数', '按时交的', ({ owed }) => owed.filter(({ onTime }) => onTime).length),
  tag('迟交数', '迟交和没交的', (all) => late(all).length),
  tag('沙龙次数', '办了几次', ({ salons }) => salons.length),
  tag('辅导次数', '辅导、走访和咨询一共几次', ({ support }) => support.length),
  tag('照片张数', '放得进报告的照片', ({ photos }) => photos.filter(isPlaced).length),
]

const NOT_PAID = '未拨款'

/** What the hub registered no instalments of is not said to be unpaid. */
function paidWords({ paid, grants }: Pick<Dataset, 'paid' | 'grants'>): string {
  if (paid.rows > 0) return showNumber(paid)
  return grants.some(({ instalments }) => instalments.length > 0) ? NOT_PAID : ''
}

const draftMark = ({ signedAt, number }: Draft): string =>
  signedAt === null ? `【草稿，待签】这几段由机器按第 ${number} 号报告的数字起草，还没有人核对签字。` : ''

/** A picture that is on the disk, and that may be shown where the report is for the public (others are in no public dataset). */
export const isPlaced = ({ copy, state }: Pick<Photo, 'copy' | 'state'>): boolean => state === 'kept' && copy !== null

export const LOOPS: AnyLoop<Dataset>[] = [
  activities<Dataset>('活动', '每一次活动', (of) => of.activities),
  loop<Dataset, Category>({
    name: '分类',
    about: '每一类活动',
    rows: ({ categories }) => categories,
    tags: CATEGORY,
    loops: [activities<Category>('活动', '这一类的每一次活动', (of) => of.activities)],
  }),
  loop<Dataset, GrantLine>({ name: '资助', about: '每一笔资助', rows: ({ grants }) => grants, tags: GRANT }),
  loop<Dataset, Goal>({ name: '目标', about: '每一个目标', rows: ({ goals }) => goals, tags: GOAL }),
  loop<Dataset, Text>({ name: '正文', about: '简报里写的每一段话', rows: ({ texts }) => texts, tags: TEXT }),
  loop<Dataset, Expense>({ name: '支出', about: '每一笔支出', rows: ({ expenses }) => expenses, tags: EXPENSE }),
  ...(['coaching', 'visit', 'consultation'] as const).map(supported),
  loop<Dataset, SalonLine>({ name: '沙龙', about: '每一次沙龙', rows: ({ salons }) => salons, tags: SALON }),
  loop<Dataset, OwedReport>({ name: '应交', about: '每一份应交的报告', rows: ({ owed }) => owed, tags: OWED }),
  loop<Dataset, Stage>({ name: '阶段', about: '每一年里网络伙伴怎么样', rows: stagesOf, tags: STAGE }),
  loop<Dataset, Photo>({
    name: '照片',
    about: '每一张照片，里面用 {%照片} 放图',
    rows: ({ photos }) => photos.filter(isPlaced),
    tags: PHOTO,
    pictures: [{ name: '%照片', of: (photo) => photo }],
  }),
  loop<Dataset, Pair>({
    name: '照片成对',
    about: '每两张照片一行，用在一行两格的表里：{%左图}{左图注}，{%右图}{右图注}',
    rows: ({ photos }) => pairsOf(photos.filter(isPlaced)),
    tags: PAIR,
    pictures: [
      { name: '%左图', of: ([left]) => left, half: true },
      { name: '%右图', of: ([, right]) => right, half: true },
    ],
  }),
  loop<Dataset, Lesson>({ name: '反思', about: '每一条不足', rows: ({ lessons }) => lessons, tags: LESSON }),
  loop<Dataset, Raised>({ name: '筹款', about: '每一笔筹款', rows: ({ raised }) => raised, tags: RAISED }),
  loop<Dataset, Learning>({
    name: '学习',
    about: '执行人员的每一次学习',
    rows: ({ learning }) => learning,
    tags: LEARNING,
  }),
  loop<Dataset, Output>({
    name: '产出',
    about: '每一样做出来的东西，有数量的',
    rows: ({ outputs }) => outputs,
    tags: OUTPUT,
  }),
  loop<Dataset, Draft['paragraphs'][number]>({
    name: '叙述',
    about: '起草的每一段话',
    rows: ({ draft }) => draft?.paragraphs ?? [],
    tags: DRAFTED,
  }),
  loop<Dataset, Draft['notes'][number]>({
    name: '出处',
    about: '段落里每个数字的出处',
    rows: ({ draft }) => draft?.notes ?? [],
    tags: NOTE,
  }),
  loop<Dataset, Missing>({ name: '缺少', about: '还缺的，问谁', rows: ({ missing }) => missing, tags: MISSING }),
]

/** The loops and tags that the hub's own forms make: one for each category of activities, and one for each question that is answered in words. */
export function ofForms(
  categories: ReadonlyMap<string, string>,
  forms: readonly Form[],
): { tags: Tag<Dataset>[]; loops: AnyLoop<Dataset>[] } {
  const labels = new Set(categories.values())
  const questions = new Set(
    forms.flatMap(({ fields }) =>
      fields.filter(({ feeds }) => feeds?.startsWith('section.')).map(({ label }) => label),
    ),
  )
  const find = ({ categories: all }: Dataset, label: string) => all.find((one) => one.label === label)
  return {
    tags: [...labels].flatMap((label) => [
      tag<Dataset>(`${label}次数`, `「${label}」有几次`, (of) => find(of, label)?.count.rows ?? 0),
      tag<Dataset>(`${label}合计`, `「${label}」的人数合计`, (of) => showFigures(find(of, label)?.attendance ?? [])),
    ]),
    loops: [
      ...[...labels].map((label) =>
        activities<Dataset>(label, `每一次「${label}」`, (of) => find(of, label)?.activities ?? []),
      ),
      ...[...questions].map((label) =>
        loop<Dataset, Text>({
          name: label,
          about: `每一段「${label}」`,
          rows: ({ texts }) => texts.filter((text) => text.label === label),
          tags: TEXT,
        }),
      ),
    ],
  }
}
