/** Somebody who can be tried. */
export interface Person {
  name: string
  organisation: string
  role: string
  /** What a newcomer may try first as this person: her invitation code. */
  hint: string
}

export interface Member extends Person {
  userId: string
  visible: boolean
  active: boolean
}

export interface Callback {
  url: string
  verified: boolean
  reason: string | null
}

export interface App {
  agentId: number
  name: string
  callback: Callback | null
}

export interface Corp {
  corpId: string
  name: string
  apps: App[]
  members: Member[]
}

/** How many messages of its own accord an account may still send to a follower: by what she said, by what she tapped. */
export interface SendWindow {
  messagesLeft: number
  messagesUntil: Moment | null
  actsLeft: number
  actsUntil: Moment | null
}

export interface Follower extends Person {
  openId: string
  unionId: string | null
  following: boolean
  /** How many subscription notices she accepted and has not got, by template. */
  notices: Record<string, number>
  window: SendWindow
}

/** A button of an account's own menu: one of `click` has a key, one of `view` an address, one with buttons below neither. */
export interface MenuButton {
  label: string
  type: string
  key?: string
  url?: string
  children?: MenuButton[]
}

export interface SceneQr {
  ticket: string
  scene: string
  /** Null: for good. */
  until: Moment | null
}

/** An article of the account in which notices can be accepted. */
export interface Article {
  url: string
  title: string
  notices: { id: string; title: string }[]
}

/** An official account. */
export interface Account {
  appId: string
  originalId: string
  name: string
  kind: 'service' | 'subscription'
  verified: boolean
  mode: 'plain' | 'compatible' | 'safe'
  callback: Callback | null
  menu: MenuButton[]
  followers: Follower[]
  articles: Article[]
  qrs: SceneQr[]
}

export interface Fault {
  id: string
  name: string
  label: string
  active: boolean
  remaining: number | null
}

export interface EmulatorState {
  now: Moment
  clock: { mode: 'real' | 'frozen' | 'offset'; now: Moment }
  corps: Corp[]
  accounts: Account[]
  faults: Fault[]
  violations: number
}

/** ISO text or milliseconds. */
export type Moment = string | number
