import type { Words } from '../../kernel/words.js'

/** An account of the hub as people see it; `title` is null where the settings do not say what it is called on the phone. */
export interface NamedAccount {
  channel: string
  title: string | null
}

/** 「公众号「知行简报」」, else 「江西枢纽的公众号」: nobody on a phone knows its name in the settings. */
export function accountName({ channel, title }: NamedAccount, hub: string, words: Words): string {
  const kind = words.say(`staff.channel_${channel}`)
  return title === null
    ? words.say('staff.account_of', { hub, channel: kind })
    : words.say('staff.account_titled', { title, channel: kind })
}
