import { reconcile } from '../../reconciliation/reconcile.js'
import type { Finding } from '../../reconciliation/finding.js'
import { readBytes } from '../reconcile/read-file.js'

/** What does not go together in a report that was compiled, read as anybody reads it: from the file. */
export async function findingsOf(docx: Uint8Array): Promise<Finding[]> {
  const read = await readBytes(Buffer.from(docx))
  if ('fault' in read) throw new Error(`a compiled report cannot be read: ${read.fault}`)
  return reconcile(read.pieces)
}
