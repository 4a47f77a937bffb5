import { existsSync } from 'node:fs'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { readConfigFiles } from '../../config-files.js'
import type { Database } from '../../database/connect.js'
import { Outage } from '../../kernel/outage.js'
import type { Settings } from '../../settings.js'
import { databaseAdvice } from '../outage-words.js'
import { doubtful, fine, wrong, type Check } from './check.js'

const MB = 1024 * 1024
/** A brief with nine photos takes up to some 40 MB with its copies. */
const LITTLE_MB = 1024
const NOTHING_MB = 100

/** Forms and sentences, as the service reads them at its start. */
export async function checkForms(folder: string): Promise<Check> {
  const read = await readConfigFiles(folder)
  if (!('faults' in read)) {
    // Each form once, however many versions of it there are.
    const titles = [...new Set(read.forms.map(({ title }) => title))].join('、')
    if (read.warnings.length === 0) return fine('表单和文案', titles)
    const todo = ['看是哪几题：npx jianbao forms check']
    const unused = `${titles}；有 ${read.warnings.length} 处值得看一下，比如没有说明用在报告的哪里的题`
    return doubtful('表单和文案', unused, { code: 'forms.unused', todo })
  }
  const todo = read.faults.map(({ where, message }) => `${where}  ${message}`)
  return wrong('表单和文案', `有 ${read.faults.length} 处要改，改好之前服务不会启动`, { code: 'forms', todo })
}

/** Can files be kept in the data folder, and for how long. A folder that is not there yet is made by the service. */
export async function checkData(folder: string): Promise<Check> {
  let there = folder
  while (!existsSync(there)) there = dirname(there)
  try {
    // What the rights say is not all: a disk may be mounted read-only, or full.
    await rm(await mkdtemp(join(there, '.doctor-')), { recursive: true })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unwritable'
    const give = `sudo chown -R ${userInfo().username} ${folder}`
    return wrong('数据文件夹', `${folder} 不能写（${code}）`, {
      code: `data.${code}`,
      todo: [`请把它交给运行服务的用户：${there === folder ? '' : `sudo mkdir -p ${folder} && `}${give}`],
    })
  }
  const { bavail, bsize } = await statfs(there)
  const free = Math.floor((bavail * bsize) / MB)
  const said = `${folder} 可以写，磁盘还有 ${free >= LITTLE_MB ? `${Math.floor(free / 1024)} GB` : `${free} MB`}`
  if (free >= LITTLE_MB) return fine('数据文件夹', said)
  const full = { code: 'data.disk', todo: ['请清理磁盘或换大一些的；满了以后填报和照片都存不进去'] }
  return free < NOTHING_MB ? wrong('数据文件夹', said, full) : doubtful('数据文件夹', said, full)
}

const KINDS = { sqlite: '内置 SQLite', mysql: 'MySQL', mariadb: 'MariaDB' }

/** Why there is no database to speak of, when it is so. */
export function checkDatabaseThere({ database }: Settings): Check | null {
  if (database.type !== 'sqlite' || existsSync(database.file)) return null
  return wrong('数据库', `还没有（${database.file}）`, {
    code: 'database.none',
    todo: ['请先载入机构名单：npx jianbao load config/hub.yaml，或 npx jianbao programmes import 名单.xlsx'],
  })
}

export function databaseGone({ database }: Settings, error: unknown): Check {
  if (!(error instanceof Outage)) throw error
  const place = database.type === 'sqlite' ? database.file : `${database.host}:${database.port}/${database.database}`
  const todo =
    database.type === 'sqlite'
      ? ['请检查这个文件的权限和磁盘；坏了就用最近的备份恢复：npx jianbao restore 备份文件夹']
      : [databaseAdvice(error.code)]
  return wrong('数据库', `用不了 ${place}（${error.code}）`, { code: error.code, todo })
}

/** Version and pending changes of the tables. */
export async function checkDatabase(database: Database, { database: { type } }: Settings): Promise<Check> {
  const { version, pending } = await database.examine()
  const said = `${KINDS[type]} ${version}`
  if (pending.length === 0) return fine('数据库', `${said}，表是最新的`)
  const todo = ['请先备份，再执行：npx jianbao migrate（启动服务时也会自动更新）']
  return wrong('数据库', `${said}，表还有 ${pending.length} 处没更新：${pending.join('、')}`, {
    code: 'database.pending',
    todo,
  })
}

/** `publicUrl`: without it nobody outside finds the service. */
export function checkPublicUrl({ publicUrl }: Settings): Check {
  if (publicUrl === undefined) {
    const todo = ['请在设置里加一行，例如 publicUrl: https://jianbao.example.org；这个域名要指向本机']
    return wrong('外网网址', '设置里没有 publicUrl，没法检查回调', { code: 'public_url.none', todo })
  }
  if (publicUrl.startsWith('https://')) return fine('外网网址', publicUrl)
  const todo = ['上线请用 https://：在前面放一个带证书的反向代理，如 Caddy']
  return doubtful('外网网址', `${publicUrl} 没有加密`, { code: 'public_url.http', todo })
}

export const ANSWER_MS = 3_000

/** Where the service is found from here. */
export function serviceUrl({ listen: { host, port } }: Settings): string {
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

/** Whether the service runs where the settings say, and finds itself well. */
export async function checkService(url: string): Promise<Check> {
  try {
    const { status } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) })
    if (status === 200) return fine('服务', `正在 ${url} 运行`)
    if (status === 503) {
      return wrong('服务', `在 ${url} 运行，但连不上数据库`, {
        code: 'service.not_ready',
        todo: ['请看上面数据库一项'],
      })
    }
    const todo = ['请换一个 listen.port，或停掉占用这个端口的程序']
    return wrong('服务', `${url} 上是别的程序（HTTP ${status}）`, { code: 'service.other', todo })
  } catch {
    // Whatever keeps it from answering: what to do is the same.
    const todo = ['请启动：npx jianbao start；启动失败时它会说哪里不对']
    return wrong('服务', `${url} 没有回答，服务没有在运行`, { code: 'service.down', todo })
  }
}
