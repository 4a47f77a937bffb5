import { z } from 'zod'
import { keptOf, releaseOf } from './release.js'

/**
 * What release 0.2.0 wrote while the people of the demo's hub talked to its app and to two official accounts, one of which only answers, up
 * to the moment at which the machine was switched off. Seven records are filed, with photos, rows of both tables, counts that are ranges or
 * of other units, parts of a count, sums of money that are about, skipped answers and a row taken out. Beside them stand drafts in every state a
 * session can be in, said with each in `upgrade-drafts.test.ts`; invitations used and not, staff of two roles, texts that wait to be said,
 * pictures before a form, a link to a file, one draft thrown away, and jobs: pictures that the platform did not give yet, a question to it
 * who somebody is, an acknowledgement that is not due yet, two messages that were just leaving, one that WeCom refused to take.
 */
export const release020 = releaseOf({
  version: '0.2.0',
  upgradedAt: '2026-11-27T01:30:00.000Z',
  accounts: 2,
  made: 3,
})

/** What its own `jianbao records` said of these rows: totals, the export as JSON, and each table of it as CSV. */
export const figures020 = () =>
  z
    .object({
      totals: z.record(z.string(), z.unknown()),
      export: z.looseObject({ records: z.array(z.record(z.string(), z.unknown())) }),
      csv: z.record(z.string(), z.string()),
    })
    .parse(keptOf('0.2.0', '.figures'))
