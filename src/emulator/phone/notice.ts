import { ref } from 'vue'

/** The one short line over the phone's screen. */
export const notice = ref('')

let silence: ReturnType<typeof setTimeout> | undefined

export function tell(words: string): void {
  notice.value = words
  clearTimeout(silence)
  silence = setTimeout(() => (notice.value = ''), 2200)
}
