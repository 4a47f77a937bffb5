import { readFen, readText } from './cell.js'
import { code, day, layout, NAME } from './columns.js'

export const hub = layout('枢纽', {
  also: ['枢纽机构'],
  optional: true,
  about: '本枢纽，只写一行；已经载入过的可以不写 / the hub itself, one row',
  columns: {
    code: code('枢纽'),
    name: {
      header: '名称',
      also: ['枢纽名称', '机构名称'],
      read: readText(NAME),
      required: true,
      example: '益友中心',
      help: '枢纽的名称，和设置里写的一样',
      width: 26,
    },
  },
})

export const funders = layout('资助方', {
  also: ['资助机构', '基金会'],
  about: '给钱的基金会。几个枢纽报给同一家，编号要一样 / the same code in several hubs is the same funder',
  columns: {
    code: code('资助方'),
    name: {
      header: '名称',
      also: ['资助方', '资助方名称', '基金会名称'],
      read: readText(NAME),
      required: true,
      example: '某某公益基金会',
      help: '全称',
      width: 26,
    },
  },
})

export const programmes = layout('资助项目', {
  also: ['项目'],
  about: '一笔一笔资助所属的项目，可以有几个 / what grants belong to',
  columns: {
    code: code('项目'),
    name: {
      header: '名称',
      also: ['项目名称', '资助项目', '资助项目名称'],
      read: readText(NAME),
      required: true,
      example: '2026年小额资助',
      help: '',
      width: 26,
    },
    funder: {
      header: '资助方',
      also: ['资助方名称', '基金会'],
      read: readText(NAME),
      spans: true,
      example: '某某公益基金会',
      help: '「资助方」表里的名称或编号；只有一家时可以不写',
      width: 24,
    },
    startsOn: { ...day('开始日期', 'first', '如 2026-01-01', '2026-01-01'), also: ['开始', '项目开始'] },
    endsOn: { ...day('结束日期', 'last', '如 2026-12-31', '2026-12-31'), also: ['结束', '项目结束'] },
    amountFen: {
      header: '金额（元）',
      also: ['金额', '项目金额', '项目金额（元）'],
      read: readFen,
      clears: true,
      example: 100000,
      help: '资助方给整个项目的钱，单位是元；没定的空着',
      width: 13,
    },
  },
})
