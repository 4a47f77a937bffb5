// Exits 1 unless node_modules holds what package-lock.json asks for. npm keeps its own account of what it installed; times of
// files would not do, because a checkout makes the lockfile newer than an install it does not change. A workspace may have packages of its
// own beside its files, which a copy of node_modules leaves behind.
import { existsSync, readFileSync } from 'node:fs'

const packages = (path) => Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages)
let installed
try {
  installed = new Map(packages('node_modules/.package-lock.json'))
} catch (error) {
  console.log(error.code === 'ENOENT' ? 'not installed yet' : error.message)
  process.exit(1)
}
const wanted = packages('package-lock.json').filter(([path]) => path.includes('node_modules/'))
const stale = wanted.find(([path, { optional, version }]) => {
  const there = installed.get(path)
  const gone = there && !path.startsWith('node_modules/') && !existsSync(path)
  return there && !gone ? there.version !== version : !optional
})
if (stale) {
  console.log(`${stale[0]} is not as in package-lock.json`)
  process.exit(1)
}
