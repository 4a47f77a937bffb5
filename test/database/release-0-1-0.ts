import { releaseOf } from './release.js'

/**
 * The rows that release 0.1.0 wrote for four people of the demo's hub: 小路 has filed an activity with two photos and waits for an
 * acknowledgement that WeCom refused to take (IP not trusted); 小舟 stands at the third question of an activity; 小禾 has a whole and a half
 * row in the table of a brief; 小晨 has not used her code.
 */
export const release010 = releaseOf({
  version: '0.1.0',
  upgradedAt: '2026-11-20T15:30:00.000Z',
  accounts: 0,
  made: 2,
})
