import { later, meanings, refused, TOKEN } from '../tencent/errcode.js'

/** Errcodes of official accounts; several numbers mean something else to WeCom. As the platform's pages had them in autumn 2026. */
export const accountMeaning = meanings([
  // Invalid or not the latest (at the token endpoint: wrong secret), malformed, expired.
  [[40001, 40014, 42001], TOKEN],

  // Busy, and the platform's own faults.
  [[-1, 268487001, 268487002], later(2_000)],
  // Over the day's limit of an API (the caller waits longer each time) or over the minute's.
  [[45009, 45011], later(60_000)],

  // Grant type, appid, secret wrong, frozen or missing.
  [[40002, 40013, 40125, 40243, 41001, 41002, 41004], refused('account')],
  // The address we call from is not on the list (IP白名单), or waits for the administrator's word (the latter not verified).
  [[40164, [89503, 89507]], refused('account')],

  // No right to this API, banned from it after a breach, none to this kind of message, restricted; an account of another kind.
  [[48001, 48004, 48008, 50002, 40200], refused('rights')],

  // Outside the time after something she did, or more messages than that allows.
  [[45015, 45047], refused('person')],
  // She does not follow, has blocked the account, refuses its messages or notices, or is protected as a minor.
  [[43004, 43005, 43019, 43101, 48002, 50005, 70000], refused('person')],
  // No such openid, or one of another account.
  [[40003, 46004], refused('person')],
])
