/** What one person is given: cut out and handed to her. */
export interface Card {
  organisation: string
  contact: string
  code: string
  /** The day on which the code ends, `2026-12-20`; null when it never does. */
  endsOn: string | null
  /** The QRs that lead to the hub's official accounts, each with its code inside. */
  pictures: Uint8Array[]
}

/** Where the people of a hub can come to it. */
export interface Ways {
  wecom: boolean
  wechat: boolean
}

/** A page of cards for A4 paper. It needs nothing but itself: pictures are inside, and it runs no script. */
export const invitePage = (hub: string, cards: Card[], ways: Ways): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(hub)} 邀请码</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(hub)} · 简报邀请码</h1>
<p class="note">沿虚线剪开，一人一张。邀请码认人，别贴在墙上，也别发到群里。</p>
<main>
${cards.map((card) => cardHtml(hub, card, ways)).join('\n')}
</main>
</body>
</html>
`

function cardHtml(hub: string, { organisation, contact, code, endsOn, pictures }: Card, ways: Ways): string {
  const steps = [comeBy(hub, pictures.length, ways), '把邀请码发给它', '它问你是不是本人，回复 1']
  if (pictures.length > 0) steps[1] += '（扫码来的不用发）'
  return `<section>
<p class="organisation">${escaped(organisation)}</p>
<h2>${escaped(contact)}</h2>
${pictures.map((picture) => `<img src="${dataUri(picture)}" alt="微信扫码">`).join('')}
<p class="code">${escaped(code.slice(0, 4))} ${escaped(code.slice(4))}</p>
<ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>
<p class="until">只能用一次${endsOn === null ? '' : `，请在 ${escaped(endsOn)} 以前用`}</p>
</section>`
}

/** The first step, by the ways there are. */
function comeBy(hub: string, pictures: number, { wecom, wechat }: Ways): string {
  const scan = pictures > 1 ? '用微信扫其中一个码关注' : '用微信扫码关注'
  const follow = pictures > 0 ? scan : wechat ? `在微信里关注${hub}的公众号` : null
  const open = wecom ? `在企业微信里打开${hub}的应用` : null
  return [follow, open].filter((way) => way !== null).join('，或') || `打开${hub}的公众号或应用`
}

const dataUri = (picture: Uint8Array): string =>
  `data:image/${picture[0] === 0x89 ? 'png' : 'jpeg'};base64,${Buffer.from(picture).toString('base64')}`

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)

const STYLE = `
@page { size: A4; margin: 12mm }
* { box-sizing: border-box; margin: 0 }
body { font: 11pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #222; max-width: 186mm; margin: 8mm auto }
h1 { font-size: 15pt }
.note { color: #666; margin: 1mm 0 4mm }
main { display: grid; grid-template-columns: 1fr 1fr; padding: 0.15mm }
section { border: 0.3mm dashed #999; margin: -0.15mm; padding: 5mm; break-inside: avoid; overflow-wrap: anywhere; text-align: center; min-width: 0 }
.organisation { color: #555 }
h2 { font-size: 14pt }
img { width: 34mm; height: 34mm; margin: 3mm 1mm 0; object-fit: contain }
.code { font: 700 21pt/1.4 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; margin-top: 2mm; white-space: nowrap }
ol { text-align: left; padding-left: 1.4em; margin-top: 1mm }
.until { color: #666; font-size: 9pt; margin-top: 2mm }
@media print { body { margin: 0; max-width: none } }
@media (max-width: 480px) { main { grid-template-columns: 1fr } body { margin: 4mm } }
`
