import type { Emulator } from '../../src/emulator/emulator.js'
import type { NewFault } from '../../src/emulator/faults.js'
import type { ChannelDriver, Seen, Trouble } from './channel-contract.js'

const KINDS = { image: 'image', file: 'file' } as const

const CALLS = { endpoint: '*', count: 1 } as const

/** In the emulator's words, what troubles every account alike. Those that strike any call meet the first one after the token. */
export const TROUBLES = {
  busy: { ...CALLS, action: { type: 'errcode', errcode: -1 } },
  over_limit: { ...CALLS, action: { type: 'errcode', errcode: 45011 } },
  token_died: { ...CALLS, action: { type: 'kill_token', errcode: 42001 } },
  not_heard: { ...CALLS, action: { type: 'reset', at: 'start' } },
  heard_not_answered: { ...CALLS, action: { type: 'no_answer', acted: true } },
  gateway_page: { ...CALLS, action: { type: 'html', status: 200 } },
  forgets_upload: { endpoint: 'media/upload', count: 1, action: { type: 'forget_upload' } },
  media_gone: { ...CALLS, action: { type: 'errcode', errcode: 40007 } },
  media_cut: { endpoint: 'media/get', count: 1, action: { type: 'short_media', length: 'of_whole' } },
} as const satisfies Partial<Record<Trouble, NewFault>>

/** The part of a driver that plays one person of the emulator in her chat with one account. */
export function emulatedChat(
  platform: Emulator,
  who: { corpId: string; agentId: number; userId: string },
  troubles: Record<Trouble, NewFault>,
): Omit<ChannelDriver, 'member' | 'nobody' | 'connect' | 'forged'> {
  const { control } = platform
  let last = ''
  const acts = async (action: Parameters<typeof control.act>[0]['action']): Promise<void> => {
    const [done] = await control.act({ ...who, action })
    if (!done?.delivered) throw new Error(`not delivered: ${done?.outcome}`)
    last = done.id
  }
  const bytesOf = async (url: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(platform.url + url)).arrayBuffer())

  return {
    says: (text) => acts({ type: 'text', text }),
    sendsPhoto: (bytes) => acts({ type: 'photos', photos: [{ name: 'p.jpg', base64: bytes.toString('base64') }] }),
    taps: (tapped) => acts({ type: 'click', key: tapped }),
    accepts: (template) => acts({ type: 'notices', templateIds: [template], answer: 'accept' }),
    chooses: (id) => acts({ type: 'menu_choice', id }),
    again: async () => void (await control.redeliver(last)),
    seen: () =>
      Promise.all(
        control
          .chat(who)
          .filter(({ from }) => from === 'bot')
          .map(async ({ type, text, title, name, choices = [], mediaUrl }): Promise<Seen> => ({
            type: type in KINDS ? KINDS[type as keyof typeof KINDS] : 'text',
            text: [text ?? title ?? name ?? '', ...choices.map(({ content }) => content)].join('\n'),
            bytes: mediaUrl ? await bytesOf(mediaUrl) : null,
          })),
      ),
    trouble: (kind) => void control.addFault(troubles[kind]),
    calm: async () => {
      for (const { id } of control.state().faults) control.removeFault(id)
      await control.idle()
    },
    violations: () => [...control.violations().map(({ code }) => code), ...control.report().unknownFields],
    close: () => platform.close(),
  }
}
