import type { ConfigFiles } from '../config-files.js'
import type { Session } from '../engine/session.js'
import type { Actor } from './actor.js'
import type { Phone } from './filing.js'
import { painted } from './pictures.js'
import type { Stage } from './stage.js'
import type { Time } from './time.js'

/** The phones of all of them, and what they do with an account besides filling in forms. */
export function phonesOf({ emulator: { control }, database, settings }: Stage, time: Time, { forms }: ConfigFiles) {
  const does = async (me: Actor, action: Parameters<typeof control.act>[0]['action']): Promise<void> => {
    await control.act({ ...me.who, action })
    await time.runJobs()
  }
  const phone: Phone = {
    now: time.now,
    say: (me, text) => does(me, { type: 'text', text }),
    async sendPhotos(me, count) {
      const photos: { name: string; base64: string }[] = []
      for (let i = 0; i < count; i++)
        photos.push({ name: `IMG_${i}.jpg`, base64: (await painted(me.dice)).toString('base64') })
      await does(me, { type: 'photos', photos })
    },
    async draftOf({ contactId }) {
      const [row] = await database.reads.all<{ data: string }>('SELECT data FROM sessions WHERE openFor = ?', [
        contactId,
      ])
      return row ? (JSON.parse(row.data) as Session) : null
    },
    form: (id, version) => forms.find((form) => form.id === id && form.version === version),
  }
  return {
    ...phone,
    /** Follows, and makes herself known by her invitation. */
    async bind(me: Actor): Promise<void> {
      if (me.address.channel === 'wechat_oa') await does(me, { type: 'subscribe' })
      if (me.code !== null) for (const text of [me.code, '1']) await phone.say(me, text)
      const { channel, account, user } = me.address
      const [bound] = await database.reads.all<{ contactId: string | null }>(
        'SELECT contactId FROM addresses WHERE channel = ? AND account = ? AND user = ?',
        [channel, account, user],
      )
      me.here = bound?.contactId === me.contactId
    },
    async leave(me: Actor): Promise<void> {
      await does(me, { type: 'unsubscribe' })
      me.here = false
    },
    /** Taps the link that asks for a notice before the next deadline; false where she was shown none. */
    async permit(me: Actor): Promise<boolean> {
      const asked = settings.wechat.accounts.find(({ appId }) => appId === me.who.corpId)?.notices.deadline
        ?.subscription
      if (!asked || !me.reads.includes(asked.askUrl)) return false
      await does(me, { type: 'notices', article: asked.askUrl, templateIds: [asked.id], answer: 'accept' })
      return true
    },
  }
}

export type Phones = ReturnType<typeof phonesOf>
