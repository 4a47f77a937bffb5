import { PeopleAndProgrammes1763600000000 } from './1763600000000-people-and-programmes.js'
import { ConversationsAndRecords1763600001000 } from './1763600001000-conversations-and-records.js'
import { ReachAndRoles1763700000000 } from './1763700000000-reach-and-roles.js'
import { LivesOfRecords1764200000000 } from './1764200000000-lives-of-records.js'
import { Programmes1764500000000 } from './1764500000000-programmes.js'
import { Obligations1764500100000 } from './1764500100000-obligations.js'
import { Reach1764500200000 } from './1764500200000-reach.js'
import { Salons1764500300000 } from './1764500300000-salons.js'
import { Reminders1764500400000 } from './1764500400000-reminders.js'
import { ScheduleCodes1764500410000 } from './1764500410000-schedule-codes.js'
import { Broadcasts1764500600000 } from './1764500600000-broadcasts.js'
import { RepliesAndPhones1764500700000 } from './1764500700000-replies-and-phones.js'
import { LearntNames1764600000000 } from './1764600000000-learnt-names.js'
import { RulesOnly1764600100000 } from './1764600100000-rules-only.js'
import { CompilationInputs1764600200000 } from './1764600200000-compilation-inputs.js'
import { ModelCalls1764600300000 } from './1764600300000-model-calls.js'
import { LayoutsOfProgrammes1764650000000 } from './1764650000000-layouts-of-programmes.js'
import { ReportDrafts1764650100000 } from './1764650100000-report-drafts.js'
import { ProposedCaptions1764650200000 } from './1764650200000-proposed-captions.js'
import { PeopleByOrganisation1764650300000 } from './1764650300000-people-by-organisation.js'
import { AmountsOfProgrammes1764660000000 } from './1764660000000-amounts-of-programmes.js'

/** All migrations, oldest first. One set for every database. */
export const migrations = [
  PeopleAndProgrammes1763600000000,
  ConversationsAndRecords1763600001000,
  ReachAndRoles1763700000000,
  LivesOfRecords1764200000000,
  Programmes1764500000000,
  Obligations1764500100000,
  Reach1764500200000,
  Salons1764500300000,
  Reminders1764500400000,
  ScheduleCodes1764500410000,
  Broadcasts1764500600000,
  RepliesAndPhones1764500700000,
  LearntNames1764600000000,
  RulesOnly1764600100000,
  CompilationInputs1764600200000,
  ModelCalls1764600300000,
  LayoutsOfProgrammes1764650000000,
  ReportDrafts1764650100000,
  ProposedCaptions1764650200000,
  PeopleByOrganisation1764650300000,
  AmountsOfProgrammes1764660000000,
]
