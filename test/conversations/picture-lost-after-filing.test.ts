import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { formsOf } from '../../src/conversations/forms.js'
import { tellWithin } from '../../src/conversations/tell.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { clock, emptyPlace, newId } from '../contracts/databases.js'
import { formNamed } from '../engine/talk.js'
import { aShell, type AShell } from './a-shell.js'

describe('a picture that is found lost after all was filed', () => {
  let database: Database
  let hub: AShell
  let remove: () => Promise<void>
  let grantee: Awaited<ReturnType<AShell['somebody']>>
  beforeEach(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    hub = await aShell(database)
    hub.shell.forms = formsOf([formNamed('work-brief.v2'), formNamed('activity.v2')])
    grantee = await hub.somebody('one')
    await grantee.sayAll('活动记录', '3月22日', '高安志愿者培训', '高安', '签到30人')
    await grantee.picture()
    await grantee.picture()
    await grantee.sayAll('1 开班合影', '2 分组讨论', '完', '1')
    expect(await grantee.say('1')).toContain('已提交')
    hub.passes(10_000)
  })
  afterEach(async () => {
    await database.close()
    await remove()
  })
  const secondIsLost = () =>
    database.transact(async (ports) => {
      const [, photo] = await database.reads.all<{ id: string; sessionId: string }>(
        'SELECT id, sessionId FROM photos ORDER BY sentAt, id',
      )
      await ports.photos.lost(photo!.id, 'errcode.40007', hub.shell.clock.now())
      await tellWithin(hub.shell)(ports, grantee.addressId, photo!.sessionId, 'photos', {
        type: 'picture_lost',
        photo: photo!.id,
        code: 'errcode.40007',
      })
    })
  const toldLast = async () => (await grantee.deliveries()).at(-1)?.text
  const captions = () =>
    database.reads.all<{ caption: string; state: string }>(
      `SELECT x.caption, p.state FROM records r JOIN record_photos x ON x.recordId = r.id JOIN photos p ON p.id = x.photoId
       WHERE r.currentOf IS NOT NULL ORDER BY x.position`,
    )

  it('is sent again where she changes what she filed: the next picture takes its place, with its caption', async () => {
    await secondIsLost()
    expect(await toldLast()).toMatch(/第 2 张照片没有取到，请把那一张再发给我一次/)
    expect(await grantee.sayAll('我的填报', '改 1', '改 6')).toMatch(/2 分组讨论（没取到，请再发一次）/)
    hub.passes(10_000)
    await grantee.picture()
    expect(await grantee.say('好了')).toContain('第 2 张照片里有没有')
    expect(await grantee.say('1')).toMatch(/加了照片（第 2 张），现在 2 张/)
    expect(await grantee.say('1')).toContain('改好交上去了')
    expect(await captions()).toEqual([
      { caption: '开班合影', state: 'coming' },
      { caption: '分组讨论', state: 'coming' },
    ])
  })

  it('keeps nothing back where she changes another answer', async () => {
    await secondIsLost()
    await grantee.sayAll('我的填报', '改 1', '改 3', '萍乡')
    expect(await grantee.say('1')).toContain('改好交上去了')
    // Sent again now it is in the new version, and is lost no more where that is changed.
    expect(await grantee.picture()).toContain('补上那张照片了')
    expect(await grantee.sayAll('我的填报', '改 1', '改 6')).not.toContain('没取到')
  })

  it('is asked for where she is changing it at that moment', async () => {
    await grantee.sayAll('我的填报', '改 1', '改 3')
    await secondIsLost()
    expect(await toldLast()).toMatch(/^第 2 张照片[^]*没有取到[^]*填到第 3 题/)
    hub.passes(10_000)
    await grantee.picture()
    expect(await grantee.sayAll('萍乡', '完')).toContain('第 2 张照片里有没有')
    expect(await grantee.say('1')).toMatch(/加了照片（第 2 张），现在 2 张/)
  })
})
