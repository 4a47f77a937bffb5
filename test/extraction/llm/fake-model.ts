import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { z } from 'zod'

const parts = z.tuple([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.object({ url: z.string().startsWith('data:image/jpeg;base64,') }),
  }),
])
const request = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), parts]) })),
  response_format: z.unknown().optional(),
})
const message = z.object({
  sentOn: z.string().default(''),
  weekday: z.string().default(''),
  text: z.string().default(''),
  activities: z.array(z.string()).default([]),
})

/** What the model was asked: the message as it left the machine. */
export interface Asked {
  path: string
  authorization: string
  /** All of the body. */
  body: string
  system: string
  sentOn: string
  text: string
  /** What the activities of a picture are called, and the picture in base 64. */
  activities: string[]
  picture: string
  model: string
  schema: boolean
}
/** How it behaves: `answer` in its usual way, or as a service in trouble does. */
export type Behaviour =
  | { type: 'answer'; content: (asked: Asked) => string }
  | { type: 'slow'; ms: number; content: (asked: Asked) => string }
  | { type: 'status'; status: number; headers?: Record<string, string> }
  | { type: 'cut' }
  | { type: 'body'; body: string; contentType?: string }
  | { type: 'no_schemas'; content: (asked: Asked) => string }

const completion = (content: string): string =>
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'fake',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  })

/** A service over real HTTP that speaks as OpenAI's `chat/completions` does. `next` behaviours are used up one a request, then `usual`. */
export async function fakeModel() {
  const state = {
    usual: { type: 'answer', content: () => '{"activities":[]}' } as Behaviour,
    next: [] as Behaviour[],
    asked: [] as Asked[],
  }
  const timers = new Set<NodeJS.Timeout>()
  function behave(how: Behaviour, asked: Asked, response: ServerResponse): void {
    const say = (body: string, type = 'application/json') => response.writeHead(200, { 'content-type': type }).end(body)
    if (how.type === 'answer') say(completion(how.content(asked)))
    else if (how.type === 'slow') timers.add(setTimeout(() => say(completion(how.content(asked))), how.ms))
    else if (how.type === 'status')
      response
        .writeHead(how.status, { 'content-type': 'application/json', ...how.headers })
        .end('{"error":{"message":"x"}}')
    else if (how.type === 'cut') response.destroy()
    else if (how.type === 'body') say(how.body, how.contentType)
    else if (asked.schema)
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"response_format"}}')
    else say(completion(how.content(asked)))
  }
  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(incoming)
    const { model, messages, response_format } = request.parse(JSON.parse(body))
    const [system, user] = messages
    const content = user?.content ?? ''
    const [said, picture] = typeof content === 'string' ? [content, null] : [content[0].text, content[1].image_url.url]
    const { sentOn, text, activities } = message.parse(JSON.parse(said))
    const asked: Asked = {
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization ?? '',
      body,
      system: typeof system?.content === 'string' ? system.content : '',
      sentOn,
      text,
      activities,
      picture: picture?.split(',')[1] ?? '',
      model,
      schema: response_format !== undefined,
    }
    state.asked.push(asked)
    behave(state.next.shift() ?? state.usual, asked, response)
  }
  const server = createServer((incoming, response) => {
    void answer(incoming, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      timers.forEach(clearTimeout)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
