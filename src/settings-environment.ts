export type Environment = Record<string, string | undefined>

/** Which variable stands for which setting, and how its text is read. Text that cannot be read is left for the schema to refuse. */
const VARIABLES: Record<string, { path: readonly string[]; read: (text: string) => unknown }> = {
  JIANBAO_HOST: { path: ['listen', 'host'], read: String },
  JIANBAO_PORT: { path: ['listen', 'port'], read: (text) => (/^\d+$/.test(text) ? Number(text) : text) },
  JIANBAO_DATA: { path: ['data'], read: String },
  JIANBAO_DATABASE: { path: ['database'], read: databaseOf },
  JIANBAO_WECOM_BASE_URL: { path: ['wecom', 'baseUrl'], read: String },
  JIANBAO_WECHAT_BASE_URL: { path: ['wechat', 'baseUrl'], read: String },
  JIANBAO_PUBLIC_URL: { path: ['publicUrl'], read: String },
  JIANBAO_LOG_LEVEL: { path: ['log', 'level'], read: String },
}

/** The settings of the file with those of the environment over them. An empty variable is one that is not set. */
export function fromEnvironment(given: Record<string, unknown>, env: Environment) {
  const data = structuredClone(given)
  const set = Object.entries(VARIABLES).filter(([name]) => env[name])
  for (const [name, { path, read }] of set) put(data, path, read(env[name] ?? ''))
  return {
    data,
    /** The variable a setting came from, or null when it came from the file. */
    nameOf: (at: readonly PropertyKey[]): string | null =>
      set.find(([, { path }]) => path.every((part, i) => at[i] === part))?.[0] ?? null,
    /** Variables that look like ours and are not: somebody misspelt one. */
    warnings: (used: readonly string[]): string[] =>
      Object.keys(env)
        .filter((name) => name.startsWith('JIANBAO_') && name !== 'JIANBAO_CONFIG')
        .filter((name) => !(name in VARIABLES) && !used.includes(name))
        .map((name) => `${name}：没有这个环境变量，已忽略 / unknown variable, ignored`),
  }
}

function put(data: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    data[key] = value
    return
  }
  const inner = data[key]
  if (inner === undefined || inner === null) data[key] = {}
  if (typeof data[key] === 'object') put(data[key] as Record<string, unknown>, rest, value)
}

/** `mysql://user:password@host:3306/name`, `mariadb://…` or `sqlite:FILE`. */
function databaseOf(text: string): unknown {
  const file = /^sqlite:(.+)$/.exec(text)?.[1]
  if (file) return { type: 'sqlite', file }
  if (!URL.canParse(text)) return text
  const { protocol, hostname, port, username, password, pathname } = new URL(text)
  try {
    return {
      type: protocol.slice(0, -1),
      host: hostname,
      ...(port && { port: Number(port) }),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: decodeURIComponent(pathname.slice(1)),
    }
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
