import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { SILENCE } from '../../src/emulator/said.js'
import { openaiTranscriber, transcriberSettings } from '../../src/transcription/openai.js'

/** A service that speaks as OpenAI's does, as far as it is told to. */
let server: Server
let url: string
let asked: { path: string; authorization: string; body: string }[]
let answers: (request: IncomingMessage, response: ServerResponse) => void
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await textOf(request)
  asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body })
  answers(request, response)
}
beforeAll(async () => {
  server = createServer((request, response) => {
    void answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  asked = []
})

const says =
  (status: number, body: string, type = 'application/json') =>
  (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
const transcribe = (more: { baseUrl?: string; timeout?: number } = {}) =>
  openaiTranscriber({ baseUrl: url, apiKey: 'sk-test', model: 'whisper-1', timeout: 60_000, ...more })({
    bytes: SILENCE,
    name: 'voice.amr',
  })

describe('a transcriber that speaks as OpenAI’s', () => {
  it('is given the file under its name with the model and the key, and says what it heard', async () => {
    answers = says(200, JSON.stringify({ text: ' 昨天来了三十个人。\n' }))
    expect(await transcribe()).toEqual({ type: 'heard', text: '昨天来了三十个人。' })
    expect(asked).toHaveLength(1)
    const [{ path, authorization, body } = { path: '', authorization: '', body: '' }] = asked
    expect([path, authorization]).toEqual(['/v1/audio/transcriptions', 'Bearer sk-test'])
    expect(body).toMatch(/filename="voice\.amr"/)
    expect(body).toContain('whisper-1')
    expect(body).toContain('#!AMR')
  })

  it.each([
    ['broken', says(500, '{"error": {"message": "boom"}}'), 'transcriber.http_500'],
    ['busy', says(429, '{}'), 'transcriber.http_429'],
    ['behind a gateway', says(503, '<html>', 'text/html'), 'transcriber.http_503'],
    ['cut off', (_: IncomingMessage, response: ServerResponse) => response.destroy(), 'transcriber.unreachable'],
  ])('is tried again where it is %s: once each time it is asked', async (_how, how, code) => {
    answers = how
    expect(await transcribe()).toEqual({ type: 'later', code })
    expect(asked).toHaveLength(1)
  })

  it('is tried again where it is not there, or too slow before its answer or within it', async () => {
    const gone = await transcribe({ baseUrl: 'http://127.0.0.1:9/v1' })
    expect(gone).toEqual({ type: 'later', code: 'transcriber.unreachable' })
    answers = () => {}
    expect(await transcribe({ timeout: 300 })).toEqual({ type: 'later', code: 'transcriber.timeout' })
    answers = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"text": "昨')
    }
    expect(await transcribe({ timeout: 300 })).toEqual({ type: 'later', code: 'transcriber.timeout' })
  })

  it.each([
    ['a wrong key', says(401, '{"error": {}}'), 'transcriber.http_401'],
    ['no such model', says(404, '{"error": {}}'), 'transcriber.http_404'],
    ['a format it cannot read', says(400, '{"error": {}}'), 'transcriber.http_400'],
    ['a page', says(200, '<html>sign in</html>', 'text/html'), 'transcriber.answer'],
    ['a text', says(200, '昨天', 'text/plain'), 'transcriber.answer'],
    ['other JSON', says(200, '{"result": "昨天"}'), 'transcriber.answer'],
    ['a number for the text', says(200, '{"text": 3}'), 'transcriber.answer'],
    ['broken JSON', says(200, '{"text": "昨'), 'transcriber.answer'],
    ['nothing', says(200, ''), 'transcriber.answer'],
    ['silence', says(200, '{"text": "  "}'), 'transcriber.empty'],
  ])('has failed with %s', async (_what, how, code) => {
    answers = how
    expect(await transcribe()).toEqual({ type: 'failed', code })
  })

  it('may say much: as much is kept as one can read back', async () => {
    answers = says(200, JSON.stringify({ text: '好'.repeat(10_000) }))
    expect(await transcribe()).toEqual({ type: 'heard', text: '好'.repeat(600) })
  })

  it('writes nothing anywhere about what it was given or heard', async () => {
    const written = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation(() => {}),
    )
    for (const how of [says(200, '{"text": "昨天"}'), says(500, '{"error": {"message": "昨天"}}'), says(200, '昨天')]) {
      answers = how
      await transcribe()
    }
    for (const spy of written) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})

it.each([
  [{ baseUrl: 'ftp://x', apiKey: 'k', model: 'm' }],
  [{ baseUrl: 'https://x', apiKey: '', model: 'm' }],
  [{ baseUrl: 'https://x', apiKey: 'k' }],
  [{ baseUrl: 'https://x', apiKey: 'k', model: 'm', temperature: 1 }],
])('settings that are not whole are refused: %j', (given) => {
  expect(transcriberSettings.safeParse(given).success).toBe(false)
})
