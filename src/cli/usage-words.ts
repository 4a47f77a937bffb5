/** What commander says about a wrong call, and how we say it. The English stays behind it. */
const SAYINGS: [RegExp, (...parts: string[]) => string][] = [
  [
    /^option '(--[\w-]+).*' argument '(.*)' is invalid\. Allowed choices are (.+)\.$/s,
    (option, given, choices) => `${option} 只能是 ${choices.replaceAll(', ', '、')}，不能是「${given}」`,
  ],
  [/^required option '(--[\w-]+).*' not specified$/, (option) => `少了 ${option}`],
  [/^option '(--[\w-]+).*' argument missing$/, (option) => `${option} 后面要写内容`],
  [/^unknown option '(.+?)'(?:\s+\(Did you mean (.+)\?\))?$/s, (option, near) => `不认识的选项 ${option}${or(near)}`],
  [
    /^unknown command '(.+?)'(?:\s+\(Did you mean (.+)\?\))?$/s,
    (command, near) => `没有 ${command} 这个命令${or(near)}`,
  ],
  [/^missing required argument '(.+)'$/, (argument) => `少了 ${argument === 'file' ? '文件名' : argument}`],
  [
    /^too many arguments(?: for '(.+)')?\. Expected (\d+)/,
    (command, most) => `${command} 后面最多写 ${most} 项，写多了`,
  ],
]

const or = (near: string | undefined): string => (near ? `，是不是 ${near}？` : '')

/** A complaint of commander (`error: …`) as a line for the person who typed the command, Chinese first. */
export function usageFault(complaint: string): string {
  const english = complaint.replace(/^error: /, '').trim()
  for (const [pattern, say] of SAYINGS) {
    const match = pattern.exec(english)
    if (match) return `用法有误：${say(...match.slice(1))} / wrong usage: ${english.replace(/\s+/g, ' ')}\n`
  }
  return `用法有误 / wrong usage: ${english}\n`
}

const TITLES: Record<string, string> = {
  'Usage:': '用法',
  'Options:': '选项',
  'Commands:': '命令',
  'Arguments:': '参数',
}

/** A heading of the help, Chinese first. */
export const helpTitle = (title: string): string => (TITLES[title] ? `${TITLES[title]} / ${title}` : title)
