import { computed, ref } from 'vue'
import type { Place } from './emulator-api'
import type { EmulatorState } from './emulator-state'
import { state } from './platform'

/** Who holds the phone, and with whom she speaks. */
export const me = ref<Place | null>(null)

export const corp = computed(() => state.value?.corps.find(({ corpId }) => corpId === me.value?.corpId))
export const app = computed(() => corp.value?.apps.find(({ agentId }) => agentId === me.value?.agentId))
export const member = computed(() => corp.value?.members.find(({ userId }) => userId === me.value?.userId))
export const account = computed(() => state.value?.accounts.find(({ appId }) => appId === me.value?.corpId))
/** Only to such accounts the platform gives scene QRs. */
export const hasQrs = computed(() => account.value?.verified === true && account.value.kind === 'service')
export const follower = computed(() => account.value?.followers.find(({ openId }) => openId === me.value?.userId))

/** The app or official account she speaks with, and herself, wherever the two are alike. */
export const bot = computed(() => app.value ?? account.value)
export const person = computed(() => member.value ?? follower.value)

export const placeKey = ({ corpId, agentId, userId }: Place): string => `${corpId}/${agentId}/${userId}`

export const isMe = (place: Place): boolean => me.value !== null && placeKey(place) === placeKey(me.value)

/** A follower's chat with an account; accounts have no apps. */
export const placeWith = (appId: string, openId: string): Place => ({ corpId: appId, agentId: 0, userId: openId })

export function choose(place: Place): void {
  me.value = place
  location.replace(`#/${[place.corpId, place.agentId, place.userId].map(encodeURIComponent).join('/')}`)
}

/** Chooses somebody when nobody is: who the address bar names, else the first person who can write. */
export function chooseSomebody(): void {
  const place = me.value ?? (state.value && (namedPlace(state.value) ?? firstPlace(state.value)))
  if (place && !me.value) choose(place)
}

function namedPlace({ corps, accounts }: EmulatorState): Place | null {
  const [corpId = '', agentId, userId = ''] = location.hash.slice(2).split('/').map(decodeURIComponent)
  const corp = corps.find((one) => one.corpId === corpId)
  const account = accounts.find(({ appId }) => appId === corpId)
  if (corp?.apps.some((one) => String(one.agentId) === agentId) && corp.members.some((one) => one.userId === userId))
    return { corpId, agentId: Number(agentId), userId }
  return account?.followers.some(({ openId }) => openId === userId) ? placeWith(corpId, userId) : null
}

function firstPlace({ corps, accounts }: EmulatorState): Place | null {
  const corp = corps.find(({ apps, members }) => apps.length > 0 && members.length > 0)
  if (corp) {
    const who = corp.members.find(({ visible, active }) => visible && active) ?? corp.members[0]!
    return { corpId: corp.corpId, agentId: corp.apps[0]!.agentId, userId: who.userId }
  }
  const account = accounts.find(({ followers }) => followers.length > 0)
  return account ? placeWith(account.appId, account.followers[0]!.openId) : null
}
