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
const layouts = {
  annual: { title: '{项目名称}年度报告', parts: annual },
  final: { title: '{项目名称}总结报告', parts: final },
  quarterly: { title: '{项目名称}季度总结报告', parts: quarterly },
  platform: { title: '{项目名称}平台年度报告', parts: platform },
  network: { title: '{枢纽机构}网络历年情况', parts: network },
}
for (const [name, { title, parts }] of Object.entries(layouts)) {
  const file = join(folder, `${name}.docx`)
  await writeFile(file, await layoutFile(title, parts))
  console.log(file)
}
