import { describe, expect, it } from '@jest/globals'
import { quickReplies } from '../../src/emulator/phone/quick-replies.js'

const labels = (message: string) => quickReplies(message).map(({ label }) => label)
const texts = (message: string) => quickReplies(message).map(({ text }) => text)

describe('quick replies', () => {
  it.each([
    ['回复 1 是，2 不是', ['1 是', '2 不是']],
    ['「1 提交 2 修改」', ['1 提交', '2 修改']],
    ['想做什么？\n1 填写工作简报\n2 记录一次活动\n3、查看', ['1 填写工作简报', '2 记录一次活动', '3 查看']],
    ['活动形式：\n１ 线上', []],
    ['请选择：\n① 线上（含直播）\n② 线下', ['1 线上', '2 线下']],
    ['都对吗？1提交；2修改；3暂停', ['1 提交', '2 修改', '3 暂停']],
    ['写好了就回复「完」，不想写回复「跳过」', ['完', '跳过']],
    ['回复「提交」、「预览」或「暂停」', ['提交', '预览', '暂停']],
    ['你是示例机构的项目官员吗？\n回复 1 是，2 不是', ['1 是', '2 不是']],
    [
      '想填哪一份？回复数字：\n1 工作简报\n2 活动记录\n随时回复 帮助，看看怎么用。',
      ['1 工作简报', '2 活动记录', '帮助'],
    ],
    ['这是哪类活动？\n1 培训\n2 其他（请写明）\n回复前面的数字。', ['1 培训', '2 其他']],
    ['都对吗？回复：\n1 提交\n2 修改', ['1 提交', '2 修改']],
    ['还有照片就接着发；都好了回复 完。', ['完']],
    ['没有就回复 没有；没统计就回复 没统计。', ['没有', '没统计']],
    ['上一步 · 跳过 · 改 3（改第 3 题）\n预览（看看填了什么）· 提交', ['上一步', '跳过', '改 3', '预览', '提交']],
    ['已收到 2 张：\n1 合影\n2 （还没有说明）\n都好了回复 完。', ['完']],
    ['删掉了：\n1. 3月22日 高安 25人\n2. 4月6日 萍乡\n现在有 9 条。再来一条，或回复 完。', ['完']],
    ['记下 2 条（第 1 到 2 条）：\n第 1 条：3月22日 高安 25人\n第 2 条：4月6日 萍乡\n再来一条，或回复 完。', ['完']],
    [
      '「工作简报」填成这样：\n1. 报告时段：2014年1—6月\n2. 做了什么：（还没填）\n3. 活动类别：（还没填）\n\n【2/8】这段时间主要做了什么？\n（至少 50 字，空格不算；可以分几条发）',
      [],
    ],
    [
      '「工作简报」填成这样：\n1. 报告时段：2014年1—6月\n2. 做了什么：培训，没有 回复 跳过\n都对吗？回复：\n1 提交\n2 修改',
      ['1 提交', '2 修改'],
    ],
    [
      '随时可以回复：\n上一步 · 跳过 · 改 3（改第 3 题）\n预览（看看填了什么）· 提交\n暂停（以后接着填）· 取消（整份不要了）\n\n真的不要这份了吗？填过的内容会丢掉。\n回复 1 是，2 否。只是想停一停，就回复 暂停。',
      ['1 是', '2 否', '暂停'],
    ],
    ['只回复一个数字（1 到 2）就行：\n1 线上\n2 线下', ['1 线上', '2 线下']],
    ['给照片写说明：回复 2 合影，就是第 2 张；1-9 分组讨论，就是第 1 到 9 张。\n写好了回复 完。', ['完']],
    ['已收到 2 张：\n1 签到\n2 合影\n写好了回复 完。', ['完']],
  ])('offers what %j offers', (message, expected) => {
    expect(labels(message)).toEqual(expected)
  })

  it('sends the number, not the label', () => {
    expect(texts('1 是，2 不是')).toEqual(['1', '2'])
  })

  it('takes the choices below a summary, not the summary', () => {
    expect(
      labels('请核对\n1. 时间：10月-12月\n2. 做了什么：读书会\n3. 人数：35 人\n\n1 提交 2 修改，或「暂停」'),
    ).toEqual(['1 提交', '2 修改', '暂停'])
  })

  it.each([
    '1. 时间：10月-12月\n2. 人数：35 人',
    '活动在 1 月 2 日举行，来了 1 人',
    '每张 1-9 张都可以，最多 9 张',
    '上次填到「做了什么」，您写的是「读书会」',
    '例如「志愿者在布置会场」',
    '',
  ])('offers nothing for %j', (message) => {
    expect(quickReplies(message)).toEqual([])
  })

  it('only fills in what holds a number as an example', () => {
    expect(quickReplies('要改哪一题就回复「改 3」，没问题回复「提交」')).toEqual([
      { label: '改 3', text: '改 3', way: 'fill' },
      { label: '提交', text: '提交', way: 'send' },
    ])
  })

  it('gathers the numbers in the input where several may be chosen', () => {
    expect(quickReplies('可以选几个，回复数字，比如 1 3。\n1 培训\n2 走访').map(({ way }) => way)).toEqual([
      'add',
      'add',
    ])
  })

  it('stays quick on a long text', () => {
    expect(quickReplies('1 '.repeat(10_000))).toEqual([])
  })
})
