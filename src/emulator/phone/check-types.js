// vue-tsc is hoisted beside the root's TypeScript 7, whose compiler it cannot drive: hand it the workspace's TypeScript 6.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
require('vue-tsc').run(require.resolve('typescript/lib/tsc'))
