import { computed, reactive } from 'vue'
import { me, placeKey } from './me'

const typed = reactive(new Map<string, string>())

const nameOf = (key: string): string => `unsent ${key}`

/** What is typed and not sent in the chat that is shown: kept for each chat, while another is shown and over a reload. */
export const unsent = computed<string>({
  get() {
    const key = me.value && placeKey(me.value)
    return key === null ? '' : (typed.get(key) ?? sessionStorage.getItem(nameOf(key)) ?? '')
  },
  set(text) {
    if (!me.value) return
    const key = placeKey(me.value)
    typed.set(key, text)
    if (text === '') sessionStorage.removeItem(nameOf(key))
    else sessionStorage.setItem(nameOf(key), text)
  },
})
