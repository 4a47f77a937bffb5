import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** How the server treats one request: an answer as told, or by hand. */
export type Told =
  | { status?: number; type?: string; headers?: Record<string, string>; body?: unknown; text?: string | Uint8Array }
  | ((res: ServerResponse, req: IncomingMessage) => void)

export interface Request {
  method: string
  path: string
  query: Record<string, string>
  headers: IncomingMessage['headers']
  body: Buffer
}

/** The platform's place, over real HTTP: each path gives its answers in the order told and stays at the last. */
export async function platformServer() {
  const told = new Map<string, Told[]>()
  const requests: Request[] = []
  const server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (part: Buffer) => parts.push(part))
    req.on('end', () => {
      const url = new URL(req.url!, 'http://x')
      const query = Object.fromEntries(url.searchParams)
      const request = {
        method: req.method!,
        path: url.pathname,
        query,
        headers: req.headers,
        body: Buffer.concat(parts),
      }
      requests.push(request)
      const answers = told.get(url.pathname) ?? []
      const answer = answers.length > 1 ? answers.shift()! : answers[0]
      if (!answer) return res.writeHead(404).end()
      if (typeof answer === 'function') return answer(res, req)
      res.writeHead(answer.status ?? 200, { 'Content-Type': answer.type ?? 'application/json', ...answer.headers })
      return res.end(answer.text ?? JSON.stringify(answer.body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const tell = (path: string, ...answers: Told[]): void => void told.set(path, answers)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell,
    /** Each fetch gives another token, T1, T2 …, good for two hours. */
    tellTokens(path = '/cgi-bin/gettoken'): void {
      let made = 0
      tell(path, (res) => {
        res.writeHead(200, { 'Content-Type': 'application/json' })
        res.end(JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: `T${++made}`, expires_in: 7200 }))
      })
    },
    requests,
    asked: (path: string): Request[] => requests.filter((request) => request.path === path),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type PlatformServer = Awaited<ReturnType<typeof platformServer>>

const saved = z.object({
  about: z.string(),
  status: z.int(),
  type: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  text: z.string().optional(),
  means: z.looseObject({ type: z.string() }),
})

/** What a platform was seen or documented to answer to a message, and what we make of it: a folder beside this file. */
export const savedAnswers = (of = 'answers') => {
  const folder = new URL(`../../../test/channels/${of}/`, import.meta.url)
  return readdirSync(folder).map((file) => ({
    name: file.replace('.json', ''),
    answer: saved.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
  }))
}
