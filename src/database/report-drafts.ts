import type { ReportDraft, ReportDrafts } from '../conversations/reports/ports.js'
import { IS_STAFF } from './role.js'
import { insert, one, type Sql } from './sql.js'

export const databaseReportDrafts = (sql: Sql): ReportDrafts => ({
  async add({ content, ...draft }) {
    await insert(sql, 'compilation_drafts', { ...draft, content: JSON.stringify(content) })
  },

  async find(hubId, compilationId) {
    const found = await one<
      Omit<ReportDraft, 'content'> & { content: string; signedByName: string | null; signedAt: string | null }
    >(
      sql,
      `SELECT d.compilationId, d.hubId, d.content, d.madeAt, d.signedAt, c.name AS signedByName
       FROM compilation_drafts d LEFT JOIN contacts c ON c.id = d.signedBy WHERE d.hubId = ? AND d.compilationId = ?`,
      [hubId, compilationId],
    )
    return found && { ...found, content: JSON.parse(found.content) as ReportDraft['content'] }
  },

  signers: (hubId) =>
    sql.all<{ id: string; name: string }>(
      `SELECT c.id, c.name FROM contacts c JOIN organisations o ON o.id = c.organisationId
       WHERE c.hubId = ? AND ${IS_STAFF} ORDER BY c.name, c.id`,
      [hubId],
    ),

  async sign(hubId, compilationId, contactId, at) {
    const open = await one(
      sql,
      `SELECT compilationId FROM compilation_drafts WHERE hubId = ? AND compilationId = ? AND signedAt IS NULL${
        sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
      }`,
      [hubId, compilationId],
    )
    if (!open) return false
    await sql.run('UPDATE compilation_drafts SET signedBy = ?, signedAt = ? WHERE compilationId = ?', [
      contactId,
      at,
      compilationId,
    ])
    return true
  },
})
