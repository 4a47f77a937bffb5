import type { Rehearsed } from '../../rehearsal/report.js'
import type { Words } from '../../kernel/words.js'
import { table } from '../table.js'

const KINDS = { reminder: '提醒', digest: '早报', other: '通知' }
const WAYS = {
  app: '企业微信消息',
  customer: '公众号客服消息',
  subscription: '订阅通知',
  template: '模板消息',
  with_answer: '随她下一句话的回答',
  call: '送不到，请打电话',
}
const MANNERS = {
  prompt: '按时',
  late: '拖到最后',
  silent: '一直不填',
  clumsy: '常答错',
  albums: '照片多',
  leaves: '中途离开',
}

/** What a rehearsal found, for whoever looks at it in a terminal: every message where that is asked for, then what it comes to. */
export function told(found: Rehearsed, words: Words, whole: boolean): string {
  const { hub, from, to, seed, reports, faults } = found
  return [
    `排演 / rehearsal：${hub}，${from} 到 ${to}，种子 ${seed}。都是编出来的人和模拟的平台，什么也没有真的发出去。`,
    whole
      ? section('发出去的每一条 / every message', messages(found, words))
      : section('发出去的 / messages', `${sums(found)}。每一条写什么：加 --messages / each of them: --messages`),
    section('用掉的 / quota', quota(found)),
    section(
      '交上来的 / reports',
      `应交 ${reports.due} 份：按时 ${reports.onTime}，过期后交 ${reports.late}，没交 ${reports.missing}，不用交 ${reports.waived}。填一份平均说 ${reports.words} 句话。`,
    ),
    section('到最后还没交的 / missing in the end', missing(found)),
    section('每个人 / each person', people(found)),
    ...(found.stuck.length > 0 ? [section('填不下去的 / got stuck', stuck(found))] : []),
    section(
      '核对 / checks',
      faults.length > 0
        ? faults.map((fault) => `✗ ${fault}`).join('\n')
        : [
            '✓ 同一个截止日，没有人收到的提醒超过规定的次数，一天也不超过一条',
            '✓ 交了以后没有人再被提醒；没有在夜里和休息日提醒',
            '✓ 交上来的，文字和行数和各人说的一样',
            found.messages.some(({ kind }) => kind === 'digest')
              ? '✓ 提醒完还没交的，都在给工作人员的早报里'
              : '· 没有一条早报送到工作人员：没有事情要说，或者没有一位能主动联系上（在企业微信里绑定就行）',
          ].join('\n'),
    ),
  ].join('\n\n')
}

const section = (title: string, text: string): string => `── ${title}\n${text}`
const NONE = '没有 / none'

/** 「提醒 40 条，早报 12 条；送不到、请打电话 3 次」: what nobody got is no message. */
function sums({ messages: all }: Rehearsed): string {
  const calls = all.filter(({ by }) => by === 'call').length
  const arrived = Object.entries(KINDS).map(
    ([kind, name]) => `${name} ${all.filter((one) => one.kind === kind && one.by !== 'call').length} 条`,
  )
  return arrived.join('，') + (calls > 0 ? `；送不到、请打电话 ${calls} 次 / ${calls} to be called` : '')
}

function messages({ messages: all }: Rehearsed, words: Words): string {
  const lines: string[] = []
  for (let i = 0; i < all.length;) {
    const { at, organisation, kind, by, why, text } = all[i]!
    const alike = (one: (typeof all)[number]) =>
      one.at === at && one.kind === kind && one.by === by && one.text === text && one.organisation === organisation
    let next = i + 1
    while (next < all.length && alike(all[next]!)) next++
    const names = all.slice(i, next).map(({ name }) => name)
    const because = why === null ? '' : `（${words.say(`reach.why_${why}`)}）`
    lines.push(
      `${at.slice(0, 16).replace('T', ' ')}  ${KINDS[kind]} → ${organisation} ${names.join('、')}  ${WAYS[by]}${because}`,
    )
    lines.push(...text.split('\n').map((line) => `    ${line}`))
    i = next
  }
  return lines.join('\n') || NONE
}

const quota = ({ quota: all }: Rehearsed): string =>
  all.length === 0
    ? NONE
    : table(
        ['账号', '方式', '条数', '一人一天最多'],
        all.map(({ account, by, count, mostADay }) => [account, WAYS[by], count, mostADay]),
      )

const missing = ({ missing: all }: Rehearsed): string =>
  all.length === 0
    ? NONE
    : table(
        ['机构', '哪一份', '截止', '过了几天', '提醒到', '请人打电话'],
        all.map(({ organisation, title, deadline, days, reminded, call }) => [
          organisation,
          title,
          deadline,
          days,
          reminded,
          call ? '是' : '还没到',
        ]),
      )

const people = ({ people: all }: Rehearsed): string =>
  table(
    ['机构', '谁', '怎么演', '账号', '提醒', '别的', '要打电话', '随回答（免费）'],
    all.map(({ organisation, name, manner, here, account, reminders, others, calls, answers }) => [
      organisation,
      name,
      manner === null ? '工作人员' : MANNERS[manner],
      here ? account : `${account}（不在）`,
      reminders,
      others,
      calls,
      answers,
    ]),
  )

const stuck = ({ stuck: all }: Rehearsed): string =>
  table(
    ['机构', '谁', '哪一份', '卡在', '哪天'],
    all.map(({ organisation, name, title, at, on }) => [organisation, name, title, at, on]),
  )
