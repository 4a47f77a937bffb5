import { ref, watchEffect } from 'vue'

export type Language = 'zh-CN' | 'en'

const words = {
  product: ['简报', 'Jianbao'],
  tagline: ['公益小额资助的微信填报', 'Small-grant reporting inside WeChat'],
  emulator: ['手机模拟器', 'Phone emulator'],
  me: ['我是', 'I am'],
  others: ['换一个人', 'Someone else'],
  change: ['换人', 'Switch'],
  people: ['人员', 'People'],
  search: ['搜索姓名或机构', 'Search name or organisation'],
  nobody: ['没有找到', 'Nobody found'],
  apps: ['应用', 'App'],
  unbound: ['应用未接通', 'App not connected'],
  connected: ['应用已接通', 'App connected'],
  invisible: ['不在可见范围', 'Not in the visible range'],
  inactive: ['已停用', 'Disabled'],
  welcome: ['和机器人聊天，填一份工作简报', 'Fill in a work brief by chatting with a bot'],
  welcomeAs: ['这是一部模拟手机，你现在是', 'This is an emulated phone, and you are'],
  tryFirst: ['先发送邀请码', 'First send the invitation code'],
  tryTap: ['点一下，填到下面的输入框，再按发送', 'Tap to put it into the input below, then send'],
  hello: ['你好', 'Hello'],
  greetFirst: ['先打个招呼，发送', 'First say'],
  thenAnswer: ['再照提示回复，一题一题填', 'Then reply with the numbers the bot gives, question by question'],
  simulated: ['模拟时间', 'Simulated time'],
  typing: ['对方正在输入…', 'Typing…'],
  reconnecting: ['连接断开，正在重新连接…', 'Connection lost, reconnecting…'],
  starting: ['正在连接模拟器…', 'Connecting to the emulator…'],
  noPeople: ['模拟器里还没有应用和成员', 'The emulator holds no app and no members yet'],
  newMessages: ['新消息', 'New messages'],
  messageInput: ['输入消息', 'Message'],
  send: ['发送', 'Send'],
  holdToTalk: ['按住 说话', 'Hold to talk'],
  release: ['松开 发送', 'Release to send'],
  voice: ['语音', 'Voice'],
  keyboard: ['键盘', 'Keyboard'],
  emoji: ['表情', 'Emoji'],
  more: ['更多', 'More'],
  files: ['从电脑选择', 'From this computer'],
  ownPhotos: ['手机相册', 'Photo library'],
  location: ['位置', 'Location'],
  enter: ['进入应用', 'Enter the app'],
  entered: ['已进入应用', 'You entered the app'],
  samplePlace: ['枢纽机构活动室', 'Hub activity room'],
  quickReplies: ['快捷回复', 'Quick replies'],
  album: ['示例相册', 'Sample album'],
  painting: ['正在冲洗照片…', 'Developing the photos…'],
  preview: ['预览', 'Preview'],
  cancel: ['取消', 'Cancel'],
  close: ['关闭', 'Close'],
  atMost: ['一次最多选 9 张', 'Nine photos at most'],
  unreadable: ['浏览器打不开这张图片', 'The browser cannot open this picture'],
  select: ['选择', 'Select'],
  photo: ['照片', 'Photo'],
  image: ['图片', 'Image'],
  file: ['文件', 'File'],
  open: ['打开', 'Open'],
  details: ['详情', 'Details'],
  sending: ['正在送达', 'Delivering'],
  failed: ['应用没有收到，点按重发', 'The app did not get it; tap to send again'],
  failedPhotos: ['应用没有收到', 'The app did not get it'],
  wire: ['通信', 'Wire'],
  wireHelp: ['平台与应用之间的每一次往来', 'Every exchange between platform and app'],
  wireEmpty: ['发一条消息，这里就会有动静', 'Send a message and watch it pass here'],
  'wire.text': ['文字消息', 'Text message'],
  'wire.image': ['图片消息', 'Picture'],
  'wire.voice': ['语音消息', 'Voice message'],
  'wire.location': ['位置消息', 'Location'],
  'wire.event:enter_agent': ['进入应用', 'App entered'],
  'wire.event:subscribe': ['加入可见范围', 'Joined the visible range'],
  'wire.event:unsubscribe': ['离开可见范围', 'Left the visible range'],
  'wire.验证回调 URL': ['验证回调 URL', 'Callback address verified'],
  'wire.gettoken': ['取令牌', 'Get a token'],
  'wire.message/send': ['发消息', 'Send a message'],
  'wire.media/get': ['取素材', 'Fetch media'],
  'wire.media/upload': ['传素材', 'Upload media'],
  'wire.user/get': ['读成员', 'Read a member'],
  wireAll: ['全部', 'All'],
  wireOut: ['平台 → 应用', 'Platform → app'],
  wireIn: ['应用 → 平台', 'App → platform'],
  request: ['请求', 'Request'],
  answer: ['回答', 'Answer'],
  violations: ['违规', 'Violations'],
  violationsHelp: ['应用做了平台不允许的事', 'What the app did against the platform’s rules'],
  violationsNone: ['一切守规矩', 'All by the rules'],
  faults: ['故障', 'Faults'],
  faultsHelp: ['让平台出点问题，看应用怎么应对', 'Let the platform misbehave and see how the app copes'],
  start: ['触发', 'Start'],
  stop: ['停止', 'Stop'],
  remaining: ['剩余', 'left'],
  running: ['进行中', 'Running'],
  clock: ['时钟', 'Clock'],
  clockHelp: ['把平台的时间往前拨', 'Move the platform’s time forward'],
  hour: ['+1 小时', '+1 hour'],
  day: ['+1 天', '+1 day'],
  threeDays: ['+3 天', '+3 days'],
  notPossible: ['没有成功', 'That did not work'],
  panes: ['侧栏', 'Side panes'],
} as const satisfies Record<string, readonly [string, string]>

export type Word = keyof typeof words

const stored = localStorage.getItem('language')

export const language = ref<Language>(stored === 'en' ? 'en' : 'zh-CN')

watchEffect(() => {
  localStorage.setItem('language', language.value)
  document.documentElement.lang = language.value
})

export const t = (word: Word): string => words[word][language.value === 'en' ? 1 : 0]

/** What a log entry's title means; titles the page has no words for stand as they are. */
export const wireTitle = (title: string): string =>
  Object.hasOwn(words, `wire.${title}`) ? t(`wire.${title}` as Word) : title
