import { describe, expect, it } from '@jest/globals'
import { fileNameIn } from '../../../src/channels/tencent/media.js'

describe('the name of a file', () => {
  const utf8 = (text: string): string => Buffer.from(text).toString('latin1')
  it.each<[string | null, string | null]>([
    [null, null],
    ['attachment', null],
    ['attachment; filename="a.jpg"', 'a.jpg'],
    ['attachment; filename=a.jpg', 'a.jpg'],
    [utf8('attachment; filename="三月简报.docx"'), '三月简报.docx'],
    ['attachment; filename="%E4%B8%89%E6%9C%88.docx"', '三月.docx'],
    ['attachment; filename="x.docx"; filename*=UTF-8\'\'%E4%B8%89%E6%9C%88.docx', '三月.docx'],
    ['attachment; filename="100%.txt"', '100%.txt'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="..%2F..%2Fetc%2Fpasswd"', 'passwd'],
    ['attachment; filename="C:\\\\Users\\\\x\\\\a.jpg"', 'a.jpg'],
    ['attachment; filename="..hidden"', 'hidden'],
    ['attachment; filename="a%00b%0D%0Ac.jpg"', 'abc.jpg'],
    ['attachment; filename="\u202Egpj.exe"'.replace('\u202E', utf8('\u202E')), 'gpj.exe'],
    ['attachment; filename="///"', null],
    [`attachment; filename="${'a'.repeat(300)}.jpg"`, `${'a'.repeat(96)}.jpg`],
  ])('%j → %j', (header, name) => {
    expect(fileNameIn(header)).toBe(name)
  })
})
