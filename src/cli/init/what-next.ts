import type { NewAccount } from './settings-file.js'

/** What to do after the file was written, in the order in which it works: the platform asks the service as soon as its page is saved. */
export function whatNext(file: string, publicUrl: string, accounts: NewAccount[]): string {
  const steps = [
    [
      '照 config/hub.example.yaml 写好名单，载入，启动服务（先启动：后台一保存，平台马上来验证）：',
      ['npx jianbao load config/hub.yaml', 'npx jianbao start'],
    ],
    [
      `让反向代理把 ${publicUrl} 的这些路径原样转给服务（listen 里的地址，默认 127.0.0.1:8080）：`,
      [...accounts.map(({ path }) => path), '/files/（工作人员导出的文件）'],
    ],
    ...accounts.map((account) => (account.at[0] === 'wecom' ? wecom : wechat)(publicUrl, account)),
    ['检查一遍，按它说的改，直到没有 ✗：', ['npx jianbao doctor']],
    ['给联系人发邀请码，自己先用一个试试：', ['npx jianbao invite --all']],
  ] satisfies [string, string[]][]
  const lines = steps.flatMap(([title, rest], i) => ['', `${i + 1}. ${title}`, ...rest.map((line) => `     ${line}`)])
  return [`已写入 ${file}，只有你自己能读。接下来：`, ...lines, ''].map((line) => `${line}\n`).join('')
}

const wecom = (publicUrl: string, { path, entry }: NewAccount): [string, string[]] => [
  '打开企业微信管理后台 work.weixin.qq.com：',
  [
    '应用管理 → 你的应用 → 接收消息 → 设置API接收，填好后保存：',
    `  URL             ${publicUrl}${path}`,
    `  Token           ${entry.token}`,
    `  EncodingAESKey  ${entry.encodingAesKey}`,
    '应用管理 → 你的应用 → 企业可信IP → 配置：填这台服务器的公网 IP（npx jianbao doctor 会告诉你是哪个）',
    '应用管理 → 你的应用 → 可见范围：加上所有要填报的人',
  ],
]

const wechat = (publicUrl: string, { path, entry }: NewAccount): [string, string[]] => [
  '打开公众平台 mp.weixin.qq.com：',
  [
    '设置与开发 → 基本配置 → IP白名单：填这台服务器的公网 IP（npx jianbao doctor 会告诉你是哪个）',
    '设置与开发 → 基本配置 → 服务器配置 → 修改配置，填好后提交，再点「启用」：',
    `  URL             ${publicUrl}${path}`,
    `  Token           ${entry.token}`,
    `  EncodingAESKey  ${entry.encodingAesKey}`,
    '  消息加解密方式   安全模式',
    '  （页面上没有「服务器配置」的：developers.weixin.qq.com/platform → 我的业务 → 你的号 → 消息与事件推送）',
    '启用后，公众平台网页上设置的自动回复和自定义菜单不再生效；换上机器人的菜单：npx jianbao menu --set',
  ],
]
