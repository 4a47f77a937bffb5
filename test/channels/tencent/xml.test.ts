import { describe, expect, it } from '@jest/globals'
import { cdata, readXml, XML_LIMIT } from '../../../src/channels/tencent/xml.js'

const nested = (depth: number): string => `<xml>${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}</xml>`

describe('readXml', () => {
  it('reads strings, with what people typed left as it is', async () => {
    const typed = '  两行\n<!DOCTYPE html> & </xml> <xml> <?php ]]> \u{1F468}\u200D\u{1F469}\u200D\u{1F467}  '
    const read = await readXml(
      `<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n<Content>${cdata(typed)}</Content><MsgId>4561255354251345929</MsgId><E></E></xml>\n`,
    )
    expect(read).toEqual({ ok: true, value: { Content: typed, MsgId: '4561255354251345929', E: '' } })
  })

  it('makes an array of what stands twice', async () => {
    expect(await readXml('<xml><a>1</a><a>2</a></xml>')).toEqual({ ok: true, value: { a: ['1', '2'] } })
  })

  it('reads as deep as the platforms write', async () => {
    expect(await readXml(nested(8))).toMatchObject({ ok: true })
  })

  it.each<[string, string, string]>([
    ['nothing', '', 'xml.root'],
    ['no XML', '{"encrypt":"x"}', 'xml.root'],
    ['another root', '<html><a>1</a></html>', 'xml.root'],
    ['an empty root', '<xml></xml>', 'xml.content'],
    ['text only', '<xml>x</xml>', 'xml.content'],
    ['a second root', '<xml><a>1</a></xml><xml><a>2</a></xml>', 'xml.root'],
    ['something behind', '<xml><a>1</a></xml>x', 'xml.root'],
    ['something before', 'x<xml><a>1</a></xml>', 'xml.root'],
    ['a root in the root', '<xml><xml><a>1</a></xml></xml>', 'xml.root'],
    ['a DOCTYPE', '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><a>&a;</a></xml>', 'xml.markup'],
    ['a DOCTYPE in lower case', '<!doctype xml><xml><a>1</a></xml>', 'xml.markup'],
    ['an entity inside', '<xml><!ENTITY a "b"><a>1</a></xml>', 'xml.markup'],
    ['a comment', '<xml><!-- <a>0</a> --><a>1</a></xml>', 'xml.markup'],
    ['an instruction', '<xml><?xml-stylesheet href="x"?><a>1</a></xml>', 'xml.markup'],
    ['CDATA that does not end', '<xml><a><![CDATA[1</a></xml>', 'xml.markup'],
    ['an unknown entity', '<xml><a>&a;</a></xml>', 'xml.malformed'],
    ['cut in an element', '<xml><a>1</a', 'xml.root'],
    ['cut in a name', '<xml><a>1</a><b</xml>', 'xml.malformed'],
    ['crossed elements', '<xml><a><b>1</a></b></xml>', 'xml.malformed'],
    ['an attribute', '<xml><a b="1">1</a></xml>', 'xml.content'],
    ['text beside elements', '<xml>x<a>1</a></xml>', 'xml.content'],
    ['too deep', nested(9), 'xml.content'],
    ['much too deep', nested(9_000), 'xml.content'],
    ['names of functions', '<xml><constructor>1</constructor></xml>', 'xml.content'],
    ['too long', `<xml><a>${'中'.repeat(XML_LIMIT / 3)}</a></xml>`, 'xml.too_long'],
  ])('refuses %s', async (_name, text, code) => {
    expect(await readXml(text)).toEqual({ ok: false, problem: { code } })
  })
})

it('leaves out of CDATA what XML cannot carry', () => {
  expect(cdata('a\u0000\u0007b\tc\n')).toBe('<![CDATA[ab\tc\n]]>')
})
