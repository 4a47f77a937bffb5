import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmulator } from '../src/emulator/emulator.js'
import { demoEvents, demoHub } from '../src/rehearsal/demo-data.js'
import { Refused, demoSettings, loadDemo, peopleTheEmulator, setMenus, startDemoApp } from './demo-platform.js'
import { replay } from './demo-replay.js'

const USAGE = `用法 / usage: ./scripts/demo [--reset] [--port 8330] [--data 文件夹]
             ./scripts/demo --replay [--reset] [--json] [--data 文件夹]
  （无参数）  启动演示：服务、企业微信和公众号的模拟器、手机页面，只在本机可见；再次启动数据还在
  --reset     清空演示数据，从头开始 / begin anew
  --replay    无人值守：把一份真实年报的 49 次活动当作聊天填报一遍，核对合计 / file 49 real activities as chats and check the totals
  --json      最后一行输出 JSON / one JSON object on the last line
  --port N    手机页面的端口，服务用 N+1 / port of the phone page; the service takes N+1`

const say = (line: string): void => console.log(line)

function options() {
  try {
    const { values } = parseArgs({
      options: {
        replay: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        port: { type: 'string', default: '8330' },
        data: { type: 'string' },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new Error(`--port ${values.port}`)
    return { ...values, port, data: resolve(values.data ?? (values.replay ? 'data/replay' : 'data/demo')) }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    process.exit(2)
  }
}

/** Whether a port of this machine is free; a taken one is said before anything is made. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)))
  })

/** Whether a demo that still runs keeps its data here. */
async function isInUse(data: string): Promise<boolean> {
  const pid = Number(await readFile(join(data, 'demo.pid'), 'utf8').catch(() => '0'))
  if (!(pid > 0) || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function main(): Promise<void> {
  const { replay: unattended, json, reset, help, port, data } = options()
  if (help) return say(USAGE)
  if (!unattended) {
    for (const wanted of [port, port + 1]) {
      if (await isFree(wanted)) continue
      console.error(`端口 ${wanted} 已被占用：换一个试试，比如 ./scripts/demo --port ${port + 10}`)
      console.error(`Port ${wanted} is taken: try another, ./scripts/demo --port ${port + 10}`)
      process.exit(1)
    }
  }
  process.umask(0o077)
  if (await isInUse(data)) {
    console.error(`${data} 正被另一个演示使用：先停掉它，或用 --data 换一个文件夹`)
    console.error('Another demo uses this folder: stop it, or give another with --data')
    process.exit(1)
  }
  if (reset) await rm(data, { recursive: true, force: true })
  await mkdir(data, { recursive: true, mode: 0o700 })
  await writeFile(join(data, 'demo.pid'), String(process.pid))

  const hub = await demoHub()
  const events = await demoEvents()
  say('… 启动企业微信和公众号的模拟器 · starting the emulator of WeCom and official accounts')
  const emulator = await startEmulator({
    port: unattended ? 0 : port,
    phoneDir: 'dist/phone',
    stateFile: join(data, 'emulator.json'),
  })
  await writeFile(join(data, 'assumed.txt'), `${emulator.assumed.join('\n')}\n`)
  say(`… 官方文档没有写明、模拟器按更严的假设的 ${emulator.assumed.length} 处，列在 ${join(data, 'assumed.txt')}`)
  const settings = await demoSettings(hub, {
    folder: data,
    port: unattended ? 0 : port + 1,
    emulatorUrl: emulator.url,
  })
  settings.publicUrl = `http://127.0.0.1:${port + 1}`
  peopleTheEmulator(emulator, hub, settings)
  say(
    `… 准备演示数据：${hub.hub.name}，${hub.organisations.length} 家机构，${hub.grants.length} 笔资助 · loading the demo hub`,
  )
  await loadDemo(settings, hub)
  say('… 启动服务 · starting the service')
  // On the platform's clock: moving it on the page moves the day for both, and no callback is too old.
  const clock = { now: () => emulator.control.state().now }
  const app = await startDemoApp(settings, emulator, { clock })

  let stopping = false
  const stop = async (code: number): Promise<void> => {
    if (stopping) return
    stopping = true
    await app.stop()
    await emulator.close()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stop(signal === 'SIGINT' ? 130 : 143))

  if (unattended) {
    const replayed = await replay({ hub, events, settings, emulator, say })
    if (json) console.log(JSON.stringify(replayed))
    return stop(replayed.right ? 0 : 1)
  }
  for (const { name, code } of await setMenus(settings, clock))
    say(
      `… 公众号 ${name} 的菜单没有换上（${code}）；页面上停掉故障，再启动一次 · no menu, stop the fault and start again`,
    )
  const first = hub.wecom.members.find(({ contact }) => contact === 'zhixing') ?? hub.wecom.members[0]!
  const contact = hub.contacts.find(({ key }) => key === first.contact)!
  say(`
手机页面已经准备好 · the phone page is ready:

    ${emulator.url}

先试这个：
  1. 用浏览器打开上面的地址，在左边选「${contact.name}」
  2. 发邀请码 ${contact.invitation}，再回复 1
  3. 回复 1 开始填工作简报；随时可以发 帮助
  4. 左边还有两个公众号：认证的服务号和没认证的订阅号。选一个人，点「关注」，再发她的邀请码
数据在 ${data}；再次启动还在，--reset 从头开始。按 Ctrl-C 停止。
Open it, choose a person, send her invitation code. Ctrl-C stops everything.`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.error(`服务没有启动，请先改好 · the service did not start:\n${error.message}`)
  console.error('演示数据也可以清空重来 · the demo can begin anew: ./scripts/demo --reset')
  process.exit(1)
}
