import { writerOf } from './src/database/sources.js'
import { readSettings } from './src/settings.js'

/** For TypeORM's own command, on the database of the settings: `npx typeorm migration:show -d dist/ormconfig.js`. */
const read = readSettings()
if (!read.ok) throw new Error(read.faults.map(({ where, message }) => `${where}  ${message}`).join('\n'))

export default await writerOf(read.settings.database)
