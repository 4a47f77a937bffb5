import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const names = z.record(z.string(), z.string()).default({})
const entry = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
})
const lockfile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entry) })

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/
const REGISTRY = 'https://registry.npmjs.org/'

/**
 * What is wrong with the text of a package-lock.json, one sentence a fault:
 * - a platform's package that an `optionalDependencies` names but the lockfile lacks, because npm wrote it where that platform
 *   was not published: `npm ci` then fails there;
 * - a direct dependency of the project or of one of its workspaces that is not pinned to one version;
 * - an address other than the public registry's, which others cannot reach; a package without a checksum.
 */
export function lockFaults(text: string): string[] {
  const { packages } = lockfile.parse(JSON.parse(text))
  const installed = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
  return Object.entries(packages).flatMap(([path, held]) => {
    const name = path || 'the project'
    const faults = Object.keys(held.optionalDependencies)
      .filter((optional) => !installed.has(optional))
      .map((optional) => `${name}: optional ${optional} is missing from the lockfile`)
    if (held.link) return faults
    if (path.includes('node_modules/')) {
      if (!held.integrity) faults.push(`${name}: no integrity`)
      if (held.resolved && !held.resolved.startsWith(REGISTRY))
        faults.push(`${name}: comes from ${new URL(held.resolved).host}`)
      return faults
    }
    const direct = { ...held.dependencies, ...held.devDependencies, ...held.optionalDependencies }
    const loose = Object.entries(direct).filter(([, version]) => !EXACT.test(version))
    return [...faults, ...loose.map(([dependency, version]) => `${name}: ${dependency} ${version} is not one version`)]
  })
}

if (process.argv[1] === import.meta.filename) {
  const faults = lockFaults(readFileSync(join(process.cwd(), 'package-lock.json'), 'utf8'))
  for (const fault of faults) console.error(fault)
  console.log(`package-lock.json: ${faults.length} faults`)
  if (faults.length > 0) process.exitCode = 1
}
