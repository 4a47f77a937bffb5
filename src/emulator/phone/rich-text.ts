import { h, type FunctionalComponent, type VNodeChild } from 'vue'

/**
 * Turns the little markup the platform knows into elements, never into HTML text: whatever is not recognised stays visible
 * as it was typed. Only http and https become links.
 */
type Markup = 'text' | 'markdown' | 'card'

const LINK = /^https?:\/\/[^\s<>"'「」，。；！？、（）]+/i
const ANCHOR = /^<a\s[^>]*?href=["']?(https?:\/\/[^"'\s>]+)["']?[^>]*>([^<]*)<\/a>/i
const COLOURED = /^<font\s+color=["']?(info|comment|warning)["']?>([\s\S]*?)<\/font>/i
const NAMED_LINK = /^\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/i
const BOLD = /^\*\*([^*\n]+)\*\*/
const CODE = /^`([^`\n]+)`/

const link = (href: string, label: string) =>
  h('a', { href, target: '_blank', rel: 'noopener noreferrer', class: 'link' }, label)

function inline(text: string, markup: Markup): VNodeChild[] {
  const out: VNodeChild[] = []
  let plain = ''
  const put = (node: VNodeChild) => {
    if (plain) out.push(plain)
    plain = ''
    out.push(node)
  }
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at)
    let match: RegExpExecArray | null
    if ((match = LINK.exec(rest))) put(link(match[0], match[0]))
    else if ((match = ANCHOR.exec(rest))) put(link(match[1]!, match[2]!))
    else if (markup === 'markdown' && (match = COLOURED.exec(rest)))
      put(h('span', { class: `font-${match[1]!.toLowerCase()}` }, inline(match[2]!, markup)))
    else if (markup === 'markdown' && (match = NAMED_LINK.exec(rest))) put(link(match[2]!, match[1]!))
    else if (markup === 'markdown' && (match = BOLD.exec(rest))) put(h('strong', inline(match[1]!, markup)))
    else if (markup === 'markdown' && (match = CODE.exec(rest))) put(h('code', match[1]!))
    else {
      plain += text[at]
      at += 1
      continue
    }
    at += match[0].length
  }
  if (plain) out.push(plain)
  return out
}

function markdownLine(line: string): VNodeChild {
  const heading = /^(#{1,6})\s+(.+)$/.exec(line)
  if (heading) return h('p', { class: `heading heading-${heading[1]!.length}` }, inline(heading[2]!, 'markdown'))
  const quote = /^>\s?(.*)$/.exec(line)
  if (quote) return h('blockquote', inline(quote[1]!, 'markdown'))
  const item = /^\s*(?:[-*]|\d+\.)\s+(.+)$/.exec(line)
  if (item) return h('p', { class: 'item' }, inline(line.trim().replace(/^[-*]\s/, '· '), 'markdown'))
  return h('p', line.trim() === '' ? ' ' : inline(line, 'markdown'))
}

/** A text card's description: `<div class="gray|normal|highlight">` and line breaks are all it may hold. */
function cardParts(text: string): VNodeChild[] {
  return text
    .replace(/<br\s*\/?>/gi, '\n')
    .split(/(<div(?:\s+class=["']?(?:gray|normal|highlight)["']?)?>[\s\S]*?<\/div>)/i)
    .filter((part) => part !== '')
    .map((part) => {
      const div = /^<div(?:\s+class=["']?(gray|normal|highlight)["']?)?>([\s\S]*)<\/div>$/i.exec(part)
      return h(
        'div',
        { class: div ? `card-${(div[1] ?? 'normal').toLowerCase()}` : 'card-normal' },
        inline(div ? div[2]! : part, 'card'),
      )
    })
}

export const RichText: FunctionalComponent<{ text: string; markup: Markup }> = ({ text, markup }) => {
  if (markup === 'markdown') return text.split('\n').map(markdownLine)
  return markup === 'card' ? cardParts(text) : inline(text, markup)
}
RichText.props = ['text', 'markup']
