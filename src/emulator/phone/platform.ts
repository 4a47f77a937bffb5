import { ref } from 'vue'
import type { EmulatorState } from './emulator-state'
import { millis } from './times'

/** What the emulator says of itself: who is there, and its time. */
export const state = ref<EmulatorState | null>(null)
/** The emulator's time now, in ms. */
export const now = ref(Date.now())

let clockOffset = 0

export function putState(next: EmulatorState): void {
  state.value = next
  clockOffset = millis(next.now) - Date.now()
  tick()
}

export function tick(): void {
  now.value = state.value?.clock.mode === 'frozen' ? millis(state.value.now) : Date.now() + clockOffset
}
