import { join } from 'node:path'
import { picture } from '../../scripts/replay.js'
import { dataOf } from '../../src/channels/wechat-oa/notices.js'
import { reachOf, waysOf } from '../../src/channels/wechat-oa/reach.js'
import { splitText } from '../../src/channels/tencent/split.js'
import { textOfFile } from '../../src/cli/reconcile/file-text.js'
import { readFileJob } from '../../src/conversations/understood/file-job.js'
import { readConfigFiles } from '../../src/config-files.js'
import { broadcastJobs } from '../../src/conversations/broadcasts/jobs.js'
import { contactLeft } from '../../src/conversations/comings/left.js'
import { deliver } from '../../src/conversations/deliver.js'
import { formsOf } from '../../src/conversations/forms.js'
import { forwardMedia } from '../../src/conversations/help/forward-job.js'
import { helpOver } from '../../src/conversations/help/staff.js'
import { captionsLater, proposeCaptions } from '../../src/conversations/captions/propose-job.js'
import { keepPicture } from '../../src/conversations/keep-picture.js'
import { notify, notifyLater } from '../../src/conversations/reach/notify.js'
import { takeTurn, type TurnShell } from '../../src/conversations/receive.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'
import { salonNews } from '../../src/conversations/salons/news-job.js'
import { salonRemind } from '../../src/conversations/salons/news.js'
import { exportRecords } from '../../src/conversations/staff/export-job.js'
import { tellWithin, wake } from '../../src/conversations/tell.js'
import { readAgainJob } from '../../src/conversations/understood/read-again-job.js'
import { plainText } from '../../src/conversations/unsaid.js'
import { voiceJobs } from '../../src/conversations/voice/jobs.js'
import { openDatabase } from '../../src/database/connect.js'
import { forgetBlob } from '../../src/database/forget-blob.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseQueue } from '../../src/database/queue.js'
import type { Captioner } from '../../src/extraction/captions.js'
import { extractorOf, type Model } from '../../src/extraction/extractor.js'
import type { Form } from '../../src/forms/form.js'
import { instantOf, later, millisOf, type Instant } from '../../src/kernel/clock.js'
import { addDays, type Day } from '../../src/kernel/day.js'
import { idFrom } from '../../src/kernel/id.js'
import type { JobHandler } from '../../src/kernel/job.js'
import type {
  Address,
  MediaRef,
  MediaResult,
  OutboundMessage,
  Said,
  Say,
  SendResult,
} from '../../src/kernel/message.js'
import { dayIn, momentAt } from '../../src/kernel/zone.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import type { Role } from '../../src/people/people.js'
import { digestJob } from '../../src/reminders/digest-job.js'
import { planHubs } from '../../src/reminders/plan-hubs.js'
import { remindJob } from '../../src/reminders/remind-job.js'
import { reminderNow } from '../../src/reminders/reminder.js'
import { diskBlobs } from '../../src/storage/disk.js'
import { SILENCE } from '../../src/emulator/said.js'
import { examinePicture, smallCopy } from '../../src/storage/pictures.js'
import { examineVoice } from '../../src/storage/voices.js'
import { noWays } from '../contracts/a-hub.js'
import { emptyPlace } from '../contracts/databases.js'
import { quarterly as quarterlyBrief } from '../reminders/season.js'
import { NO_NOTICES, withNotices } from './notice-accounts.js'

const noticesOf = (which: ('subscription' | 'template')[]) => (which.length > 0 ? withNotices(which) : NO_NOTICES)

/** A notice as the phone shows it: its fields, one below the other. */
function saidTo(say: Say): string {
  if (say.type === 'file') return `[文件 ${say.name}]`
  if (say.type !== 'notice') return plainText(say) ?? '[照片]'
  const fields = withNotices(['subscription', 'template']).notices[say.kind]![say.by]!.fields
  const title = say.by === 'subscription' ? '订阅通知' : '模板消息'
  return [`[${title}]`, ...Object.values(dataOf(fields, say.values)).map(({ value }) => value)].join('\n')
}

/** One of those who talk: a contact of an organisation, one of the hub's own people, or nobody we know (`role` null). */
export interface Member {
  name: string
  organisation: string
  role: Role | null
  /** Further organisations that she files for. */
  also?: string[]
  /** She is not bound: her code. */
  code?: string
}

/** How the account may speak: a WeCom app at any time, a verified official account for a while after her message, the last never first. */
export type Voice = '企业微信' | '公众号' | '只能回话'

const HUB = '江西枢纽'
const ZONE = 'Asia/Shanghai'
const SECOND = 1_000
const LEASE_MS = 180_000

/**
 * The real shell on SQLite with these people known, on a clock of its own: what one says is answered by `take`, what comes by itself is told
 * to `heard`. Ids are the same in each run.
 */
export async function shellStage({
  members,
  language,
  voice,
  from,
  forms,
  grants = [],
  transcribes,
  model = null,
  captioner = null,
  notices = [],
  deadline = null,
  quarterly = null,
  owes = [quarterlyBrief.form],
  heard,
}: {
  members: Member[]
  language: string
  voice: Voice
  from: Instant
  /** Instead of those in `config/forms`. */
  forms?: Form[]
  /** What the grants of an organisation are for, where it has not just one. */
  grants?: { organisation: string; purposes: string[] }[]
  /** What the transcriber hears in a voice message, 「听不清」 for nothing; without it there is none. */
  transcribes?: string
  /** What reads messages beside the rules, if anything does. */
  model?: Model | null
  /** What proposes captions for pictures, where the hub agreed to that. */
  captioner?: Captioner | null
  /** The kinds of templates that the account has for deadlines. */
  notices?: ('subscription' | 'template')[]
  /** By when everybody is to hand in the next report. */
  deadline?: Day | null
  /** Each grant owes a brief a quarter, due so many days after its end. */
  quarterly?: number | null
  /** The forms owed then, where it is not the brief. */
  owes?: string[]
  heard: (name: string, text: string) => void
}) {
  const place = await emptyPlace('sqlite')
  let now = from
  let made = 0
  const clock = { now: () => now }
  const newId = () => {
    const count = ++made
    return idFrom(
      millisOf(now),
      Uint8Array.from({ length: 16 }, (_, i) => (i < 12 ? 0 : count >> (5 * (15 - i)))),
    )
  }
  if (place.settings.type !== 'sqlite') throw new Error('a transcript is played on SQLite')
  const database = await openDatabase(place.settings, { newId, clock })
  await database.migrate()
  const config = await readConfigFiles('config')
  if ('faults' in config) throw new Error('the configuration is faulty')
  const whole = hubOf(members, language, grants, quarterly, owes)
  const data = captioner ? { ...whole, hub: { ...whole.hub, proposesCaptions: true } } : whole
  const { hubId } = await database.units((sql) => loadHub(sql, undefined, now)(data))

  const channel = voice === '企业微信' ? 'wecom_app' : 'wechat_oa'
  /** By name, whom the platform gave another user id. */
  const renamed = new Map<string, string>()
  const userOf = (name: string) => renamed.get(name) ?? name
  const addressOf = (name: string): Address => ({ channel, account: 'account', user: userOf(name) })
  const deadlines = { nextDeadline: () => Promise.resolve(deadline) }
  const transact: TurnShell['transact'] = (work) =>
    database.transact((ports) => work(quarterly === null ? { ...ports, deadlines } : ports))
  const sending = {
    senderOf: () => ({
      send({ to, say }: OutboundMessage): Promise<SendResult> {
        heard([...renamed].find(([, user]) => user === to.user)?.[0] ?? to.user, saidTo(say))
        return Promise.resolve({ type: 'sent', id: newId() })
      },
    }),
    nameOf: ({ account }: Pick<Address, 'account'>) => account,
  }
  const shell: TurnShell = {
    transact,
    clock,
    newId,
    forms: formsOf(forms ?? config.forms),
    wordsOf: config.wordsOf,
    hubOf: () => ({ id: hubId, name: HUB, zone: 'Asia/Shanghai', language }),
    identifierOf: () => null,
    notice: () => {},
    staffWays: { ...noWays, takesFiles: () => voice === '企业微信' },
    calendar: WEEKDAYS_ONLY,
    transcribes: transcribes !== undefined,
    readsAgain: model !== null,
    reach: (standing, at) =>
      voice === '企业微信' && standing.following
        ? { type: 'open', left: null, until: null }
        : reachOf(standing, voice === '公众号', at),
    ways: (standing, kind, at) => {
      if (voice === '企业微信') return standing.following ? [{ by: 'message', left: null, until: null }] : []
      return waysOf(standing, { ...noticesOf(notices), verified: voice === '公众号' }, kind, at)
    },
    permission: (_of, kind) => {
      const asked = voice === '公众号' ? noticesOf(notices).notices[kind]?.subscription : undefined
      return asked ? { template: asked.id, url: asked.askUrl } : null
    },
    split: (_to, text) => splitText(text),
    nudge: () => {},
    broke: (error) => {
      throw error
    },
  }
  const season = { ...shell, transact: database.transact }
  const blobs = diskBlobs(join(place.settings.file, '..', 'blobs'))
  const pictures = {
    async fetchMedia({ id }: MediaRef): Promise<MediaResult> {
      return { type: 'fetched', bytes: await picture(id), name: null, contentType: 'image/jpeg' }
    },
  }
  const voices = {
    fetchMedia: (): Promise<MediaResult> =>
      Promise.resolve({ type: 'fetched', bytes: SILENCE, name: null, contentType: 'audio/amr' }),
  }
  const files = new Map<string, Uint8Array>()
  const documents = ({ id }: MediaRef): Promise<MediaResult> =>
    Promise.resolve({ type: 'fetched', bytes: files.get(id)!, name: null, contentType: null })
  const handlers: Record<string, JobHandler> = {
    deliver: deliver(shell, sending),
    notify: notify(shell, { ...sending, owedNow: (of) => reminderNow(season, of) }),
    remind: remindJob(season),
    digest: digestJob(season),
    fetch_media: keepPicture({
      transact: database.transact,
      channelOf: () => pictures,
      blobs,
      examine: examinePicture,
      tell: tellWithin(shell),
      kept: captionsLater(shell),
      clock,
      nudge: () => {},
    }),
    propose_captions: proposeCaptions(shell, { blobs, small: smallCopy, captioner }),
    forget_blob: forgetBlob(database.units, () => Promise.resolve()),
    read_again: readAgainJob(shell, extractorOf(model)),
    read_file: readFileJob(shell, { channelOf: () => ({ fetchMedia: documents }), read: textOfFile }),
    wake: wake(shell),
    export: exportRecords({
      ...shell,
      records: databaseRecordsToRead(database.reads),
      blobs,
      thumbnail: (sha256) => blobs.read(sha256),
    }),
    contact_left: contactLeft(shell),
    help_over: helpOver(shell),
    forward_media: forwardMedia({
      ...shell,
      channelOf: () => ({ fetchMedia: (ref: MediaRef) => (ref.id === 'media' ? voices : pictures).fetchMedia(ref) }),
      blobs,
      examine: examinePicture,
      examineVoice,
    }),
    ...broadcastJobs(shell, {
      ...sending,
      channelOf: () => pictures,
      blobs,
      examine: examinePicture,
      robotOf: () => null,
    }),
    salon_news: salonNews(shell),
    salon_remind: salonRemind(shell),
    ...voiceJobs(shell, {
      channelOf: () => voices,
      blobs,
      examine: examineVoice,
      transcribe: () =>
        Promise.resolve(
          transcribes === undefined || transcribes === '听不清'
            ? { type: 'failed', code: 'transcriber.empty' }
            : { type: 'heard', text: transcribes },
        ),
    }),
  }
  const queue = databaseQueue(database.units)
  const take = takeTurn(shell)

  await database.transact(async ({ people, invitations }) => {
    for (const { name, role, code } of members) {
      if (role === null || code !== undefined) continue
      const { addressId } = await people.hold(addressOf(name))
      const invitee = (await invitations.invitees(hubId, now)).find(({ contactName }) => contactName === name)
      await people.bind(addressId, invitee!.contactId, now)
    }
  })

  /** Runs the jobs that are due, and those they leave, to the last. */
  async function works(): Promise<void> {
    for (;;) {
      const jobs = await queue.claim(50, now, later(now, LEASE_MS), { share: 50, runs: [] })
      if (jobs.length === 0) return
      for (const job of jobs) {
        const handler = handlers[job.kind]
        if (!handler) throw new Error(`no handler for the job ${job.kind}`)
        const result = await handler.run(job)
        const end =
          result.type === 'again'
            ? { ...result, dueAt: later(now, Math.max(SECOND, result.after)) }
            : { type: result.type, code: result.code ?? null }
        await queue.finish(job, end, now)
      }
    }
  }

  /** Days pass one by one, each planned early in the morning, and what falls due is done in its time. */
  async function lives(until: Instant): Promise<void> {
    while (now < until) {
      const next = [until, momentAt(addDays(dayIn(now, ZONE), 1), 3, ZONE)].sort()[0]!
      for (;;) {
        const [due] = await database.reads.all<{ dueAt: Instant | null }>(
          "SELECT MIN(dueAt) AS dueAt FROM outbox WHERE state = 'waiting' AND dueAt > ? AND dueAt <= ?",
          [now, next],
        )
        if (!due?.dueAt) break
        now = due.dueAt
        await works()
      }
      now = next
      await planHubs(season, [{ id: hubId, zone: ZONE }])
    }
  }

  if (quarterly !== null) await planHubs(season, [{ id: hubId, zone: ZONE }])

  return {
    database,
    newId,
    works,
    files,
    /** Takes one message; null is silence. */
    async say(name: string, said: Said): Promise<string | null> {
      now = later(now, SECOND)
      const reply = await take({
        from: addressOf(name),
        key: newId(),
        presence: said.type === 'event' ? (said.event === 'joined' ? 'acted' : 'none') : 'spoke',
        sentAt: now,
        said,
      })
      return reply
    },
    /** The platform tells that it gave her another user id; she writes from that now. */
    async renames(name: string): Promise<void> {
      const [user, newUser] = [userOf(name), `${userOf(name)}.new`]
      await this.say(name, { type: 'event', event: 'renamed', detail: { user, newUser } })
      renamed.set(name, newUser)
    },
    /** Reminds her of a deadline, by whatever way there is. */
    async reminds(name: string, until: Day): Promise<void> {
      const [row] = await database.reads.all<{ id: string; organisation: string }>(
        'SELECT c.id, o.name AS organisation FROM contacts c JOIN organisations o ON o.id = c.organisationId WHERE c.name = ?',
        [name],
      )
      const { id: contactId, organisation } = row!
      const values = { what: '工作简报', who: organisation, when: until, note: '打开公众号回复 工作简报' }
      const text = `${organisation}的工作简报请在 ${until} 前交，回复 工作简报 就能开始。`
      const key = `reminder:${contactId}:${until}`
      const notification = {
        key,
        hubId,
        contactId,
        kind: 'deadline' as const,
        text,
        values,
        until: shanghai(`${until} 23:59`),
      }
      await transact((ports) => notifyLater(ports, notification, now))
    },
    /** The hub's list is loaded again, and this contact left. */
    async load(gone: string) {
      const contacts = data.contacts.map((contact) => (contact.name === gone ? { ...contact, left: true } : contact))
      await database.units((sql) => loadHub(sql, undefined, now)({ ...data, contacts }))
    },
    /** These are the forms from now on; what was begun on others goes on with them. */
    fills: (newer: Form[]) => void (shell.forms = formsOf(newer)),
    passes: (ms: number) => void (now = later(now, ms)),
    async at(instant: Instant): Promise<void> {
      if (quarterly === null) now = instant
      else await lives(instant)
    },
    async close() {
      await database.close()
      await place.remove()
    },
  }
}

/** The instant of `2014-07-02 10:00` on the hub's clock. */
export const shanghai = (time: string): Instant => instantOf(Date.parse(`${time.replace(' ', 'T')}:00+08:00`))

function hubOf(
  members: Member[],
  language: string,
  granted: { organisation: string; purposes: string[] }[],
  days: number | null,
  owes: string[],
): HubData {
  const known = members.filter(({ role }) => role !== null)
  const organisations = [...new Set(known.flatMap(({ organisation, also = [] }) => [organisation, ...also]))]
  return {
    hub: { key: 'hub', name: HUB, zone: 'Asia/Shanghai', language },
    funder: { key: 'funder', name: '某基金会' },
    programme: { key: '2014', name: '2014 年小额资助', startsOn: '2014-01-01', endsOn: '2014-12-31' },
    organisations: organisations.map((name) => ({
      key: name,
      name,
      kind: name === HUB ? 'hub' : 'organisation',
      city: null,
      aliases: [],
    })),
    grants: organisations
      .filter((name) => name !== HUB)
      .flatMap((organisation) => {
        const { purposes } = granted.find((each) => each.organisation === organisation) ?? { purposes: ['小额资助'] }
        return purposes.map((purpose, i) => ({ organisation, purpose, key: `${organisation}-${i}` }))
      })
      .map((grant) => ({ ...grant, purposeClass: 'project', amountFen: 1_000_000, status: 'active', remark: null })),
    ...(days !== null && {
      schedules: owes.map((form) => ({
        key: form,
        schedule: { ...quarterlyBrief, form, due: { type: 'after_end', days } },
      })),
    }),
    contacts: known.map(({ name, organisation, role, also, code }) => ({
      key: name,
      organisation,
      name,
      code: code ?? null,
      ...(also && { organisations: also }),
      ...(role === 'viewer' && { role }),
    })),
  }
}

/** The one of the hub who is so called: 「工作人员小满」, 「查看人员小观」, or of a grantee: 「小禾 青云社」; 「小路」 alone is a stranger. */
export function memberOf(line: string): Member {
  const [, title, own] = /^(工作人员|查看人员)(\S+)$/.exec(line) ?? []
  if (title && own) return { name: own, organisation: HUB, role: title === '工作人员' ? 'staff' : 'viewer' }
  const [, unbound, at, code] = /^未绑定 (\S+) (\S+) (\w{8})$/.exec(line) ?? []
  if (unbound && at && code) return { name: unbound, organisation: at, role: 'grantee', code }
  const [name = '', organisations] = line.split(' ')
  const [organisation, ...also] = organisations?.split('、') ?? []
  if (!organisation) return { name, organisation: '', role: null }
  return { name, organisation, role: 'grantee', ...(also.length > 0 && { also }) }
}
