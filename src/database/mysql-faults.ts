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

/** Also a server that does not let us in, each in its own way: an operator puts that right, not we. */
const OUTAGES = new RegExp(
  `^(ER_(${[
    'CON_COUNT_ERROR|SERVER_SHUTDOWN|DISK_FULL|RECORD_FILE_FULL|OPTION_PREVENTS_STATEMENT|OUT_OF_RESOURCES|ERROR_ON_WRITE',
    'LOCK_WAIT_TIMEOUT|CONNECTION_KILLED|QUERY_INTERRUPTED|TOO_MANY_USER_CONNECTIONS|USER_LIMIT_REACHED',
    'ACCESS_DENIED_ERROR|ACCESS_DENIED_NO_PASSWORD_ERROR|DBACCESS_DENIED_ERROR|BAD_DB_ERROR|HOST_NOT_PRIVILEGED',
    'HOST_IS_BLOCKED|NOT_SUPPORTED_AUTH_MODE|MUST_CHANGE_PASSWORD_LOGIN|ACCOUNT_HAS_BEEN_LOCKED',
  ].join('|')})|AUTH_SWITCH_PLUGIN_ERROR)$`,
)

/** The server is not there, going down, out of room, not to be written to or not for us; null for a fault of our own. */
export function outageOf(error: unknown): Outage | null {
  if (error instanceof Outage) return error
  const fault = faultOf(error)
  const code = fault.code ?? ''
  const gone = isConnectionLost(error) || OUTAGES.test(code)
  return gone ? new Outage(`database.${code.toLowerCase() || 'lost'}`, error) : null
}
