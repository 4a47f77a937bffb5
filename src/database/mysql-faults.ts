import { Outage } from '../kernel/outage.js'

interface Fault {
  code?: string
  fatal?: boolean
}
const faultOf = (error: unknown): Fault => (typeof error === 'object' && error !== null ? error : {})

/** Somebody else was there first; a second try finds what they left. */
export const clashed = (error: unknown): boolean =>
  ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'ER_DUP_ENTRY'].includes(faultOf(error).code ?? '')

/** The connection is dead, or none is to be had: the server was restarted, or is gone. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', fatal } = faultOf(error)
  return fatal === true || /^(PROTOCOL_|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH)/.test(code)
}

/** The server is not there, going down, out of room or not to be written to; null for a fault of our own. */
export function outageOf(error: unknown): Outage | null {
  if (error instanceof Outage) return error
  const fault = faultOf(error)
  const code = fault.code ?? ''
  const gone =
    isConnectionLost(error) ||
    /^ER_(CON_COUNT_ERROR|SERVER_SHUTDOWN|DISK_FULL|RECORD_FILE_FULL|OPTION_PREVENTS_STATEMENT|OUT_OF_RESOURCES|ERROR_ON_WRITE|LOCK_WAIT_TIMEOUT|CONNECTION_KILLED|QUERY_INTERRUPTED|ACCESS_DENIED_ERROR|DBACCESS_DENIED_ERROR|BAD_DB_ERROR)$/.test(
      code,
    )
  return gone ? new Outage(`database.${code.toLowerCase() || 'lost'}`, error) : null
}
