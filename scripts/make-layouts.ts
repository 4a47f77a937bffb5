import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { annual } from './layouts/annual.js'
import { layoutFile } from './layouts/parts.js'

// `node dist/scripts/make-layouts.js [folder]`: writes the layouts that come with the program. They are Word files as a funder's own would be;
// who changes one in Word keeps it under another name.
const folder = process.argv[2] ?? 'config/layouts'
const layouts = { annual: { title: '{项目名称}年度报告', parts: annual } }
for (const [name, { title, parts }] of Object.entries(layouts)) {
  const file = join(folder, `${name}.docx`)
  await writeFile(file, await layoutFile(title, parts))
  console.log(file)
}
