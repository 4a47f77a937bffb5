import type { World } from './world.js'

/**
 * What is left of a text after `bytes` bytes of UTF-8. The platform cuts where the byte falls:
 * half a character shows as the replacement mark.
 */
export function cutAt(world: World, text: string, bytes: number): string {
  const whole = Buffer.from(text, 'utf8')
  if (whole.length <= bytes) return text
  world.cuts++
  return whole.subarray(0, bytes).toString('utf8')
}

/** The same for limits in characters. */
export function cutAtCharacters(world: World, text: string, characters: number): string {
  const whole = Array.from(text)
  if (whole.length <= characters) return text
  world.cuts++
  return whole.slice(0, characters).join('')
}
