import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { annual } from './layouts/annual.js'
import { final } from './layouts/final.js'
import { network } from './layouts/network.js'
import { layoutFile } from './layouts/parts.js'
import { platform } from './layouts/platform.js'
import { quarterly } from './layouts/quarterly.js'

// `node dist/scripts/make-layouts.js [folder]`: writes the layouts that come with the program. They are Word files as a funder's own would be;
// who changes one in Word keeps it under another name.
const folder = process.argv[2] ?? 'config/layouts'
// Without one programme the report is the hub's.
const OF = '{#有项目名称}{项目名称}{/有项目名称}{#没有项目名称}{枢纽机构}{/没有项目名称}'
const layouts = {
  annual: { of: OF, title: '年度报告', parts: annual },
  final: { of: OF, title: '总结报告', parts: final },
  quarterly: { of: OF, title: '季度总结报告', parts: quarterly },
  platform: { of: OF, title: '年度报告', parts: platform },
  network: { of: '{枢纽机构}', title: '网络历年情况', parts: network },
}
for (const [name, { of, title, parts }] of Object.entries(layouts)) {
  const file = join(folder, `${name}.docx`)
  await writeFile(file, await layoutFile(title, parts, of))
  console.log(file)
}
