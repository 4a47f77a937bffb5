import type { JobHandler } from '../../kernel/job.js'
import type { TurnShell } from '../receive.js'
import { exportRecords } from '../staff/export-job.js'
import type { Writer } from '../../extraction/narrative.js'
import { buildReport } from './build-job.js'
import { reportNarrative } from './narrative.js'
import { reportMoved } from './moved-job.js'
import { reportNotice } from './notice-job.js'
import type { ReportDesk } from './ports.js'

/** What is made of records and given to staff: exports, reports, and what is written about reports that are not right any more. */
export const reportJobs = (
  shell: TurnShell,
  parts: Omit<Parameters<typeof exportRecords>[0], keyof TurnShell> & {
    desk: ReportDesk
    writer: Writer | null
  },
): {
  export: JobHandler
  report: JobHandler
  report_moved: JobHandler
  report_notice: JobHandler
  report_narrative: JobHandler
} => ({
  export: exportRecords({ ...shell, ...parts }),
  report: buildReport({ ...shell, ...parts }),
  report_moved: reportMoved({ ...shell, ...parts }),
  report_notice: reportNotice({ ...shell, ...parts }),
  report_narrative: reportNarrative({ ...shell, ...parts }),
})
