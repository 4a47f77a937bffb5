import { describe, expect, it } from '@jest/globals'
import { numberedBefore } from '../../src/kernel/numbered.js'

describe('the order of two messages of one second', () => {
  it('is that of numbers which rise with time, of any length', () => {
    expect(numberedBefore('7700000000000000001', '7700000000000000002')).toBe(true)
    expect(numberedBefore('7700000000000000002', '7700000000000000001')).toBe(false)
    expect(numberedBefore('99', '100')).toBe(true)
    expect(numberedBefore('9999999999999999999', '10000000000000000000')).toBe(true)
    expect(numberedBefore('22963412308974326', '22963412322974326')).toBe(true)
  })

  it('is not told by numbers drawn by chance, one and the same number, or none', () => {
    expect(numberedBefore('1200000000000000000', '8700000000000000000')).toBe(false)
    expect(numberedBefore('8700000000000000000', '1200000000000000000')).toBe(false)
    expect(numberedBefore('7', '7')).toBe(false)
    expect(numberedBefore(undefined, '7')).toBe(false)
    expect(numberedBefore('7', undefined)).toBe(false)
  })
})
