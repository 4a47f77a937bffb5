import { PeopleAndProgrammes1763600000000 } from './1763600000000-people-and-programmes.js'
import { ConversationsAndRecords1763600001000 } from './1763600001000-conversations-and-records.js'
import { ReachAndRoles1763700000000 } from './1763700000000-reach-and-roles.js'
import { LivesOfRecords1764200000000 } from './1764200000000-lives-of-records.js'
import { Salons1764500300000 } from './1764500300000-salons.js'

/** All migrations, oldest first. One set for every database. */
export const migrations = [
  PeopleAndProgrammes1763600000000,
  ConversationsAndRecords1763600001000,
  ReachAndRoles1763700000000,
  LivesOfRecords1764200000000,
  Salons1764500300000,
]
