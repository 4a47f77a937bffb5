import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { wechatOaSettings, type WechatOaSettings } from './channels/wechat-oa/settings.js'
import { wecomAppSettings, type WecomAppSettings } from './channels/wecom-app/settings.js'
import { wecomRobotSettings, type WecomRobotSettings } from './channels/wecom-robot/settings.js'
import type { Fault } from './config-files.js'
import { modelSettings, type ModelSettings } from './extraction/llm/model.js'
import { yamlFile } from './forms/yaml-file.js'
import { transcriberSettings, type TranscriberSettings } from './transcription/openai.js'
import { fromEnvironment, type Environment } from './settings-environment.js'
import { secretsIn } from './settings-secrets.js'

const server = {
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(3306),
  user: z.string().min(1),
  password: z.string(),
  database: z.string().min(1),
}
const { baseUrl } = wecomAppSettings.shape
const { baseUrl: oaBaseUrl, qrBaseUrl } = wechatOaSettings.shape

/** Each part of the settings file. */
export const settingsShape = {
  /** Where the platforms and people's browsers find this service, without a path: `https://bot.example.org`. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !URL.canParse(url) || (new URL(url).pathname === '/' && !url.includes('?')), 'no path / 不带路径')
    .transform((url) => url.replace(/\/$/, ''))
    .optional(),
  listen: z
    .strictObject({ host: z.string().min(1).default('127.0.0.1'), port: z.int().min(0).max(65_535).default(8080) })
    .prefault({}),
  data: z.string().min(1).default('data'),
  database: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('sqlite'), file: z.string().min(1).optional() }),
      z.strictObject({ type: z.enum(['mariadb', 'mysql']), ...server }),
    ])
    .prefault({ type: 'sqlite' }),
  wecom: z
    .strictObject({
      baseUrl,
      apps: z
        .array(wecomAppSettings.extend({ hub: z.string().min(1), baseUrl: baseUrl.unwrap().optional() }))
        .default([]),
      /** Robots of groups that broadcasts can be posted in. */
      robots: z.array(wecomRobotSettings.extend({ hub: z.string().min(1) })).optional(),
    })
    .prefault({}),
  wechat: z
    .strictObject({
      baseUrl: oaBaseUrl,
      qrBaseUrl,
      accounts: z
        .array(
          wechatOaSettings.extend({
            hub: z.string().min(1),
            baseUrl: oaBaseUrl.unwrap().optional(),
            qrBaseUrl: qrBaseUrl.unwrap().optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  transcriber: transcriberSettings.optional(),
  model: modelSettings.optional(),
  log: z
    .strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info') })
    .prefault({}),
}
const schema = z.strictObject(settingsShape)

const SYNTAX_FAULTS = 3
const SYNTAX = '写法有误，多半是缩进、括号或引号写错了，或同一项写了两次'

export interface Settings {
  listen: { host: string; port: number }
  /** Absolute path of the folder for pictures and, on SQLite, the database. */
  data: string
  database:
    | { type: 'sqlite'; file: string }
    | { type: 'mariadb' | 'mysql'; host: string; port: number; user: string; password: string; database: string }
  publicUrl?: string | undefined
  wecom: {
    apps: (WecomAppSettings & { hub: string })[]
    robots?: (WecomRobotSettings & { hub: string })[] | undefined
  }
  wechat: { accounts: (WechatOaSettings & { hub: string })[] }
  /** What writes down voice messages, if anything does. */
  transcriber?: TranscriberSettings | undefined
  /** What reads free text beside the rules, if anything does. */
  model?: ModelSettings | undefined
  log: z.infer<typeof schema>['log']
}

/** `file`: where they were read from; null when there is none and everything is as given or by default. */
export type SettingsRead =
  { ok: true; settings: Settings; warnings: string[]; file: string | null } | { ok: false; faults: Fault[] }

/** Which file holds the settings, and whether somebody named it. */
export function settingsFile({ env = process.env, file }: { env?: Environment; file?: string | undefined } = {}) {
  const named = file ?? env['JIANBAO_CONFIG']
  return { path: named ?? 'config/settings.yaml', named: named !== undefined }
}

/**
 * Reads the settings once: a YAML file (`file`, else `JIANBAO_CONFIG`, else `config/settings.yaml` when it is there), over it
 * the environment (`settings-environment.ts`). A secret may be `{env: NAME}` or `{file: PATH}`. Relative paths start
 * where the service is started. Nothing half right comes back: either settings or all faults, each with its file and
 * line or the name of its variable. No fault or warning repeats a value.
 */
export function readSettings({
  env = process.env,
  file,
}: { env?: Environment; file?: string | undefined } = {}): SettingsRead {
  const { path, named } = settingsFile({ env, file })
  const text = textOf(path, named)
  if (typeof text !== 'string') return { ok: false, faults: [text] }

  const yaml = yamlFile(path, text)
  if (yaml.faults.length > 0) {
    // One bracket or blank too many makes faults of all that follows: the first ones tell where.
    const faults = yaml.faults.slice(0, SYNTAX_FAULTS).map(faultAt)
    return { ok: false, faults: faults.map(({ where, message }) => ({ where, message: `${SYNTAX}：${message}` })) }
  }
  const given = yaml.data ?? {}
  if (!isObject(given))
    return { ok: false, faults: [faultAt(yaml.fault([], '应为「名称: 值」 / expected keys and values'))] }

  const environment = fromEnvironment(given, env)
  const secrets = secretsIn(environment.data, env)
  const whereIs = (at: readonly PropertyKey[], message: string): Fault => {
    const variable = environment.nameOf(at)
    return variable === null ? faultAt(yaml.fault(at, message)) : { where: variable, message }
  }
  const parsed = schema.safeParse(secrets.data, { error: z.locales.zhCN().localeError })
  const faults = [
    ...secrets.faults.map((fault) => whereIs(fault.path, fault.message)),
    ...(parsed.error?.issues ?? [])
      .filter((issue) => !secrets.faults.some((fault) => startsWith(issue.path, fault.path)))
      .flatMap((issue) =>
        environment.nameOf(issue.path) === null
          ? yaml.faultsOf(new z.ZodError([issue])).map(faultAt)
          : [whereIs(issue.path, issue.message)],
      ),
    ...repeated(secrets.data).map((fault) => whereIs(fault.path, fault.message)),
  ]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }

  const warnings = [...environment.warnings(secrets.variables)]
  const inFile = secrets.literals.some((at) => environment.nameOf(at) === null)
  for (const exposed of [...(inFile ? [path] : []), ...secrets.files].filter(readableByAll)) {
    warnings.push(
      `${exposed}：含有密钥，但本机其他用户也能读；请执行 chmod 600 / holds secrets, readable by other users`,
    )
  }
  return { ok: true, settings: complete(parsed.data), warnings, file: existsSync(path) ? path : null }
}

function complete({ wecom, wechat, database, ...rest }: z.infer<typeof schema>): Settings {
  const data = resolve(rest.data)
  return {
    ...rest,
    data,
    database:
      database.type === 'sqlite'
        ? { type: 'sqlite', file: resolve(database.file ?? join(data, 'jianbao.sqlite')) }
        : database,
    wecom: {
      apps: wecom.apps.map((app) => ({ ...app, baseUrl: app.baseUrl ?? wecom.baseUrl })),
      ...(wecom.robots && { robots: wecom.robots }),
    },
    wechat: {
      accounts: wechat.accounts.map((account) => ({
        ...account,
        baseUrl: account.baseUrl ?? wechat.baseUrl,
        qrBaseUrl: account.qrBaseUrl ?? wechat.qrBaseUrl,
      })),
    },
  }
}

/** The text of the file; empty when the one nobody named is not there. */
function textOf(path: string, named: boolean): string | Fault {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    if (code === 'ENOENT' && !named) return ''
    return { where: path, message: `读不了设置文件 / cannot read the settings file (${code})` }
  }
}

/** Two apps with the same callback address or the same account would take each other's messages. Judged even when other parts are wrong. */
const repeated = (data: Record<string, unknown>): { path: PropertyKey[]; message: string }[] => [
  ...repeatedIn(data, 'wecom', 'apps', { name: ['name'], agentId: ['corpId', 'agentId'] }),
  ...repeatedIn(data, 'wecom', 'robots', { name: ['hub', 'name'] }),
  ...repeatedIn(data, 'wechat', 'accounts', { name: ['name'], appId: ['appId'] }),
]

function repeatedIn(data: Record<string, unknown>, part: string, list: string, keys: Record<string, string[]>) {
  const given = isObject(data[part]) ? data[part][list] : []
  const seen = new Set<string>()
  return (Array.isArray(given) ? given : []).flatMap((entry: unknown, index) => {
    if (!isObject(entry)) return []
    return Object.entries(keys).flatMap(([key, names]) => {
      if (entry[key] === undefined) return []
      const value = JSON.stringify([key, ...names.map((name) => entry[name])])
      const again = seen.has(value)
      seen.add(value)
      const message = `${part}.${list}.${index}.${key}：与前面的重复 / the same as one above`
      return again ? [{ path: [part, list, index, key], message }] : []
    })
  })
}

const readableByAll = (path: string): boolean => process.platform !== 'win32' && (statSync(path).mode & 0o004) !== 0
const faultAt = ({ file, line, message }: { file: string; line: number; message: string }): Fault => ({
  where: `${file}:${line}`,
  message,
})
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const startsWith = (path: readonly PropertyKey[], start: readonly PropertyKey[]): boolean =>
  start.every((part, i) => path[i] === part)
