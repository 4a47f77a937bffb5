import type { Address, Standing } from '../../src/kernel/message.js'

/** The ledger's row of one who follows and of whom nothing else is known. */
export const unheard = (address: Address): Standing => ({
  address,
  following: true,
  heardAt: null,
  sentSinceHeard: 0,
  actedAt: null,
  sentSinceActed: 0,
  refusedAt: null,
  refusal: null,
  accountRefusal: null,
  accountRefusedUntil: null,
  refusalOf: null,
  unreachableAt: null,
  notices: {},
})
