import type { Presence, Said } from '../../src/kernel/message.js'

export interface OaCase {
  name: string
  /** What stands in the plaintext besides ToUserName, FromUserName and CreateTime. */
  xml: string
  /** Other than a follower. */
  from?: string
  said: Said
  presence: Presence
  /** The platform shows no answer to it. */
  mute?: true
  /** The end of the key, behind account and sender. */
  key: string
}

const AT = '1763600000'
const ID = '6892347238472384723'
const message = (type: string, more: string): string =>
  `<MsgType><![CDATA[${type}]]></MsgType>${more}<MsgId>${ID}</MsgId>`
const event = (name: string, more = ''): string =>
  `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${more}`
const key = (value: string): string => `<EventKey><![CDATA[${value}]]></EventKey>`
const saidAs = (event: string, detail: Record<string, string> = {}): Said => ({ type: 'event', event, detail })
const notice = (template: string, more: string): string =>
  `<List><TemplateId><![CDATA[${template}]]></TemplateId>${more}</List>`
const accepted = (status: string): string =>
  `<SubscribeStatusString><![CDATA[${status}]]></SubscribeStatusString><PopupScene>2</PopupScene>`

/** Every message a person can send to an official account. */
const MESSAGES: Omit<OaCase, 'presence' | 'key'>[] = [
  {
    name: 'text',
    xml: message('text', '<Content><![CDATA[3月22号 做了读书会 ]]]]><![CDATA[> \u{1F44F}]]></Content>'),
    said: { type: 'text', text: '3月22号 做了读书会 ]]> \u{1F44F}' },
  },
  {
    name: 'text that came from an article',
    xml: message('text', '<Content><![CDATA[简报]]></Content><MsgDataId>2247483649</MsgDataId><Idx>1</Idx>'),
    said: { type: 'text', text: '简报' },
  },
  {
    name: 'a tap on an offered menu: its id, not its words',
    xml: message('text', '<Content><![CDATA[活动简报]]></Content><bizmsgmenuid>brief:new</bizmsgmenuid>'),
    said: { type: 'choice', key: 'brief:new' },
  },
  {
    name: 'image',
    xml: message(
      'image',
      '<PicUrl><![CDATA[http://mmbiz.qpic.cn/x/0?a=1&b]]></PicUrl><MediaId><![CDATA[M-1_a]]></MediaId>',
    ),
    said: { type: 'media', kind: 'image', ref: { id: 'M-1_a', url: 'http://mmbiz.qpic.cn/x/0?a=1&b' } },
  },
  {
    name: 'voice, with what the platform heard in it',
    xml: message(
      'voice',
      '<MediaId><![CDATA[V1]]></MediaId><Format><![CDATA[amr]]></Format><MediaId16K><![CDATA[V2]]></MediaId16K><Recognition><![CDATA[三十五人]]></Recognition>',
    ),
    said: { type: 'media', kind: 'voice', ref: { id: 'V1' }, transcript: '三十五人' },
  },
  ...['', '<Recognition><![CDATA[ ]]></Recognition>'].map((heard) => ({
    name: `voice in which the platform heard nothing${heard && ', and says so'}`,
    xml: message('voice', `<MediaId><![CDATA[V1]]></MediaId><Format><![CDATA[speex]]></Format>${heard}`),
    said: { type: 'media' as const, kind: 'voice' as const, ref: { id: 'V1' } },
  })),
  ...['video', 'shortvideo'].map((type) => ({
    name: type,
    xml: message(type, '<MediaId><![CDATA[F1]]></MediaId><ThumbMediaId><![CDATA[T1]]></ThumbMediaId>'),
    said: { type: 'media' as const, kind: 'video' as const, ref: { id: 'F1' } },
  })),
  {
    name: 'location',
    xml: message(
      'location',
      '<Location_X>28.682892</Location_X><Location_Y>115.858197</Location_Y><Scale>20</Scale><Label><![CDATA[鸡鸣山社区]]></Label>',
    ),
    said: { type: 'location', latitude: 28.682892, longitude: 115.858197, label: '鸡鸣山社区' },
  },
  {
    name: 'link',
    xml: message(
      'link',
      '<Title><![CDATA[活动报道]]></Title><Description><![CDATA[一段]]></Description><Url><![CDATA[https://mp.weixin.qq.com/s/x]]></Url>',
    ),
    said: { type: 'link', title: '活动报道', url: 'https://mp.weixin.qq.com/s/x' },
  },
  {
    name: 'file, which cannot be fetched',
    xml: message('file', '<Title><![CDATA[简报.docx]]></Title>'),
    said: { type: 'file', ref: { id: '' } },
  },
  {
    name: 'a type that is not documented',
    xml: message('hologram', '<MediaId><![CDATA[H1]]></MediaId>'),
    said: saidAs('message.hologram', { MediaId: 'H1' }),
  },
]

/** Every event of an official account; a key that is not given is the event's name. */
const EVENTS: (Omit<OaCase, 'presence' | 'key'> & { presence?: Presence; key?: string; does: string })[] = [
  { does: 'subscribe', name: 'follows', xml: key(''), said: saidAs('joined'), presence: 'acted' },
  {
    does: 'subscribe',
    name: 'follows by a scene QR',
    xml: `${key('qrscene_jb_K7M2P9')}<Ticket><![CDATA[gQH47joAAAAAAAAAASxodHRw]]></Ticket>`,
    said: saidAs('joined', { scene: 'jb_K7M2P9' }),
    presence: 'acted',
    key: 'subscribe:qrscene_jb_K7M2P9',
  },
  {
    does: 'subscribe',
    name: 'follows by something that is no QR of ours',
    xml: key('last_trade_no_4000'),
    said: saidAs('joined'),
    presence: 'acted',
    key: 'subscribe:last_trade_no_4000',
  },
  { does: 'unsubscribe', name: 'unfollows', xml: key(''), said: saidAs('left') },
  {
    does: 'SCAN',
    name: 'scans while following',
    xml: `${key('jb_K7M2P9')}<Ticket><![CDATA[gQH47joAAAAAAAAAASxodHRw]]></Ticket>`,
    said: saidAs('scanned', { scene: 'jb_K7M2P9' }),
    presence: 'acted',
    key: 'SCAN:jb_K7M2P9',
  },
  {
    does: 'LOCATION',
    name: 'where the phone is, is not kept',
    xml: '<Latitude>28.68</Latitude><Longitude>115.85</Longitude><Precision>119.3</Precision>',
    said: saidAs('LOCATION'),
  },
  {
    does: 'CLICK',
    name: 'taps a menu',
    xml: key('brief:new'),
    said: { type: 'choice', key: 'brief:new' },
    presence: 'acted',
    key: 'CLICK:brief:new',
  },
  {
    does: 'VIEW',
    name: 'opens a page',
    xml: `${key('https://example.org/a')}<MenuId>206163053</MenuId>`,
    said: saidAs('VIEW', { EventKey: 'https://example.org/a', MenuId: '206163053' }),
    key: 'VIEW:https://example.org/a',
  },
  {
    does: 'view_miniprogram',
    name: 'opens a mini program',
    xml: `${key('pages/index')}<MenuId>206163053</MenuId>`,
    said: saidAs('view_miniprogram', { EventKey: 'pages/index', MenuId: '206163053' }),
    key: 'view_miniprogram:pages/index',
  },
  ...['scancode_push', 'scancode_waitmsg'].map((does) => ({
    does,
    name: 'scans from the menu',
    xml: `${key('scan')}<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[A-7]]></ScanResult></ScanCodeInfo>`,
    said: saidAs(does, { EventKey: 'scan', 'ScanCodeInfo.ScanType': 'qrcode', 'ScanCodeInfo.ScanResult': 'A-7' }),
    presence: 'acted' as const,
    key: `${does}:scan`,
  })),
  ...['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'].map((does) => ({
    does,
    name: 'is about to send one picture',
    xml: `${key('photos')}<SendPicsInfo><Count>1</Count><PicList><item><PicMd5Sum><![CDATA[1b5f7c23]]></PicMd5Sum></item></PicList></SendPicsInfo>`,
    said: saidAs(does, {
      EventKey: 'photos',
      'SendPicsInfo.Count': '1',
      'SendPicsInfo.PicList.item.0.PicMd5Sum': '1b5f7c23',
    }),
    key: `${does}:photos`,
  })),
  {
    does: 'location_select',
    name: 'the place comes as a message of its own',
    xml: `${key('place')}<SendLocationInfo><Location_X><![CDATA[28]]></Location_X><Location_Y><![CDATA[115]]></Location_Y><Scale><![CDATA[15]]></Scale><Label><![CDATA[某处]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>`,
    said: saidAs('location_select', { EventKey: 'place' }),
    key: 'location_select:place',
  },
  ...['TEMPLATESENDJOBFINISH', 'templatesendjobfinish'].map((does) => ({
    does,
    name: 'the fate of a template message',
    xml: '<MsgID>3094850274839201745</MsgID><Status><![CDATA[failed:user block]]></Status>',
    said: saidAs('refused', { code: 'errcode.43101' }),
    key: `${does}:3094850274839201745`,
  })),
  ...['success', 'failed: system failed'].map((Status) => ({
    does: 'TEMPLATESENDJOBFINISH',
    name: `another fate of a template message: ${Status}`,
    xml: `<MsgID>3094850274839201745</MsgID><Status><![CDATA[${Status}]]></Status>`,
    said: saidAs('TEMPLATESENDJOBFINISH', { MsgID: '3094850274839201745', Status }),
    key: 'TEMPLATESENDJOBFINISH:3094850274839201745',
  })),
  {
    does: 'subscribe_msg_popup_event',
    name: 'wants no notice',
    xml: `<SubscribeMsgPopupEvent>${notice('TPL1', accepted('reject'))}</SubscribeMsgPopupEvent>`,
    said: saidAs('notices', { TPL1: 'reject' }),
    key: 'subscribe_msg_popup_event:TPL1',
  },
  {
    does: 'subscribe_msg_sent_event',
    name: 'the fate of a notice to one who does not follow',
    xml: `<SubscribeMsgSentEvent>${notice('TPL1', '<MsgID>1864323726461255680</MsgID><ErrorCode>43004</ErrorCode><ErrorStatus><![CDATA[x]]></ErrorStatus>')}</SubscribeMsgSentEvent>`,
    said: saidAs('refused', { code: 'errcode.43004' }),
    key: 'subscribe_msg_sent_event:1864323726461255680:TPL1',
  },
  {
    does: 'subscribe_msg_sent_event',
    name: 'a notice that she does not accept any more',
    xml: `<SubscribeMsgSentEvent>${notice('TPL1', '<MsgID>1864323726461255680</MsgID><ErrorCode>43101</ErrorCode><ErrorStatus><![CDATA[x]]></ErrorStatus>')}</SubscribeMsgSentEvent>`,
    said: saidAs('notices', { TPL1: 'off' }),
    key: 'subscribe_msg_sent_event:1864323726461255680:TPL1',
  },
  {
    does: 'MASSSENDJOBFINISH',
    name: 'the fate of a broadcast',
    from: 'mphelper',
    xml: '<MsgID>1000001625</MsgID><Status><![CDATA[err(30003)]]></Status><TotalCount>0</TotalCount><CopyrightCheckResult><Count>0</Count><ResultList></ResultList></CopyrightCheckResult>',
    said: saidAs('MASSSENDJOBFINISH', {
      MsgID: '1000001625',
      Status: 'err(30003)',
      TotalCount: '0',
      'CopyrightCheckResult.Count': '0',
    }),
    key: 'MASSSENDJOBFINISH:1000001625',
  },
  {
    does: 'subscribe_msg_popup_event',
    name: 'answers one notice',
    xml: `<SubscribeMsgPopupEvent>${notice('TPL1', accepted('accept'))}</SubscribeMsgPopupEvent>`,
    said: saidAs('notices', { TPL1: 'accept' }),
    key: 'subscribe_msg_popup_event:TPL1',
  },
  {
    does: 'subscribe_msg_popup_event',
    name: 'answers two notices',
    xml: `<SubscribeMsgPopupEvent>${notice('TPL1', accepted('accept'))}${notice('TPL2', accepted('reject'))}</SubscribeMsgPopupEvent>`,
    said: saidAs('notices', { TPL1: 'accept', TPL2: 'reject' }),
    key: 'subscribe_msg_popup_event:TPL1:TPL2',
  },
  {
    does: 'subscribe_msg_change_event',
    name: 'wants no more notices',
    xml: `<SubscribeMsgChangeEvent>${notice('TPL1', '<SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString>')}</SubscribeMsgChangeEvent>`,
    said: saidAs('notices', { TPL1: 'off' }),
    key: 'subscribe_msg_change_event:TPL1',
  },
  {
    does: 'subscribe_msg_sent_event',
    name: 'the fate of a notice',
    xml: `<SubscribeMsgSentEvent>${notice('TPL1', '<MsgID>1864323726461255680</MsgID><ErrorCode>0</ErrorCode><ErrorStatus><![CDATA[success]]></ErrorStatus>')}</SubscribeMsgSentEvent>`,
    said: saidAs('subscribe_msg_sent_event', {
      'SubscribeMsgSentEvent.List.0.TemplateId': 'TPL1',
      'SubscribeMsgSentEvent.List.0.MsgID': '1864323726461255680',
      'SubscribeMsgSentEvent.List.0.ErrorCode': '0',
      'SubscribeMsgSentEvent.List.0.ErrorStatus': 'success',
    }),
    key: 'subscribe_msg_sent_event:1864323726461255680:TPL1',
  },
  ...['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'].map((does) => ({
    does,
    name: 'what was allowed is taken back',
    xml: '<OpenID><![CDATA[oOther]]></OpenID><AppID><![CDATA[wx1]]></AppID><RevokeInfo><![CDATA[1]]></RevokeInfo>',
    said: saidAs(does, { OpenID: 'oOther', AppID: 'wx1', RevokeInfo: '1' }),
    key: `${does}:oOther`,
  })),
  ...['kf_create_session', 'kf_close_session', 'kf_switch_session'].map((does) => ({
    does,
    name: 'customer service of the platform',
    xml: '<KfAccount><![CDATA[a@b]]></KfAccount>',
    said: saidAs(does, { KfAccount: 'a@b' }),
  })),
  {
    does: 'brand_new',
    name: 'nobody has heard of it',
    xml: '<Thing><Of><Tomorrow>1</Tomorrow></Of></Thing>',
    said: saidAs('brand_new', { 'Thing.Of.Tomorrow': '1' }),
  },
]

const ANSWERED = ['subscribe', 'SCAN', 'LOCATION', 'CLICK', 'scancode_waitmsg']

export const oaCases: OaCase[] = [
  ...MESSAGES.map((one) => ({ ...one, presence: 'spoke' as const, key: ID })),
  ...EVENTS.map(({ does, name, presence = 'none', key = does, xml, ...one }) => ({
    ...one,
    name: `${does}: ${name}`,
    xml: event(does, xml),
    presence,
    ...(!ANSWERED.includes(does) && { mute: true as const }),
    key: `${key}:${AT}`,
  })),
]
