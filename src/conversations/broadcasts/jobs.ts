import type { JobHandler } from '../../kernel/job.js'
import type { TurnShell } from '../receive.js'
import { broadcastSheet } from './export-job.js'
import { broadcastGroup } from './group.js'
import { broadcastPicture } from './picture-job.js'
import { broadcastJob } from './send-job.js'

type More<Job extends (shell: never, ...rest: never[]) => JobHandler> = Omit<Parameters<Job>[0], keyof TurnShell>

/** The jobs of broadcasts: they go out, their pictures are fetched, they are posted in groups, their sheets are made. */
export const broadcastJobs = (
  shell: TurnShell,
  parts: Parameters<typeof broadcastJob>[1] &
    More<typeof broadcastPicture> &
    More<typeof broadcastGroup> &
    More<typeof broadcastSheet>,
): Record<string, JobHandler> => ({
  broadcast: broadcastJob(shell, parts),
  broadcast_picture: broadcastPicture({ ...shell, ...parts }),
  broadcast_group: broadcastGroup({ ...shell, ...parts }),
  broadcast_sheet: broadcastSheet({ ...shell, ...parts }),
})
