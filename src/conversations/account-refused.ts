import { later } from '../kernel/clock.js'
import type { Address, SendResult, Standing } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import type { Person, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { tellStaff } from './tell-staff.js'

/** What an operator has to put right (IP not trusted, app disabled) is looked at again soon; rights are not won back in a day. */
const ACCOUNT_PAUSE_MS = 10 * 60_000
const RIGHTS_PAUSE_MS = 24 * 3_600_000

/** What people call an account. */
export type NameOf = (account: Pick<Address, 'channel' | 'account'>) => string

/** The state of an account as its sends tell it; the hub's staff hear once that it may send nothing, and once that it may again. */
export function accountState(shell: TurnShell, nameOf: NameOf) {
  const tell = (
    ports: TurnPorts,
    { address }: Standing,
    news: (words: Words, account: string, untold: boolean) => string,
  ) => {
    const key = `refused:${address.channel}:${address.account}`
    const untold = ({ unsaid }: Person) => unsaid.some((one) => one.key.startsWith(`${key}:`))
    return tellStaff(
      shell,
      ports,
      address.account,
      (words, person) => news(words, nameOf(address), untold(person)),
      shell.clock.now(),
      // What says that nothing goes out is not what first goes out when something does again.
      { key, ownWord: true },
    )
  }

  return {
    /** Something went out: what counted against the account is over. */
    async works(ports: TurnPorts, standing: Standing): Promise<void> {
      const { address, accountRefusedUntil } = standing
      if (accountRefusedUntil && (await ports.people.setAccountRefusal(address, null)))
        await tell(ports, standing, (words, account, untold) =>
          words.say(untold ? 'news.account_was_away' : 'news.account_back', { account }),
        )
    },

    /** All that it sends is refused: for how many ms it is left alone. */
    async refused(
      ports: TurnPorts,
      standing: Standing,
      { scope, code }: Pick<Extract<SendResult, { type: 'refused' }>, 'scope' | 'code'>,
    ): Promise<number> {
      const pause = scope === 'rights' ? RIGHTS_PAUSE_MS : ACCOUNT_PAUSE_MS
      const until = later(shell.clock.now(), pause)
      if (await ports.people.setAccountRefusal(standing.address, { code, until })) {
        await tell(ports, standing, (words, account) =>
          scope === 'rights'
            ? words.say('news.rights_lost', { account, code })
            : words.say('news.account_refused', { account, code }),
        )
      }
      return pause
    },
  }
}
