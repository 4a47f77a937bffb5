import { newId, systemClock } from '../../src/app.js'
import type { ConfigFiles } from '../../src/config-files.js'
import { aboutOwn } from '../../src/conversations/ports.js'
import { openDatabase } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import { dayIn } from '../../src/kernel/zone.js'
import { addressOf, codeOf, FORM, hubData, PEOPLE, sessionOf, type Platform } from './people.js'

/** Makes the tables and the people, known and each in the middle of a brief. */
export async function seed(settings: DatabaseSettings, config: ConfigFiles, platform: Platform): Promise<void> {
  const form = config.forms.find(({ id, version }) => id === FORM.id && version === FORM.version)
  if (!form) throw new Error(`no form ${FORM.id}.v${FORM.version}`)
  const database = await openDatabase(settings, { newId, clock: systemClock })
  await database.migrate()
  const { hubId } = await database.units((sql) => loadHub(sql)(hubData))
  const now = systemClock.now()
  const asking = {
    words: config.wordsOf('zh-CN'),
    today: dayIn(now, 'Asia/Shanghai'),
    now,
    speaksLater: true,
    messageId: newId(),
    sentAt: now,
  }
  for (let person = 0; person < PEOPLE; person++) {
    await database.transact(async ({ people, invitations, drafts }) => {
      const { addressId } = await people.hold(addressOf(platform, person), now)
      const invited = await invitations.find(codeOf(person))
      if (!invited) throw new Error('an invitation that was just loaded is not there')
      const { id, contactId } = invited.invitation
      await invitations.use(id, addressId, now)
      await people.bind(addressId, contactId, now)
      await drafts.keepForm(form, now)
      const about = aboutOwn((await people.holdById(addressId))!.contact!.organisationId)
      await drafts.open(newId(), { contactId, hubId, addressId, about }, sessionOf(person, form, asking), now)
    })
  }
  await database.close()
}

/** How many messages the database has taken in. */
export async function messagesIn(settings: DatabaseSettings): Promise<number> {
  const database = await openDatabase(settings, { newId, clock: systemClock })
  const [row] = await database.reads.all<{ count: number }>('SELECT COUNT(*) AS count FROM inbound_messages')
  await database.close()
  return Number(row?.count)
}
