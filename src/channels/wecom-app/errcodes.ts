import { later, meanings, refused, TOKEN } from '../tencent/errcode.js'

/** Numbers by the pages named, as read in autumn 2026. */
export const wecomMeaning = meanings([
  // path/91039, access_token: the platform may end a token early at will.
  [[40014, 42001], TOKEN],

  // path/90313, busy: at most three tries with growing delay (the worker counts); 6000 is a conflict of data versions.
  [[-1, 6000], later(2_000)],
  // path/90312: over a frequency limit; a breach of the minute's limit blocks for 60 s. 45011 is the same for one API and minute.
  [[45009, 45011], later(60_000)],
  // Too many calls at once.
  [[45033], later(5_000)],

  // Credentials: wrong secret (here not «token invalid» as with official accounts), corpid, secret of another corp; one missing.
  [[40001, 40013, 40091, 41001, 41002, 41004], refused('account')],
  // The address we call from is not on the app's list of trusted IPs.
  [[60020], refused('account')],
  // The app has no right to this API, or it was banned or withdrawn because nobody used the app; the app is disabled; the company is dissolved.
  [[48001, 48002, 48004, 48006, 50003, 301007], refused('account')],
  // agentid missing, not legal, or of another app than the token; the token's app is not the one meant.
  [[41011, 40056, 301002], refused('account')],
  // The callback address was refused by the platform.
  [[40057], refused('account')],

  // path/90236: every receiver of the message is invalid. We name one.
  [[81013], refused('person')],
  // No such user (one has left the company, or the id changed); the app's visible range does not hold her.
  [[60111, 46004, 60011, 50002], refused('person')],

  // path/90236, message/send: receivers, msgtype, media, empty or too long text, title, description, articles, safe, url, callback cards.
  [[82001, 82002, 82003, 40031, 40032, 40008, 40007, 44004, 41016, 41033, 45002, 45008, 82004], refused('message')],
  [[40074, 43012, 45032, 45034, 40035, [90201, 90208]], refused('message')],
  // path/90372 and 94888, template cards: fields, task id, response code.
  [[[42014, 42016], [42027, 42051], 60140], refused('message')],
  // path/90253 and 90254, media: type, size, picture, video, voice, empty, id missing, too big for one piece (asked again in blocks).
  [[40004, 40005, 40006, 45001, 40009, 40011, 301016, 301017, 301019, 44001, 41006, 830002], refused('message')],
  // path/90231, menus; 90248, app chats; 91770, group webhooks; 92113 ff., linked companies.
  [[[40016, 40027], 40054, 40055, 46003, 40050, [86001, 86224]], refused('message')],
  [[93000, 93004, 93008, [670001, 670035]], refused('message')],
  // path/91023 and 90514, web login and JS-SDK: code, domain, ticket, signature.
  [[40029, 42003, 42022, 50001, 84014, 84015, 40093, 42012], refused('message')],
])
