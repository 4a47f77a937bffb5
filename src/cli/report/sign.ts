import type { Command } from 'commander'
import { theHub } from '../choose.js'
import { reportsOf } from '../../conversations/reports/stale.js'
import { DONE, WRONG, type CliParts, type ExitCode } from '../parts.js'
import { withOpened, wrong } from '../with-records.js'

export interface SignOptions {
  hub?: string
  by?: string
}

/**
 * Signs what was drafted for a report, in the name of somebody of the hub's staff (`--by`), who is kept with it as by 「签 3」 in the chat. Without a
 * number it prints the drafts that wait, to be read first.
 */
export async function signDraft(
  number: string | undefined,
  { hub: typed, by }: SignOptions,
  command: Command,
  parts: CliParts,
): Promise<ExitCode> {
  const { stdout, stderr } = parts
  return withOpened(command, parts, parts.openRecords, async ({ records, transact }) => {
    const faults: string[] = []
    const hub = theHub(await records.hubs(), typed, faults)
    if (!hub) return wrong(parts, faults)
    return transact(async ({ compilations, reportDrafts }) => {
      const drafts = []
      for (const report of await reportsOf({ compilations }, hub.id)) {
        const draft = await reportDrafts.find(hub.id, report.id)
        if (draft) drafts.push({ report, draft })
      }
      if (number === undefined) {
        const waiting = drafts.filter(({ draft }) => draft.signedAt === null)
        for (const { report, draft } of waiting) {
          stdout.write(`第 ${report.number} 号 ${report.name}（草稿，待签 / a draft）\n`)
          for (const { title, text } of draft.content.paragraphs) stdout.write(`\n${title}\n${text}\n`)
          for (const note of draft.content.notes) stdout.write(`〔${note.number}〕${note.name}：${note.shown}\n`)
          stdout.write(`\n可以用就签 / to sign: jianbao report sign ${report.number} --by 名字\n\n`)
        }
        if (waiting.length === 0) stdout.write('没有等着签的草稿 / no draft waits to be signed\n')
        return DONE
      }
      const found = drafts.find(({ report }) => String(report.number) === number)
      if (!found) {
        stderr.write(`第 ${number} 号报告没有草稿；有哪些：jianbao report sign / no draft for that report\n`)
        return WRONG
      }
      const signers = await reportDrafts.signers(hub.id)
      const meant = signers.filter(({ name }) => name === by)
      const [signer] = meant
      if (!signer || meant.length > 1) {
        const names = signers.map(({ name }) => name).join('、')
        stderr.write(
          by === undefined
            ? `谁签？--by 名字；可以签的：${names} / who signs\n`
            : `${meant.length > 1 ? `叫「${by}」的不止一位，请在聊天里签` : `「${by}」不是枢纽机构的工作人员，可以签的：${names}`} / who signs\n`,
        )
        return WRONG
      }
      if (!(await reportDrafts.sign(hub.id, found.report.id, signer.id, parts.now()))) {
        stderr.write(`已经签过了：${found.draft.signedByName ?? ''} ${found.draft.signedAt ?? ''} / signed already\n`)
        return WRONG
      }
      stdout.write(
        `签好了：第 ${number} 号 ${found.report.name}，${signer.name}。再编一次，段落就不带草稿的字样 / signed; compile it again\n`,
      )
      return DONE
    })
  })
}
