import type { Said } from '../../src/kernel/message.js'

/** The app that all requests of this folder are for. */
export const APP = { name: 'demo', corpId: 'ww1a2b3c4d5e6f7081', agentId: 1000002 }

export interface SaidCase {
  name: string
  /** What stands in the plaintext besides ToUserName, FromUserName, CreateTime and AgentID. */
  xml: string
  /** Elements of the head that this callback has otherwise; null: it is not there. */
  head?: { FromUserName?: string | null; AgentID?: null }
  said: Said
  /** What it counts as, where that is not the rule: what she says is `spoke`, an event `none`. */
  presence?: 'acted'
  /** The end of the key, behind account and sender. */
  key: string
}

const MSG = '<MsgId>4561255354251345929</MsgId>'
const event = (name: string, more = ''): string =>
  `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${more}`
const key = (value: string): string => `<EventKey><![CDATA[${value}]]></EventKey>`
const pictures =
  '<SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum><![CDATA[1b5f7c23b5bf75682a53e7b6d163e185]]></PicMd5Sum></item><item><PicMd5Sum><![CDATA[2b5f7c23b5bf75682a53e7b6d163e185]]></PicMd5Sum></item></PicList></SendPicsInfo>'
const AT = '1763600000'
const sys = { FromUserName: 'sys', AgentID: null }

const saidAs = (event: string, detail: Record<string, string> = {}): Said => ({ type: 'event', event, detail })

/** Every message a member can send to an app. */
export const messages: SaidCase[] = [
  {
    name: 'text',
    xml: `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[3月22号 做了读书会，来了三十五人 \u{1F44F}]]></Content>${MSG}`,
    said: { type: 'text', text: '3月22号 做了读书会，来了三十五人 \u{1F44F}' },
    key: '4561255354251345929',
  },
  {
    name: 'text that looks like XML',
    xml: `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[</xml><!DOCTYPE x> ]]]]><![CDATA[> <Content>]]></Content>${MSG}`,
    said: { type: 'text', text: '</xml><!DOCTYPE x> ]]> <Content>' },
    key: '4561255354251345929',
  },
  {
    name: 'text without CDATA',
    xml: `<MsgType>text</MsgType><Content>5 &lt; 6 &amp; 7</Content>${MSG}`,
    said: { type: 'text', text: '5 < 6 & 7' },
    key: '4561255354251345929',
  },
  {
    name: 'an empty text',
    xml: `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[]]></Content>${MSG}`,
    said: { type: 'text', text: '' },
    key: '4561255354251345929',
  },
  {
    name: 'image',
    xml: `<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[https://p.qpic.cn/pic?a=1&b=2]]></PicUrl><MediaId><![CDATA[3F-xQ_2]]></MediaId>${MSG}`,
    said: { type: 'media', kind: 'image', ref: { id: '3F-xQ_2' } },
    key: '4561255354251345929',
  },
  {
    name: 'voice',
    xml: `<MsgType><![CDATA[voice]]></MsgType><MediaId><![CDATA[v1]]></MediaId><Format><![CDATA[amr]]></Format>${MSG}`,
    said: { type: 'media', kind: 'voice', ref: { id: 'v1' } },
    key: '4561255354251345929',
  },
  {
    name: 'video',
    xml: `<MsgType><![CDATA[video]]></MsgType><MediaId><![CDATA[m1]]></MediaId><ThumbMediaId><![CDATA[t1]]></ThumbMediaId>${MSG}`,
    said: { type: 'media', kind: 'video', ref: { id: 'm1' } },
    key: '4561255354251345929',
  },
  {
    name: 'location',
    xml: `<MsgType><![CDATA[location]]></MsgType><Location_X>28.682</Location_X><Location_Y>115.858</Location_Y><Scale>20</Scale><Label><![CDATA[社区活动中心]]></Label><AppType><![CDATA[wxwork]]></AppType>${MSG}`,
    said: { type: 'location', latitude: 28.682, longitude: 115.858, label: '社区活动中心' },
    key: '4561255354251345929',
  },
  {
    name: 'location from the WeChat plug-in, without name',
    xml: `<MsgType><![CDATA[location]]></MsgType><Location_X>-28.5</Location_X><Location_Y>-115</Location_Y><Scale>20</Scale>${MSG}`,
    said: { type: 'location', latitude: -28.5, longitude: -115, label: '' },
    key: '4561255354251345929',
  },
  {
    name: 'link',
    xml: `<MsgType><![CDATA[link]]></MsgType><Title><![CDATA[活动报道]]></Title><Description><![CDATA[一段话]]></Description><Url><![CDATA[https://mp.weixin.qq.com/s/x?a=1&b=2]]></Url><PicUrl><![CDATA[https://p.qpic.cn/x]]></PicUrl>${MSG}`,
    said: { type: 'link', title: '活动报道', url: 'https://mp.weixin.qq.com/s/x?a=1&b=2' },
    key: '4561255354251345929',
  },
  {
    name: 'a type that is not documented',
    xml: `<MsgType><![CDATA[hologram]]></MsgType><MediaId><![CDATA[h1]]></MediaId>${MSG}`,
    said: saidAs('message.hologram', { MediaId: 'h1' }),
    key: '4561255354251345929',
  },
  {
    name: 'file',
    xml: `<MsgType><![CDATA[file]]></MsgType><MediaId><![CDATA[f1]]></MediaId>${MSG}`,
    said: { type: 'file', ref: { id: 'f1' } },
    key: '4561255354251345929',
  },
  {
    name: 'a type named like a property of objects',
    xml: `<MsgType><![CDATA[constructor]]></MsgType>${MSG}`,
    said: saidAs('message.constructor'),
    key: '4561255354251345929',
  },
]

/** Every event of an app. */
export const events: SaidCase[] = [
  {
    name: 'subscribe',
    xml: event('subscribe', key('')),
    said: saidAs('joined'),
    presence: 'acted',
    key: `subscribe:${AT}`,
  },
  { name: 'unsubscribe', xml: event('unsubscribe', key('')), said: saidAs('left'), key: `unsubscribe:${AT}` },
  {
    name: 'enter_agent',
    xml: event('enter_agent', key('')),
    said: saidAs('entered'),
    presence: 'acted',
    key: `enter_agent:${AT}`,
  },
  {
    name: 'LOCATION: where the phone is, is not kept',
    xml: event(
      'LOCATION',
      '<Latitude>28.6</Latitude><Longitude>115.8</Longitude><Precision>30</Precision><AppType>wxwork</AppType>',
    ),
    said: saidAs('LOCATION', { Precision: '30', AppType: 'wxwork' }),
    key: `LOCATION:${AT}`,
  },
  {
    name: 'click',
    xml: event('click', key('brief:new')),
    said: { type: 'choice', key: 'brief:new' },
    key: `click:brief:new:${AT}`,
  },
  {
    name: 'view',
    xml: event('view', key('https://example.org/help')),
    said: saidAs('view', { EventKey: 'https://example.org/help' }),
    key: `view:https://example.org/help:${AT}`,
  },
  {
    name: 'view_miniprogram',
    xml: event('view_miniprogram', key('pages/index')),
    said: saidAs('view_miniprogram', { EventKey: 'pages/index' }),
    key: `view_miniprogram:pages/index:${AT}`,
  },
  ...['scancode_push', 'scancode_waitmsg'].map((name) => ({
    name,
    xml: event(
      name,
      `${key('scan')}<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[A-7]]></ScanResult></ScanCodeInfo>`,
    ),
    said: saidAs(name, { EventKey: 'scan', 'ScanCodeInfo.ScanType': 'qrcode', 'ScanCodeInfo.ScanResult': 'A-7' }),
    key: `${name}:scan:${AT}`,
  })),
  ...['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'].map((name) => ({
    name,
    xml: event(name, key('photos') + pictures),
    said: saidAs(name, {
      EventKey: 'photos',
      'SendPicsInfo.Count': '2',
      'SendPicsInfo.PicList.item.0.PicMd5Sum': '1b5f7c23b5bf75682a53e7b6d163e185',
      'SendPicsInfo.PicList.item.1.PicMd5Sum': '2b5f7c23b5bf75682a53e7b6d163e185',
    }),
    key: `${name}:photos:${AT}`,
  })),
  {
    name: 'location_select',
    xml: event(
      'location_select',
      `${key('place')}<SendLocationInfo><Location_X><![CDATA[28.6]]></Location_X><Location_Y><![CDATA[115.8]]></Location_Y><Scale><![CDATA[16]]></Scale><Label><![CDATA[公园]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>`,
    ),
    said: saidAs('location_select', {
      EventKey: 'place',
      'SendLocationInfo.Location_X': '28.6',
      'SendLocationInfo.Location_Y': '115.8',
      'SendLocationInfo.Scale': '16',
      'SendLocationInfo.Label': '公园',
    }),
    key: `location_select:place:${AT}`,
  },
  {
    name: 'template_card_event',
    xml: event(
      'template_card_event',
      `${key('submit')}<TaskId><![CDATA[t-9]]></TaskId><CardType><![CDATA[vote_interaction]]></CardType><ResponseCode><![CDATA[R1]]></ResponseCode><SelectedItems><SelectedItem><QuestionKey><![CDATA[q]]></QuestionKey><OptionIds><OptionId><![CDATA[1]]></OptionId><OptionId><![CDATA[2]]></OptionId></OptionIds></SelectedItem></SelectedItems>`,
    ),
    said: { type: 'choice', key: 'submit' },
    key: `template_card_event:submit:t-9:R1:${AT}`,
  },
  {
    name: 'template_card_menu_event',
    xml: event(
      'template_card_menu_event',
      `${key('later')}<TaskId><![CDATA[t-9]]></TaskId><CardType><![CDATA[text_notice]]></CardType><ResponseCode><![CDATA[R2]]></ResponseCode>`,
    ),
    said: { type: 'choice', key: 'later' },
    key: `template_card_menu_event:later:t-9:R2:${AT}`,
  },
  {
    name: 'batch_job_result',
    head: sys,
    xml: event(
      'batch_job_result',
      '<BatchJob><JobId><![CDATA[S0MrnndvRG5fadSlLwiBqiDDbM143UqTmKP3152FZk4]]></JobId><JobType><![CDATA[sync_user]]></JobType><ErrCode>0</ErrCode><ErrMsg><![CDATA[ok]]></ErrMsg></BatchJob>',
    ),
    said: saidAs('batch_job_result', {
      'BatchJob.JobId': 'S0MrnndvRG5fadSlLwiBqiDDbM143UqTmKP3152FZk4',
      'BatchJob.JobType': 'sync_user',
      'BatchJob.ErrCode': '0',
      'BatchJob.ErrMsg': 'ok',
    }),
    key: `batch_job_result:${AT}`,
  },
  {
    name: 'change_contact update_user: the old id and the new one, in small letters, and no contact details',
    head: sys,
    xml: event(
      'change_contact',
      '<ChangeType>update_user</ChangeType><UserID><![CDATA[zhangsan]]></UserID><NewUserID><![CDATA[Zhang.San]]></NewUserID><Name><![CDATA[某人]]></Name><Department><![CDATA[1,2]]></Department><Mobile>13000000000</Mobile><Email><![CDATA[a@example.org]]></Email><Address><![CDATA[某处]]></Address><ExtAttr><Item><Name><![CDATA[爱好]]></Name><Type>0</Type><Text><Value><![CDATA[读书]]></Value></Text></Item></ExtAttr>',
    ),
    said: saidAs('renamed', { user: 'zhangsan', newUser: 'zhang.san' }),
    key: `change_contact:update_user:zhangsan:${AT}`,
  },
  {
    name: 'change_contact update_user: no new id',
    head: sys,
    xml: event(
      'change_contact',
      '<ChangeType>update_user</ChangeType><UserID><![CDATA[zhangsan]]></UserID><Name><![CDATA[某人]]></Name><Department><![CDATA[1,2]]></Department>',
    ),
    said: saidAs('change_contact', { ChangeType: 'update_user', UserID: 'zhangsan', Department: '1,2' }),
    key: `change_contact:update_user:zhangsan:${AT}`,
  },
  {
    name: 'change_contact delete_party',
    head: sys,
    xml: event('change_contact', '<ChangeType>delete_party</ChangeType><Id>2</Id>'),
    said: saidAs('change_contact', { ChangeType: 'delete_party', Id: '2' }),
    key: `change_contact:delete_party:2:${AT}`,
  },
  {
    name: 'change_contact update_tag',
    head: sys,
    xml: event(
      'change_contact',
      '<ChangeType>update_tag</ChangeType><TagId>1</TagId><AddUserItems><![CDATA[a,b]]></AddUserItems>',
    ),
    said: saidAs('change_contact', { ChangeType: 'update_tag', TagId: '1', AddUserItems: 'a,b' }),
    key: `change_contact:update_tag:1:${AT}`,
  },
  {
    name: 'open_approval_change: acknowledged, not taken in',
    head: { FromUserName: 'sys' },
    xml: event(
      'open_approval_change',
      '<ApprovalInfo><ThirdNo><![CDATA[2]]></ThirdNo><ApplyUserName><![CDATA[某人]]></ApplyUserName><ApprovalNodes><ApprovalNode><Items><Item><ItemName><![CDATA[某人]]></ItemName></Item></Items></ApprovalNode></ApprovalNodes></ApprovalInfo>',
    ),
    said: saidAs('open_approval_change'),
    key: `open_approval_change:${AT}`,
  },
  ...[
    'share_agent_change',
    'share_chain_change',
    'close_inactive_agent',
    'reopen_inactive_agent',
    'low_active',
    'active_restored',
  ].map((name) => ({
    name,
    head: { FromUserName: 'sys' },
    xml: event(name),
    said: saidAs(name),
    key: `${name}:${AT}`,
  })),
  ...['inactive_alert', 'low_active_alert'].map((name) => ({
    name,
    head: { FromUserName: 'sys' },
    xml: event(name, '<EffectTime>1763700000</EffectTime>'),
    said: saidAs(name, { EffectTime: '1763700000' }),
    key: `${name}:${AT}`,
  })),
  {
    name: 'kf_msg_or_event: from nobody, its token not kept',
    head: { FromUserName: null, AgentID: null },
    xml: event(
      'kf_msg_or_event',
      '<Token><![CDATA[ENCApHxnGDNAVNY4AaSJKj4Tb5mw]]></Token><OpenKfId><![CDATA[wkxxx]]></OpenKfId>',
    ),
    said: saidAs('kf_msg_or_event', { OpenKfId: 'wkxxx' }),
    key: `kf_msg_or_event:${AT}`,
  },
  {
    name: 'an event that nobody has heard of',
    xml: event('brand_new', '<Thing><Of><Tomorrow>1</Tomorrow></Of></Thing>'),
    said: saidAs('brand_new', { 'Thing.Of.Tomorrow': '1' }),
    key: `brand_new:${AT}`,
  },
]

/** The platform's own number of a message, by which pictures of one second keep their order; events have none. */
export const serialIn = (xml: string): { serial?: string } => {
  const serial = /<MsgId>(\d+)<\/MsgId>/.exec(xml)?.[1]
  return serial === undefined ? {} : { serial }
}
