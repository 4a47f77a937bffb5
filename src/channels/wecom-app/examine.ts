import { z } from 'zod'
import type { Clock } from '../../kernel/clock.js'
import type { Finding } from '../channel.js'
import { failed, type Api } from '../tencent/api.js'
import { broken, examineToken, ipIn, ok } from '../tencent/examine.js'
import { readJson, type Got } from '../tencent/json.js'
import { wecomMeaning } from './errcodes.js'

/** `GET /cgi-bin/agent/get`, as far as it says who sees the app and whether it is switched off (`close`, whose meaning is not verified). */
const agent = z.object({
  name: z.string().default(''),
  close: z.coerce.number().default(0),
  allow_userinfos: z.object({ user: z.array(z.unknown()).default([]) }).prefault({}),
  allow_partys: z.object({ partyid: z.array(z.unknown()).default([]) }).prefault({}),
  allow_tags: z.object({ tagid: z.array(z.unknown()).default([]) }).prefault({}),
})

const FOREIGN_IP = 'errcode.60020'

/**
 * Looks at the app as `examineToken` does, and at what only a call with the token shows: `ip` (the token itself may be given to any
 * address), `rights` (AgentId of another app, app or company disabled, right withdrawn; `detail.app` is its name) and `visible_range`
 * (`detail` counts `people`, `departments`, `tags`; nobody at all is broken, `visible_range.empty`).
 */
export async function examine(api: Api, agentId: number, clock: Clock): Promise<Finding[]> {
  const findings = await examineToken(api, wecomMeaning, clock)
  if (!findings.some(({ what, state }) => what === 'token' && state === 'ok')) return findings

  let got: Got | null = null
  const answer = await api.call({
    path: '/cgi-bin/agent/get',
    query: { agentid: String(agentId) },
    read: (answered) => readJson(agent)((got = answered)),
  })
  if (answer.type !== 'value') {
    const failure = failed(answer)
    const { code } = failure
    if (code === FOREIGN_IP && got) {
      return findings.map((finding) => (finding.what === 'ip' ? broken('ip', code, ipIn(got!)) : finding))
    }
    return [
      ...findings,
      { ...broken('rights', code), ...(failure.type !== 'refused' && { state: 'warning' as const }) },
    ]
  }
  const { name, close, allow_userinfos, allow_partys, allow_tags } = answer.value
  const seen = {
    people: allow_userinfos.user.length,
    departments: allow_partys.partyid.length,
    tags: allow_tags.tagid.length,
  }
  const nobody = Object.values(seen).every((count) => count === 0)
  const detail = Object.fromEntries(Object.entries(seen).map(([what, count]) => [what, String(count)]))
  return [
    ...findings,
    close === 1 ? broken('rights', 'agent.closed', { app: name }) : { ...ok('rights'), detail: { app: name } },
    nobody ? broken('visible_range', 'visible_range.empty', detail) : { ...ok('visible_range'), detail },
  ]
}
