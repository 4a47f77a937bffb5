import type { Clock } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { SeasonPorts } from '../reminders/ports.js'
import { databaseAffiliations } from './affiliations.js'
import { databaseBroadcasts } from './broadcasts.js'
import { databaseColleagues } from './colleagues.js'
import { databaseCompilations } from './compilations.js'
import { databaseConsents } from './consents.js'
import { databaseDeadlines } from './deadlines.js'
import { databaseDownloads } from './downloads.js'
import { databaseDrafts } from './drafts.js'
import { databaseGrants } from './grants.js'
import { databaseHeldDrafts } from './held-drafts.js'
import { databaseHelpTalks } from './help-talks.js'
import { databaseInbox } from './inbox.js'
import { databaseInvitations } from './invitations.js'
import { databaseLearntNames } from './learnt-names.js'
import { databaseObligations } from './obligations.js'
import { databaseOutbox } from './outbox.js'
import { databaseOverview } from './overview.js'
import { databasePeople } from './people.js'
import { databasePhotos } from './photos.js'
import { databaseReportDrafts } from './report-drafts.js'
import { databaseReminders } from './reminders.js'
import { databasePrivacy } from './privacy.js'
import { databaseRecords } from './records.js'
import { databaseSalons } from './salons.js'
import type { Sql } from './sql.js'
import { databaseStaff } from './staff.js'
import { databaseTwins } from './twins.js'
import { databaseVisits } from './visits.js'
import { databaseVoices } from './voices.js'

/** All ports of a turn on the connection of its unit of work. */
export const turnPorts = (sql: Sql, newId: NewId, clock: Clock): SeasonPorts => ({
  inbox: databaseInbox(sql),
  people: databasePeople(sql, newId, clock),
  staff: databaseStaff(sql, clock),
  colleagues: databaseColleagues(sql, clock),
  affiliations: databaseAffiliations(sql),
  learntNames: databaseLearntNames(sql),
  privacy: databasePrivacy(sql),
  helpTalks: databaseHelpTalks(sql),
  drafts: databaseDrafts(sql),
  heldDrafts: databaseHeldDrafts(sql),
  photos: databasePhotos(sql),
  voices: databaseVoices(sql),
  outbox: databaseOutbox(sql, clock),
  invitations: databaseInvitations(sql, newId),
  grants: databaseGrants(sql),
  obligations: databaseObligations(sql),
  records: databaseRecords(sql, newId),
  overview: databaseOverview(sql, clock),
  downloads: databaseDownloads(sql),
  compilations: databaseCompilations(sql),
  reportDrafts: databaseReportDrafts(sql),
  twins: databaseTwins(sql),
  consents: databaseConsents(sql, newId),
  reminders: databaseReminders(sql, newId),
  deadlines: databaseDeadlines(sql),
  salons: databaseSalons(sql, newId),
  visits: databaseVisits(sql),
  broadcasts: databaseBroadcasts(sql, clock),
})
