import { Command } from 'commander'
import type { Said } from '../kernel/message.js'
import { localTime } from '../records/local-time.js'
import { theHub } from './choose.js'
import { DONE, WRONG, type CliParts, type ExitCode } from './parts.js'
import { withOpened, wrong } from './with-records.js'

/** A statement takes so many ids. */
const MOST = 200

/** `records said ID…`: the messages and photos that an evidence index names, as they came in: when, by whom, in which words. */
export const saidCommand = (parts: CliParts, ended: (code: ExitCode) => void): Command =>
  new Command('said')
    .description(
      '按佐证索引里的编号看原话：谁、什么时候、怎么说的 / the messages that an evidence index names, in their own words',
    )
    .argument('<ids...>', '消息或照片的编号 / ids of messages or photos')
    .option('--hub <name>', '枢纽机构，只有一个时不用写 / the hub, when there are several')
    .action(async (typedIds: string[], { hub: typed }: { hub?: string }, command: Command) =>
      ended(
        await withOpened(command, parts, parts.openRecords, async ({ records, reports }) => {
          const ids = [...new Set(typedIds.flatMap((word) => word.split(/[\s,，;；]+/)).filter((id) => id !== ''))]
          const faults = ids.length > MOST ? [`一次最多 ${MOST} 个编号 / at most ${MOST} ids at a time`] : []
          const hub = theHub(await records.hubs(), typed, faults)
          if (!hub || faults.length > 0) return wrong(parts, faults)
          const found = await reports.said(hub.id, ids)
          for (const { id, sentAt, by, organisation, said, transcript } of found)
            parts.stdout.write(
              `${id}\n  ${localTime(sentAt, hub.zone).slice(0, 16).replace('T', ' ')}  ${[organisation, by].filter(Boolean).join(' ') || '（没有登记 / not bound）'}\n${wordsOf(said, transcript)}\n`,
            )
          const lost = ids.filter((id) => !found.some((each) => each.id === id))
          for (const id of lost) parts.stderr.write(`没有这个编号 / no such id: ${id}\n`)
          return lost.length > 0 ? WRONG : DONE
        }),
      ),
    )

const MEDIA = { image: '［照片 / photo］', voice: '［语音 / voice］', video: '［视频 / video］' }

/** What was said, each line behind a mark, so that no line of it passes for one of ours. */
const wordsOf = (said: Said, transcript: string | null): string =>
  textOf(said, transcript)
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .split('\n')
    .map((line) => `  > ${line}`)
    .join('\n')

function textOf(said: Said, transcript: string | null): string {
  switch (said.type) {
    case 'text':
      return said.text
    case 'choice':
      return `［点了 / tapped］${said.key}`
    case 'media':
      return MEDIA[said.kind] + (transcript ?? said.transcript ?? '')
    case 'file':
      return '［文件 / file］'
    case 'location':
      return `［位置 / place］${said.label}`
    case 'link':
      return `［链接 / link］${said.title} ${said.url}`
    case 'event':
      return `［${said.event}］`
  }
}
