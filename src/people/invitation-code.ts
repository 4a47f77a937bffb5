/** Letters and digits that are not taken for one another when read aloud or copied by hand: no 0 O 1 I L U. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LENGTH = 8

/** A code from as many random bytes as it has characters. */
export const codeFrom = (random: Uint8Array): string =>
  [...random.subarray(0, CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('')

/** The invitation code in what a person typed («邀请码：abcd-2345»), in capitals without spaces and hyphens, or null. */
export function codeIn(text: string): string | null {
  if (text.length > 200) return null
  const found = /(?<![0-9a-z])[0-9a-z](?:[ -]?[0-9a-z]){7}(?![0-9a-z])/iu.exec(text.normalize('NFKC'))
  return found ? found[0].replace(/[ -]/gu, '').toUpperCase() : null
}

/** The scene of a QR that carries an invitation. */
export const sceneOf = (code: string): string => `jb_${code}`

/** The code in a scene of ours, or null for a scene that somebody else made. */
export const codeOfScene = (scene: string): string | null =>
  scene.length === 3 + CODE_LENGTH && scene.startsWith('jb_') ? codeIn(scene.slice(3)) : null
