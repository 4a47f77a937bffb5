import { Command } from 'commander'
import type { Account } from '../accounts.js'
import { millisOf, type Instant } from '../kernel/clock.js'
import { dayIn } from '../kernel/zone.js'
import { HANDED_OUT_MS, handOut, type HandedOut } from '../people/hand-out.js'
import { sceneOf } from '../people/invitation-code.js'
import type { ExportHub } from '../records/export-ports.js'
import { find, theHub } from './choose.js'
import { invitePage } from './invite-page.js'
import { DONE, type CliParts, type ExitCode, type OpenInvitations } from './parts.js'
import { table } from './table.js'
import { withOpened, wrong } from './with-records.js'
import { overwriting, unwritable, writeFileWhole } from './write-out.js'

interface InviteOptions {
  hub?: string
  all?: boolean
  new?: boolean
  page?: string
  force?: boolean
}

export const inviteCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  overwriting(new Command('invite'))
    .description('给机构的联系人发邀请码 / invitation codes for the contacts of organisations')
    .argument('[organisations...]', '机构的名称、简称或编号 / organisations by name, alias or id')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .option('--all', '所有还没绑定的联系人 / every contact who is not known yet')
    .option('--new', '没用过的也换成新的，旧的作废 / a new code for each, older ones end')
    .option('--page <file>', '另外写一页可打印的邀请卡，如 invite.html / write a page of cards to print')
    .action(async (names: string[], options: InviteOptions, command: Command) =>
      ended(await withOpened(command, parts, parts.openInvitations, (opened) => invite(names, options, opened, parts))),
    )

async function invite(
  names: string[],
  { hub: typed, all = false, new: fresh = false, page, force = false }: InviteOptions,
  { records, transact, accounts }: OpenInvitations,
  parts: CliParts,
): Promise<ExitCode> {
  if (all === names.length > 0)
    return wrong(parts, ['请写机构名，或者只写 --all（所有还没绑定的人） / name organisations, or --all alone'])
  const unwritten = page === undefined ? null : unwritable(page, '--page', force)
  if (unwritten !== null) return wrong(parts, [unwritten])
  const faults: string[] = []
  const hub = theHub(await records.hubs(), typed, faults)
  const known = hub && (await records.organisations(hub.id))
  const wanted = names.map((name) => known && find('机构', 'organisation', known, name, faults)?.id)
  if (!hub) return wrong(parts, faults)
  if (faults.length > 0)
    return wrong(parts, [
      ...faults,
      '一个邀请码都没有发，改好名字再来一次 / no code was given to anybody: correct the names',
    ])

  const now = parts.now()
  const { handed, bound } = await transact(async ({ invitations }) => {
    const contacts = await invitations.invitees(hub.id, now)
    const meant = contacts.filter((each) => (all ? each.bound === 0 : wanted.includes(each.organisationId)))
    return {
      handed: await handOut(invitations, hub.id, meant, { now, by: null, fresh }),
      bound: all ? contacts.length - meant.length : 0,
    }
  })
  parts.stdout.write(handed.length > 0 ? `${printed(handed, hub)}\n` : '没有要邀请的联系人 / nobody to invite\n')
  if (bound > 0) parts.stdout.write(`已经绑定的 ${bound} 位没有列出；谁要换微信，写她的机构名就给新码。\n`)
  if (page !== undefined && handed.length > 0) await writePage(page, hub, handed, accounts, now, parts)
  return DONE
}

const printed = (handed: HandedOut[], hub: ExportHub): string =>
  table(
    ['机构', '联系人', '邀请码', '有效期到', ''],
    handed.map(({ organisationName, contactName, code, bound }) => [
      organisationName,
      contactName,
      code.code,
      endsOn(code.expiresAt, hub) ?? '长期',
      bound > 0 ? '已绑定' : '',
    ]),
  )

/** The day on which it ends; null when it never does. */
const endsOn = (expiresAt: Instant | null, { zone }: ExportHub): string | null =>
  expiresAt === null ? null : dayIn(expiresAt, zone)

async function writePage(
  file: string,
  hub: ExportHub,
  handed: HandedOut[],
  accounts: Account[],
  now: Instant,
  { stderr }: CliParts,
): Promise<void> {
  const ours = accounts.filter((account) => account.hub === hub.name)
  const pictures = qrs(ours, (account, contact, code, barred) => {
    const which = barred ? `从${contact}起，卡片都` : `${contact}的卡片`
    const why = `公众号 ${account} 答复 ${code}`
    stderr.write(`注意：${which}没有二维码（${why}），邀请码照样能用 / warning: no QR: ${code}\n`)
  })
  const cards = []
  for (const { organisationName, contactName, code } of handed) {
    const left = code.expiresAt === null ? HANDED_OUT_MS : millisOf(code.expiresAt) - millisOf(now)
    cards.push({
      organisation: organisationName,
      contact: contactName,
      code: code.code,
      endsOn: endsOn(code.expiresAt, hub),
      pictures: await pictures(contactName, code.code, Math.floor(left / 1000)),
    })
  }
  const ways = { wecom: false, wechat: false }
  for (const { channel } of ours) ways[channel.name === 'wecom_app' ? 'wecom' : 'wechat'] = true
  await writeFileWhole(file, [Buffer.from(invitePage(hub.name, cards, ways))])
  stderr.write(`已写入 / written: ${file}\n`)
}

/** Makes the QRs of one card after another. An account that may make none (`barred`) is not asked again; `missed` hears whose a card lacks and why. */
function qrs(accounts: Account[], missed: (account: string, contact: string, code: string, barred: boolean) => void) {
  const makers = new Map(accounts.flatMap(({ name, channel }) => (channel.sceneQr ? [[name, channel.sceneQr]] : [])))
  return async (contact: string, code: string, seconds: number): Promise<Uint8Array[]> => {
    const pictures: Uint8Array[] = []
    for (const [account, make] of makers) {
      const made = await make(sceneOf(code), seconds)
      if (made.type === 'made') {
        pictures.push(made.picture)
        continue
      }
      const barred = made.type === 'refused' && made.scope !== 'message'
      if (barred) makers.delete(account)
      missed(account, contact, made.code, barred)
    }
    return pictures
  }
}
