/**
 * A whole number from 0 up to, not including, `most`, that spreads whatever is called so over it and is the same on every machine. FNV-1a, 32
 * bits.
 */
export function spread(name: string, most: number): number {
  let value = 0x811c9dc5
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193) >>> 0
  return value % most
}
