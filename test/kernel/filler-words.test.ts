import { expect, it } from '@jest/globals'
import { besideIn } from '../../src/kernel/breakdown.js'
import { readHeadcount, showHeadcount } from '../../src/kernel/headcount-words.js'
import { findMoney } from '../../src/kernel/money-words.js'

it.each([
  ['那就二十五六个', '二十五六个人'],
  ['那就90人', '90人'],
  ['还是3个', '3人'],
])('filler is nobody who came: %s', (text, shown) => {
  const read = readHeadcount(text)
  expect(read && showHeadcount(read)).toBe(shown)
})

it.each([
  ['40户，共120人', ['40户']],
  ['15户，共52人', ['15户']],
  ['32人，其中志愿者5人', []],
])('households beside people are counted by themselves: %s', (text, units) =>
  expect(besideIn(readHeadcount(text)?.breakdown ?? []).map(({ min, unit }) => `${min}${unit}`)).toEqual(units),
)

it.each([
  ['住宿三晚一晚一百九', 57_000],
  ['打车4趟每趟35元', 14_000],
  ['三晚190一晚', 57_000],
])('so many and what each was is one sum: %s', (text, fen) => expect(findMoney(text)?.money.minFen).toBe(fen))
