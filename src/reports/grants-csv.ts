import { writeCsvStream } from 'hucre/csv'
import { plain } from '../records/export-csv.js'
import type { ExportedGrant } from '../records/export-ports.js'
import { NOBODY, publicGrant, type Persons } from '../records/public-records.js'
import type { Award } from './ports.js'

/** What stands before ids that only this program gave; 360Giving takes what begins with 360G for an id of the publisher's own. */
const OURS = '360G-jianbao-'
/** A private person is never named in open data. */
const SOMEBODY = '个人受助者 / Individual recipient'

type Row = { grant: ExportedGrant; award: Award | undefined }

/** The columns of the 360Giving Data Standard, as its spreadsheets call them: its core fields, then what else is known. */
const COLUMNS: [header: string, cell: (row: Row) => string | number | null | undefined][] = [
  ['Identifier', ({ grant }) => OURS + grant.id],
  ['Title', ({ grant }) => titleOf(grant.purpose)],
  ['Description', ({ grant }) => `${grant.programmeName}：${grant.purpose}`],
  ['Currency', () => 'CNY'],
  ['Amount Awarded', ({ grant }) => grant.amountFen && grant.amountFen / 100],
  ['Award Date', ({ award }) => award?.awardedOn ?? null],
  ['Planned Dates:Start Date', ({ award }) => award?.startsOn ?? null],
  ['Planned Dates:End Date', ({ award }) => award?.endsOn ?? null],
  ['Recipient Org:Identifier', ({ grant }) => (isPerson(grant) ? null : OURS + grant.organisationId)],
  ['Recipient Org:Name', ({ grant }) => (isPerson(grant) ? null : grant.organisationName)],
  ['Recipient Ind:Identifier', ({ grant }) => (isPerson(grant) ? OURS + grant.organisationId : null)],
  ['Recipient Ind:Name', ({ grant }) => (isPerson(grant) ? SOMEBODY : null)],
  ['Funding Org:Identifier', ({ award }) => award && OURS + award.funderId],
  ['Funding Org:Name', ({ award }) => award?.funder ?? null],
  ['Grant Programme:Code', ({ grant }) => grant.programmeId],
  ['Grant Programme:Title', ({ grant }) => grant.programmeName],
]

/** The standard asks for a title of under 140 characters; all of it stands in the description. */
const titleOf = (purpose: string): string => {
  const characters = [...purpose]
  return characters.length < 140 ? purpose : `${characters.slice(0, 138).join('')}…`
}

const isPerson = ({ organisationKind }: ExportedGrant): boolean => organisationKind === 'person'

/** Grants that are no award in the sense of the standard: given back, or without an amount. */
export const unpublished = ({ status, amountFen }: ExportedGrant): boolean => status === 'withdrawn' || !amountFen

/** Grants as open data after the 360Giving Data Standard: UTF-8, a row a grant, what a spreadsheet would run as a formula made text. */
export async function* grantsCsv(
  grants: readonly ExportedGrant[],
  awards: readonly Award[],
  persons: Persons = NOBODY,
): AsyncGenerator<Uint8Array> {
  function* lines() {
    for (const grant of grants.filter((each) => !unpublished(each)).map((each) => publicGrant(each, persons))) {
      const row = { grant, award: awards.find(({ grantId }) => grantId === grant.id) }
      yield COLUMNS.map(([, cell]) => plain(cell(row) ?? null))
    }
  }
  const headers = COLUMNS.map(([header]) => header)
  yield* writeCsvStream(lines(), { headers, bom: true, escapeFormulae: true, lineSeparator: '\r\n' })
}

/** Grants that are in the file without a field that the standard demands: the day of the award, or the funder. */
export const incomplete = (grants: readonly ExportedGrant[], awards: readonly Award[]): ExportedGrant[] =>
  grants.filter((grant) => {
    const award = awards.find(({ grantId }) => grantId === grant.id)
    return !unpublished(grant) && !(award?.awardedOn && award.funder)
  })
