/** Names that Windows keeps for devices, whatever comes behind the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * What somebody wrote as one part of a path on any system: no separators, no control or invisible characters, no dot or space at an end, at
 * most `most` characters. Never empty, never `..`.
 */
export function safeName(text: string, most = 40): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
  const cut = [...plain]
    .slice(0, most)
    .join('')
    .replace(/^[. ]+|[. ]+$/g, '')
  return cut === '' ? '未命名' : DEVICE.test(cut) ? `_${cut}` : cut
}
