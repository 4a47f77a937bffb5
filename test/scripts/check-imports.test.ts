import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { checkTree } from '../../scripts/check-imports.js'

const rules = {
  folders: {
    'app.ts': ['*'],
    '.': ['kernel'],
    kernel: [],
    forms: ['kernel'],
    jobs: ['kernel'],
    'jobs/bullmq.ts': ['jobs'],
    database: ['kernel', 'jobs'],
    'emulator/phone': [],
  },
  packages: { typeorm: ['src/database/', 'ormconfig.ts'], zod: ['src/forms/'] },
  env: ['src/settings.ts', 'ormconfig.ts'],
  pure: ['src/kernel', 'src/forms'],
}
const dependencies = { typeorm: '1.0.0', zod: '4.0.0', pino: '10.0.0' }

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

/** A small project of these files, checked; faults as `file:line  message`. */
function check(files: Record<string, string>): { faults: string[]; hints: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'jianbao-imports-'))
  roots.push(root)
  const all = {
    ...files,
    'config/imports.json': JSON.stringify(rules),
    'package.json': JSON.stringify({ dependencies }),
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const found = checkTree(root)
  return {
    faults: found.faults.map((fault) => `${fault.file}:${fault.line}  ${fault.message}`),
    hints: found.hints.map(({ file }) => file),
  }
}

describe('who may import whom', () => {
  it('says where a folder reaches for one it may not know, however it is imported', () => {
    const { faults } = check({
      'src/kernel/day.ts':
        "// import '../forms/form.js' is only talk\n\nimport type { Form } from '../forms/form.js'\n",
      'src/forms/kinds/text.ts':
        "export * from '../../database/rows.js'\nimport { day } from '../../kernel/day.js'\nimport '../form.js'\n",
      'src/jobs/outbox.ts': "const later = import(\n  '../database/rows.js'\n)\n",
    })
    expect(faults).toEqual([
      'src/forms/kinds/text.ts:1  forms may not import database (src/database/rows.ts)',
      'src/jobs/outbox.ts:1  jobs may not import database (src/database/rows.ts)',
      'src/kernel/day.ts:3  kernel may not import forms (src/forms/form.ts)',
    ])
  })

  it('lets app.ts and the tests import everything, and a file with an entry of its own nobody else', () => {
    const { faults } = check({
      'src/app.ts': "import './database/rows.js'\nimport './jobs/bullmq.js'\n",
      'test/database/rows.test.ts': "import '../../src/database/rows.js'\n",
      'src/database/rows.ts': "import '../jobs/outbox.js'\nimport '../jobs/bullmq.js'\n",
      'src/settings.ts': "import './database/rows.js'\n",
    })
    expect(faults).toEqual([
      'src/database/rows.ts:2  database may not import jobs/bullmq.ts (src/jobs/bullmq.ts)',
      'src/settings.ts:1  . may not import database (src/database/rows.ts)',
    ])
  })

  it('names a folder nobody listed and a way out of src', () => {
    const { faults } = check({ 'src/magic/spell.ts': '\n', 'src/jobs/outbox.ts': "import '../../test/fake.js'\n" })
    expect(faults).toEqual([
      'src/jobs/outbox.ts:1  ../../test/fake.js lies outside src',
      'src/magic/spell.ts:1  src/magic is not in config/imports.json',
    ])
  })

  it('keeps packages where they belong and declared', () => {
    const { faults } = check({
      'ormconfig.ts': "import { DataSource } from 'typeorm'\nprocess.env.DB\n",
      'src/jobs/outbox.ts':
        "import 'typeorm/driver.js'\nimport 'pino'\nimport '@aws-sdk/client-s3/x'\nimport 'node:fs'\n",
      'src/forms/form.ts': "import { z } from 'zod'\nimport { pino } from 'pino'\nimport { join } from 'node:path'\n",
      'src/emulator/phone/page.vue':
        "<template>import '../../app.js'</template>\n<script setup>\nimport { ref } from 'vue'\nimport '../../app.js'\n</script>\n",
    })
    expect(faults).toEqual([
      'src/emulator/phone/page.vue:4  emulator/phone may not import app.ts (src/app.ts)',
      'src/forms/form.ts:2  pino may not be imported here',
      'src/forms/form.ts:3  no node:path here: this folder is pure',
      'src/jobs/outbox.ts:1  typeorm may not be imported here',
      'src/jobs/outbox.ts:3  @aws-sdk/client-s3 is not among the dependencies of package.json',
    ])
  })
})

describe('pure folders', () => {
  it.each([
    ['Date.now()', 'no clock here: time is an argument'],
    ['new Date()', 'no clock here: time is an argument'],
    ['new Date', 'no clock here: time is an argument'],
    ['Math.random()', 'no chance here: ids and chance are arguments'],
    ['async () => 1', 'nothing is waited for here'],
    ['process.env.TZ', 'no I/O here'],
    ['setTimeout(go, 5)', 'no I/O here'],
    ['day.getDate()', "no use of the process's time zone here"],
    ['`on ${Date.now()}`', 'no clock here: time is an argument'],
    ['new Date(0)', 'dates are made in kernel only'],
  ])('refuse %s', (expression, message) => {
    const { faults } = check({ 'src/forms/form.ts': `const a = 1\nexport const b = ${expression}\n` })
    expect(faults).toEqual([`src/forms/form.ts:2  ${message}`])
  })

  it('may speak of what they must not do, and make dates from a value in kernel', () => {
    const { faults } = check({
      'src/kernel/clock.ts': [
        '/* Date.now() and await */',
        "const said = 'Math.random() // process.env'",
        'const matched = /[/"]await process\\./.test(`async ${ { a: `new Date()` }.a } ${1} await`)',
        'export const instant = (ms: number) => new Date(ms).toISOString() // new Date()',
        'export const half = 4 / 2 / 1',
      ].join('\n'),
    })
    expect(faults).toEqual([])
  })
})

describe('house rules', () => {
  it('finds the environment read out of place, swallowed errors, nameless folders and long files', () => {
    const { faults, hints } = check({
      'src/settings.ts': 'process.env.PORT\n',
      'src/app.ts': 'process.env.PORT\n',
      'src/jobs/worker.ts':
        'try { go() } catch {\n  // never mind\n}\ngo().catch(() => {})\ntry { go() } catch (error) { log(error) }\n',
      'src/database/utils/rows.ts': '\n',
      'src/kernel/day.ts': '//\n'.repeat(201),
      'src/kernel/period.ts': '//\n'.repeat(301),
      'test/kernel/period.test.ts': '//\n'.repeat(400),
    })
    expect(faults).toEqual([
      'src/app.ts:1  the environment is read in settings.ts alone',
      'src/database/utils/rows.ts:1  a folder named utils says nothing about what is in it',
      'src/jobs/worker.ts:1  an empty catch hides a bug',
      'src/jobs/worker.ts:4  a swallowed rejection hides a bug',
      'src/kernel/period.ts:301  301 lines, at most 300 are allowed',
    ])
    expect(hints).toEqual(['src/kernel/day.ts'])
  })
})
