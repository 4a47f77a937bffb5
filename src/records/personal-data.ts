import { PERSONAL } from '../kernel/personal.js'

/** What stands in its place. */
export const HIDDEN = '（不公开）'

/** A text without telephones, identity and bank cards, addresses of mail and WeChat, and these names. */
export const hidden = (text: string, names: readonly string[] = []): string =>
  names
    .filter((name) => name.length > 1)
    .reduce((rest, name) => rest.replaceAll(name, HIDDEN), text)
    .replace(PERSONAL, HIDDEN)
