import { describe, expect, it } from '@jest/globals'
import { lockFaults } from '../../scripts/check-lock.js'

const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages })

describe('the lockfile', () => {
  it('is well when every platform is there, everything is pinned and only the public registry is named', () => {
    expect(
      lockFaults(
        lock({
          '': { dependencies: { sharp: '0.35.5' }, devDependencies: { '@scope/tool': '1.0.0-rc.1' } },
          'node_modules/@jianbao/phone': { resolved: 'src/phone', link: true },
          'src/phone': { dependencies: { vue: '3.5.45' } },
          'node_modules/sharp': {
            version: '0.35.5',
            integrity: 'sha512-a',
            resolved: 'https://registry.npmjs.org/sharp/-/sharp-0.35.5.tgz',
            dependencies: { semver: '^7.0.0' },
            optionalDependencies: { '@img/sharp-linux-x64': '0.35.5' },
          },
          'node_modules/sharp/node_modules/@img/sharp-linux-x64': {
            version: '0.35.5',
            integrity: 'sha512-b',
            optional: true,
          },
        }),
      ),
    ).toEqual([])
  })

  it('lists a missing platform, a range, a foreign address and a missing checksum', () => {
    expect(
      lockFaults(
        lock({
          '': { dependencies: { sharp: '^0.35.5' }, optionalDependencies: { fsevents: '2.3.3' } },
          'src/phone': { devDependencies: { vite: '*' } },
          'node_modules/sharp': {
            integrity: 'sha512-a',
            resolved: 'https://mirror.example.org/sharp.tgz',
            optionalDependencies: { '@img/sharp-win32-x64': '0.35.5' },
          },
          'node_modules/vite': { version: '8.3.8' },
        }),
      ),
    ).toEqual([
      'the project: optional fsevents is missing from the lockfile',
      'the project: sharp ^0.35.5 is not one version',
      'src/phone: vite * is not one version',
      'node_modules/sharp: optional @img/sharp-win32-x64 is missing from the lockfile',
      'node_modules/sharp: comes from mirror.example.org',
      'node_modules/vite: no integrity',
    ])
  })
})
