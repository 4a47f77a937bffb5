import { z } from 'zod'
import type { World } from '../world.js'
import type { Account } from './accounts.js'
import { type AccountCall, type Answered, done, json } from './answer.js'

/** A button as `menu/create` has it. */
export interface MenuButton {
  name: string
  type?: string | undefined
  key?: string | undefined
  url?: string | undefined
  sub_button?: MenuButton[] | undefined
}

export const menuButton: z.ZodType<MenuButton> = z.lazy(() =>
  z.looseObject({
    name: z.string().min(1),
    type: z.string().optional(),
    key: z.string().optional(),
    url: z.string().optional(),
    sub_button: z.array(menuButton).optional(),
  }),
)
const body = z.object({ button: z.array(menuButton) })

/** What a button of a type must have. */
const NEEDS: Record<string, 'key' | 'url' | null> = {
  click: 'key',
  view: 'url',
  miniprogram: 'url',
  scancode_push: 'key',
  scancode_waitmsg: 'key',
  pic_sysphoto: 'key',
  pic_photo_or_album: 'key',
  pic_weixin: 'key',
  location_select: 'key',
  media_id: null,
  article_id: null,
  article_view_limited: null,
}

/** The errcodes of what can be wrong, on the first level and below. */
const FIRST = { name: 40018, type: 40017, key: 40019, url: 40020 }
const SECOND = { name: 40025, type: 40024, key: 40026, url: 40027 }

const bytes = (text: string | undefined) => Buffer.byteLength(text ?? '')

function faultOf({ name, type, key, url, sub_button: below }: MenuButton, isFirst: boolean): number {
  const codes = isFirst ? FIRST : SECOND
  if (bytes(name) > (isFirst ? 16 : 60)) return codes.name
  if (isFirst && below && below.length > 0)
    return below.length > 5 ? 40023 : (below.map((one) => faultOf(one, false)).find((code) => code !== 0) ?? 0)
  if (!type || !Object.hasOwn(NEEDS, type)) return codes.type
  if (NEEDS[type] === 'key' && (!key || bytes(key) > 128)) return codes.key
  if (NEEDS[type] === 'url' && (!url || bytes(url) > 1024)) return codes.url
  return 0
}

/** `POST /cgi-bin/menu/create`: replaces all buttons. */
export function createMenu(world: World, { account, request, fields }: AccountCall): Answered {
  if (/\\u[0-9a-f]{4}/i.test(request.body.toString('utf8'))) return 40033
  const read = body.safeParse(fields)
  if (!read.success) return 40015
  const { button: buttons } = read.data
  if (buttons.length < 1 || buttons.length > 3) return 40016
  const code = buttons.map((one) => faultOf(one, true)).find((one) => one !== 0)
  if (code) return code
  account.menu = buttons
  world.tell('state', {})
  return done()
}

/** `GET /cgi-bin/menu/get`. */
export const getMenu = (_world: World, { account }: AccountCall): Answered =>
  account.menu
    ? json({ menu: { button: account.menu.map((one) => ({ ...one, sub_button: one.sub_button ?? [] })) } })
    : 46003

/** `GET /cgi-bin/menu/delete`. */
export function deleteMenu(world: World, { account }: AccountCall): Answered {
  account.menu = null
  world.tell('state', {})
  return done()
}

interface ShownButton {
  label: string
  type: string
  key?: string
  url?: string
  children?: ShownButton[]
}

/** For the phone page. */
export const menuOf = ({ menu }: Account): ShownButton[] => (menu ?? []).map(shownButton)

const shownButton = ({ name, type, key, url, sub_button: below }: MenuButton): ShownButton => ({
  label: name,
  type: below && below.length > 0 ? 'sub_button' : (type ?? ''),
  ...(key === undefined ? {} : { key }),
  ...(url === undefined ? {} : { url }),
  ...(below && below.length > 0 ? { children: below.map(shownButton) } : {}),
})

/** The button that has this key, if the menu has one. */
export const buttonOf = ({ menu }: Account, key: string): MenuButton | undefined =>
  (menu ?? []).flatMap((one) => [one, ...(one.sub_button ?? [])]).find((one) => one.key === key)
