import { describe, expect, it } from '@jest/globals'
import { commentsIn, type Comments } from '../../../src/conversations/staff/comments.js'
import { reviewCommandIn, type ReviewCommand } from '../../../src/conversations/staff/review-commands.js'
import { formIn } from '../../../src/forms/form.js'
import { formNamed } from '../../engine/talk.js'

describe('what the hub writes about filed records', () => {
  it.each<[string, ReviewCommand | null]>([
    ['待审', { type: 'list', of: 'waiting' }],
    ['有哪些待审的？', { type: 'list', of: 'waiting' }],
    ['还有多少没审', { type: 'list', of: 'waiting' }],
    ['看看待审', { type: 'list', of: 'waiting' }],
    ['已退回', { type: 'list', of: 'returned' }],
    ['已通过', { type: 'list', of: 'accepted' }],
    ['有新交的吗', { type: 'list', of: 'waiting' }],
    ['更多', { type: 'more' }],
    ['2', { type: 'show', numbers: [2] }],
    ['审 2', { type: 'show', numbers: [2] }],
    ['看第2份', { type: 'show', numbers: [2] }],
    ['通过', { type: 'accept', numbers: [] }],
    ['通过 2', { type: 'accept', numbers: [2] }],
    ['2 通过', { type: 'accept', numbers: [2] }],
    ['通过 1-5', { type: 'accept', numbers: [1, 2, 3, 4, 5] }],
    ['通过 2 辛苦啦', { type: 'accept_saying', numbers: [2], text: '辛苦啦', loose: false, clear: true }],
    ['通过 3 个月的努力', null],
    ['通过1、3和4', { type: 'accept', numbers: [1, 3, 4] }],
    ['1号通过', { type: 'accept', numbers: [1] }],
    ['通过：6', { type: 'accept', numbers: [6] }],
    ['通過 6', { type: 'accept', numbers: [6] }],
    ['前两份没问题，过吧', { type: 'accept', numbers: [1, 2] }],
    ['第2份我看了，可以，通过', { type: 'accept', numbers: [2] }],
    ['都过了吧', { type: 'accept', numbers: [], all: true }],
    ['第三份退回去，人数写清楚', { type: 'return', numbers: [3], text: '人数写清楚' }],
    ['刚才退回的撤回来吧', { type: 'take_back', numbers: [] }],
    ['还剩几份没审', { type: 'list', of: 'waiting' }],
    ['3个月没问题就过', null],
    ['都过了一遍', null],
    ['都通过', { type: 'accept', numbers: [], all: true }],
    ['全部通过', { type: 'accept', numbers: [], all: true }],
    ['通过所有', { type: 'accept', numbers: [], all: true }],
    ['通过 1 3', { type: 'accept', numbers: [1, 3] }],
    ['退回', { type: 'return', numbers: [], text: '' }],
    ['退回 2', { type: 'return', numbers: [2], text: '' }],
    [
      '退回 2：第3题 日期写清楚；第5题 补发票',
      { type: 'return', numbers: [2], text: '第3题 日期写清楚；第5题 补发票' },
    ],
    ['不通过 2', { type: 'return', numbers: [2], text: '' }],
    ['不通过2，人数不对', { type: 'return', numbers: [2], text: '人数不对' }],
    ['2 退回 人数不对', { type: 'return', numbers: [2], text: '人数不对' }],
    ['2不行', { type: 'return', numbers: [2], text: '' }],
    ['第2份人数不对，退回', { type: 'return', numbers: [2], text: '人数不对' }],
    ['退给他们 2 人数没写', { type: 'return', numbers: [2], text: '人数没写' }],
    ['退回 2：人數跟簽到表對不上', { type: 'return', numbers: [2], text: '人數跟簽到表對不上' }],
    ['25人中途退回', null],
    ['1通过 2退回', null],
    ['退回：第3题 日期写清楚', { type: 'return', numbers: [], text: '第3题 日期写清楚' }],
    ['撤回退回 2', { type: 'take_back', numbers: [2] }],
    ['重开 2 数字要核对', { type: 'reopen', numbers: [2], text: '数字要核对' }],
    ['重开', { type: 'reopen', numbers: [], text: '' }],
    ['改动 2', { type: 'changes', numbers: [2] }],
    ['历史 2', { type: 'history', numbers: [2] }],
    ['更正 2', { type: 'correct', numbers: [2], text: '' }],
    ['更正 2 人数 49人', { type: 'correct', numbers: [2], text: '人数 49人' }],
    ['更正一下通知', null],
    ['有啥要审的', { type: 'list', of: 'waiting' }],
    ['看第2题', { type: 'question', number: 2 }],
    ['第 2 题全文', { type: 'question', number: 2 }],
    ['全文 2', { type: 'question', number: 2 }],
    ['看照片', { type: 'photos' }],
    ['全部', { type: 'whole', numbers: [] }],
    ['全部 2', { type: 'whole', numbers: [2] }],
    ['看照片 3', { type: 'photos' }],
    ['看照片墙', null],
    ['第2题填错了', null],
    ['看 麦田', null],
    ['退回来的钱怎么记', null],
    ['大家通过这次培训学会了很多', null],
    ['谁还没交', null],
    ['', null],
  ])('%s', (said, command) => {
    expect(reviewCommandIn(said)).toEqual(command)
  })

  it.each<[string, Partial<Comments>]>([
    [
      '第3题 地点写清楚；第4题 和签到表对不上',
      {
        comments: [
          { field: 'place', comment: '地点写清楚' },
          { field: 'headcount', comment: '和签到表对不上' },
        ],
      },
    ],
    [
      '3 写清楚\n6：补两张',
      {
        comments: [
          { field: 'place', comment: '写清楚' },
          { field: 'photos', comment: '补两张' },
        ],
      },
    ],
    ['人数：和签到表对不上', { comments: [{ field: 'headcount', comment: '和签到表对不上' }] }],
    ['第三题，写清楚', { comments: [{ field: 'place', comment: '写清楚' }] }],
    [
      '第3、4题 请核对',
      {
        comments: [
          { field: 'place', comment: '请核对' },
          { field: 'headcount', comment: '请核对' },
        ],
      },
    ],
    [
      '人数不对 日期也不对',
      {
        comments: [
          { field: 'headcount', comment: '不对' },
          { field: 'date', comment: '也不对' },
        ],
      },
    ],
    [
      '人数不对，还有日期写清楚、照片补两张',
      {
        comments: [
          { field: 'headcount', comment: '不对' },
          { field: 'date', comment: '写清楚' },
          { field: 'photos', comment: '补两张' },
        ],
      },
    ],
    [
      '人数不对日期也不对',
      {
        comments: [
          { field: 'headcount', comment: '不对' },
          { field: 'date', comment: '也不对' },
        ],
      },
    ],
    [
      '人数和日期都不对',
      {
        comments: [
          { field: 'headcount', comment: '都不对' },
          { field: 'date', comment: '都不对' },
        ],
      },
    ],
    [
      '第3题、第4题 请核对',
      {
        comments: [
          { field: 'place', comment: '请核对' },
          { field: 'headcount', comment: '请核对' },
        ],
      },
    ],
    [
      '1、人数和照片对不上 2、日期写清楚',
      {
        comments: [
          { field: 'headcount', comment: '人数和照片对不上' },
          { field: 'photos', comment: '人数和照片对不上' },
          { field: 'date', comment: '写清楚' },
        ],
      },
    ],
    [
      '1、人数不对 2、日期写清楚',
      {
        comments: [
          { field: 'headcount', comment: '不对' },
          { field: 'date', comment: '写清楚' },
        ],
      },
    ],
    ['人数写清楚，照片里看不出来', { comments: [{ field: 'headcount', comment: '写清楚，照片里看不出来' }] }],
    [
      '第4题 到底多少人？第6题 第3张照片不清楚',
      {
        comments: [
          { field: 'headcount', comment: '到底多少人？' },
          { field: 'photos', comment: '第3张照片不清楚' },
        ],
      },
    ],
    ['第4题 到底多少人？有签到表吗', { comments: [{ field: 'headcount', comment: '到底多少人？有签到表吗' }] }],
    ['人数和签到表对不上', { comments: [{ field: 'headcount', comment: '和签到表对不上' }] }],
    ['人数、日期', { open: ['headcount', 'date'] }],
    // What the question is called is no comment, and what stands behind one number is of that question.
    ...['4 人数', '第4题 人数？', '4 人数和照片', '4 可以'].map((said): [string, Partial<Comments>] => [
      said,
      { open: ['headcount'] },
    ]),
    ['4 人数 6 照片看不清', { open: ['headcount'], comments: [{ field: 'photos', comment: '照片看不清' }] }],
    ...[
      '人数和照片对不上，请核对签到表',
      '人数与签到表、照片都不一致',
      '人数跟日期、地点对不上',
      '照片里没有30人，照片和人数不一致',
      '请对照照片和日期，再核对一下人数',
      '来了 25 人数不够',
    ].flatMap((comment) =>
      ['4 ', '第4题 ', '4、', '4：'].map((number): [string, Partial<Comments>] => [
        number + comment,
        { comments: [{ field: 'headcount', comment }] },
      ]),
    ),
    ...['4 人数不对，照片看不清', '4 人数不对 照片看不清', '4 人数不对、照片看不清'].map(
      (said): [string, Partial<Comments>] => [
        said,
        {
          comments: [
            { field: 'headcount', comment: '人数不对' },
            { field: 'photos', comment: '看不清' },
          ],
        },
      ],
    ),
    ['人数和签到表、照片都对不上', { comments: [{ field: 'headcount', comment: '和签到表、照片都对不上' }] }],
    [
      '人数和照片对不上，请核对',
      {
        comments: [
          { field: 'headcount', comment: '人数和照片对不上，请核对' },
          { field: 'photos', comment: '人数和照片对不上，请核对' },
        ],
      },
    ],
    ['请核对 人数', { unread: ['请核对 人数'] }],
    ['3、4', { open: ['place', 'headcount'] }],
    ['第3题', { open: ['place'] }],
    ['q4: check', { comments: [{ field: 'headcount', comment: 'check' }] }],
    ['写清楚一点', { unread: ['写清楚一点'] }],
    ['第9题 写清楚', { unread: ['第9题 写清楚'] }],
  ])('a return says %s', (said, read) => {
    expect(commentsIn(formNamed('activity.v1'), said)).toEqual({ comments: [], open: [], unread: [], ...read })
  })

  it.each(['1 号和 2 号是同一件事吗', '2 个人没有签到', '3 次都没写地点', '120 元的发票呢'])(
    'what is counted names no question: %s',
    (said) => {
      expect(commentsIn(formNamed('activity.v1'), said).comments).toEqual([])
      const asked = [{ field: 'title', comment: said }]
      expect(commentsIn(formNamed('activity.v1'), `第2题 ${said}`).comments).toEqual(asked)
    },
  )

  it('a return says it in English', () => {
    const form = formIn(formNamed('activity.v1'), 'en')
    const comments = [
      { field: 'headcount', comment: 'is wrong' },
      { field: 'date', comment: 'too' },
    ]
    expect(commentsIn(form, 'headcount is wrong, date too')).toEqual({ comments, open: [], unread: [] })
  })

  it.each<[string, Comments['comments']]>([
    ['人数不对 日期也不对', [{ field: 'activities', comment: '人数不对 日期也不对' }]],
    [
      '金额没有写，活动类别请核对',
      [
        { field: 'spending', comment: '金额没有写' },
        { field: 'category', comment: '请核对' },
      ],
    ],
  ])('a return names columns of a table: %s', (said, comments) => {
    expect(commentsIn(formNamed('work-brief.v2'), said)).toEqual({ comments, open: [], unread: [] })
  })
})
