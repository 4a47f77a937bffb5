import { type ActRequest, act } from './act.js'
import { assumed } from './assumed.js'
import { type Bubble, chatOf } from './chats.js'
import { saveCallback } from './verification.js'
import { type ActResult, redeliver } from './deliveries.js'
import { accountsOf } from './official-account/account-state.js'
import {
  type NewAccount,
  type NewFollower,
  type Template,
  type Article,
  putAccount,
  putArticle,
  putFollower,
  putTemplate,
  setRights,
} from './official-account/accounts.js'
import { noPermits } from './official-account/permits.js'
import { type AccountCallback, saveAccountCallback } from './official-account/verification.js'
import type { ClockChange } from './clock.js'
import { type NewMember, type Who, putApp, putCorp, putMember } from './corps.js'
import { type Scenario, catalogue } from './fault-catalogue.js'
import { type NewFault, addFault, isActive, removeFault } from './faults.js'
import { sendHostile } from './hostile.js'
import { type LogEntry, type Violation, readLog } from './log.js'
import { dropMedia } from './media.js'
import { putRobot } from './robots.js'
import { killTokens } from './tokens.js'
import type { Settings, World } from './world.js'

/** All one can do to the emulator, in process; the routes below `/__emu` call the same. */
export function controlOf(world: World) {
  return {
    state: () => stateOf(world),
    putCorp: (corp: { corpId: string; name: string }) => putCorp(world, corp),
    putApp: (app: { corpId: string; agentId: number; name: string; secret: string }) => putApp(world, app),
    putMember: (member: NewMember) => putMember(world, member),
    saveCallback: (wanted: { corpId: string; agentId: number; url: string; token: string; encodingAesKey: string }) =>
      saveCallback(world, wanted),

    putRobot: (robot: { key: string; name: string }) => putRobot(world, robot),
    /** What a robot posted in its group. */
    posts: (key: string) => world.robots.get(key)?.posts ?? [],

    putAccount: (account: NewAccount) => putAccount(world, account),
    putFollower: (follower: NewFollower) => putFollower(world, follower),
    putTemplate: (appId: string, template: Template) => putTemplate(world, appId, template),
    putArticle: (appId: string, article: Article) => putArticle(world, appId, article),
    saveAccountCallback: (wanted: AccountCallback) => saveAccountCallback(world, wanted),
    /** Gives or withdraws rights of an official account. */
    setRights: (appId: string, rights: Parameters<typeof setRights>[2]) => setRights(world, appId, rights),

    /** Does something as a member or follower and waits until all its messages were judged. */
    async act(request: ActRequest): Promise<ActResult[]> {
      return (await act(world, request)).results
    },
    /** The same, not waiting. */
    async startAct(request: ActRequest): Promise<ActResult[]> {
      const { messages } = await act(world, request)
      return messages.map(({ id, msgId }) => ({
        id,
        msgId,
        delivered: false,
        attempts: 0,
        reply: null,
        outcome: 'under_way',
      }))
    },
    /** Delivers a message of `act` once more, with its MsgId and CreateTime. */
    redeliver: (id: string, sameEnvelope?: boolean): Promise<ActResult> => redeliver(world, id, sameEnvelope),
    hostile: (request: Parameters<typeof sendHostile>[1]) => sendHostile(world, request),
    /** Resolves when no message of `startAct` or of a late copy is under way. */
    async idle(): Promise<void> {
      while (world.underWay.size > 0) await Promise.allSettled(world.underWay)
    },

    chat: (who: Who): Bubble[] => chatOf(world, who),
    log: (since?: number, limit?: number): LogEntry[] => readLog(world, since, limit),
    violations: (): Violation[] => world.violations,
    /** What a client does that the platform bears with, and what of the platform is assumed. */
    report: () => ({ assumed, unknownFields: [...world.unknownFields], cuts: world.cuts }),

    clock(change: ClockChange): void {
      world.clock.change(change)
      world.tell('state', {})
    },
    settings(change: Partial<Settings>): void {
      Object.assign(world.settings, change)
    },
    /** Of an app; of an official account with its AppID and 0. */
    killTokens: (corpId: string, agentId: number, errcode: 42001 | 40014 | 40001) =>
      killTokens(world, corpId, agentId, errcode),
    /** A scenario of the catalogue by its name, or any fault; returns its id. */
    addFault(fault: NewFault | string): string {
      const scenario = typeof fault === 'string' ? catalogue.find(({ name }) => name === fault)?.fault : fault
      if (!scenario) throw new Error(`no fault named ${JSON.stringify(fault)}`)
      return addFault(world, scenario).id
    },
    removeFault: (id: string): boolean => removeFault(world, id),
    faultCatalogue: (): Scenario[] => catalogue,
    /** Forgets chats, log, violations, faults, tokens, limits and files; with `all` also who is there. */
    async reset({ all = false } = {}): Promise<void> {
      for (const kept of [
        world.chats,
        world.tokens,
        world.tokenCalls,
        world.companyCalls,
        world.received,
        world.sentOn,
        world.cards,
        world.said,
        world.rids,
        world.clientIds,
      ])
        kept.clear()
      for (const list of [world.log, world.violations, world.faults, world.accepted, world.massJobs]) list.length = 0
      world.unknownFields.clear()
      world.cuts = 0
      for (const { followers } of world.accounts.values())
        for (const follower of followers.values()) Object.assign(follower, { permits: noPermits(), notices: {} })
      if (all) for (const kept of [world.corps, world.accounts, world.robots]) kept.clear()
      await dropMedia(world)
      world.clock.change({ real: true })
      world.tell('state', {})
    },
  }
}

export type Control = ReturnType<typeof controlOf>

const stateOf = (world: World) => ({
  now: world.clock.at(),
  clock: { mode: world.clock.mode(), now: world.clock.at() },
  corps: [...world.corps.values()].map(({ corpId, name, apps, members }) => ({
    corpId,
    name,
    apps: [...apps.values()].map((app) => ({
      agentId: app.agentId,
      name: app.name,
      callback: app.callback && {
        url: app.callback.url,
        verified: app.callback.verified,
        reason: app.callback.reason,
      },
    })),
    members: [...members.values()],
  })),
  accounts: accountsOf(world),
  faults: world.faults.map((fault) => ({
    id: fault.id,
    name: fault.name,
    label: fault.label,
    active: isActive(fault),
    remaining: fault.remaining,
  })),
  violations: world.violations.length,
})
