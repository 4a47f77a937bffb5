import { ref, watchEffect } from 'vue'
import type { Bubble } from './emulator-api'
import type { Word } from './words'

/** How a message of the bot came: as the answer to a callback, or sent by itself, which costs an official account one of its few. */
export interface Way {
  name: 'passive' | 'customer' | 'app' | 'notice'
  label: Word
  why: Word
}

export const passive: Way = { name: 'passive', label: 'wayPassive', why: 'wayPassiveWhy' }
export const customer: Way = { name: 'customer', label: 'wayCustomer', why: 'wayCustomerWhy' }
export const byApp: Way = { name: 'app', label: 'wayApp', why: 'wayAppWhy' }

const notices: Record<NonNullable<Bubble['notice']>, Way> = {
  subscription: { name: 'notice', label: 'waySubscription', why: 'waySubscriptionWhy' },
  template: { name: 'notice', label: 'wayTemplate', why: 'wayTemplateWhy' },
}

/** Null for what she said herself and for what the platform says. */
export function wayOf({ from, type, way, notice }: Bubble, toFollower: boolean): Way | null {
  if (from === 'me' || type === 'system') return null
  if (way === 'passive') return passive
  if (notice) return notices[notice]
  return toFollower ? customer : byApp
}

/** Whether the phone shows it: it stays what she would see with this off. */
export const waysShown = ref(localStorage.getItem('ways') !== 'hidden')

watchEffect(() => localStorage.setItem('ways', waysShown.value ? 'shown' : 'hidden'))
