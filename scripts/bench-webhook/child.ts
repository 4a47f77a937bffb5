import { fork } from 'node:child_process'
import { once } from 'node:events'

/** What the process uses: memory in MB, now and at its highest, and seconds of processor since it began. */
export interface Use {
  memory: number
  peak: number
  processor: number
}

export interface Child {
  url: string
  use(): Promise<Use>
  stop(): Promise<void>
}

/** Starts a server in a process of its own. `file` stands beside this one and calls `serve`. */
export async function start(file: string, argument = ''): Promise<Child> {
  const child = fork(new URL(file, import.meta.url), [argument], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const gone = once(child, 'exit')
  const answer = async <T>(): Promise<T> => {
    const [said] = (await Promise.race([once(child, 'message'), gone.then(() => [])])) as [T?]
    if (said === undefined) throw new Error(`${file} ended by itself`)
    return said
  }
  const ask = <T>(question: 'use' | 'stop') => {
    child.send(question)
    return answer<T>()
  }
  return {
    url: await answer<string>(),
    use: () => ask('use'),
    async stop() {
      await ask('stop')
      child.disconnect()
      await gone
    },
  }
}

/** The child's side: says where it listens, and answers its parent. */
export function serve(url: string, stop: () => Promise<void>): void {
  const say = (message: unknown) => process.send?.(message)
  process.on('message', (question) => {
    if (question === 'use') {
      const MB = 1024 * 1024
      const { user, system } = process.cpuUsage()
      const use: Use = {
        memory: process.memoryUsage.rss() / MB,
        peak: (process.resourceUsage().maxRSS * 1024) / MB,
        processor: (user + system) / 1e6,
      }
      say(use)
    } else void stop().then(() => say('stopped'))
  })
  say(url)
}
