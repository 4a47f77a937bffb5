import { stringify } from 'yaml'

/** The text of a form file with this content, and where it came from. */
export const formFileText = (data: object, source: string): string =>
  `# 从 ${source.replace(/[\r\n]+/g, ' ')} 导入 / imported from it\n${stringify(data, { lineWidth: 0 })}`
