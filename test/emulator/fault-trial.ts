import { afterAll, afterEach, beforeAll } from '@jest/globals'
import { type Bot, agentId, clientOf, jpeg, startBoth, zhang } from './bot.js'

type Platform = Awaited<ReturnType<typeof startBoth>> & { client: ReturnType<typeof clientOf> }

/** One platform for all cases of a file; each begins at the same moment with nothing said. */
export let platform: Platform
let known = ''

beforeAll(async () => {
  const both = await startBoth(({ fields }) => (fields['MsgType'] === 'text' ? `收到${fields['Content']}` : null), {
    clock: { set: '2026-03-01T08:00:10Z' },
  })
  platform = { ...both, client: clientOf(both.emulator) }
})
afterEach(async () => {
  await platform.control.reset()
  platform.control.clock({ set: '2026-03-01T08:00:10Z' })
  platform.bot.heard.length = 0
})
afterAll(async () => {
  await platform.emulator.close()
  await platform.bot.close()
})

export const reminder = { touser: 'zhangsan', msgtype: 'text', text: { content: '提醒' } }
export const says = (text: string) => ({ ...zhang, action: { type: 'text' as const, text } })
export const bubbles = () => platform.control.chat(zhang).filter(({ from }) => from === 'bot').length
export const heard = (bot: Bot) => bot.heard.map(({ fields }) => fields['Content'])

/** How a call ended, as a careless client sees it. */
export async function ending(
  run: () => Promise<Response>,
): Promise<{ status: number; type: string | null; text: string } | string> {
  try {
    const answer = await run()
    const type = answer.headers.get('content-type')
    return { status: answer.status, type, text: await answer.text() }
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'timeout' : 'broken'
  }
}

export async function send() {
  const url = `${platform.emulator.url}/cgi-bin/message/send?access_token=${known}`
  const body = JSON.stringify({ agentid: agentId, ...reminder })
  return ending(() => fetch(url, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(1000) }))
}

/** Asks for the token that `send` uses: before the fault begins. */
export async function know() {
  known = await platform.client.token()
}

export async function start(name: string) {
  await know()
  platform.control.addFault(name)
}

export const errcodeOf = (answered: Awaited<ReturnType<typeof send>>) =>
  typeof answered === 'string' ? answered : (JSON.parse(answered.text) as { errcode: unknown }).errcode

/** The errcodes of the next calls of message/send. */
export async function codes(count: number): Promise<unknown[]> {
  const all: unknown[] = []
  for (let nth = 0; nth < count; nth++) all.push(errcodeOf(await send()))
  return all
}

export async function photo() {
  const bytes = jpeg(4000)
  await platform.control.act({
    ...zhang,
    action: { type: 'photos', photos: [{ name: 'a.jpg', base64: bytes.toString('base64') }] },
  })
  const id = platform.control.chat(zhang).at(-1)!.mediaUrl!.slice('/media/'.length)
  return `${platform.emulator.url}/cgi-bin/media/get?access_token=${await platform.client.token()}&media_id=${id}`
}
