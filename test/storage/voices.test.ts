import { expect, it } from '@jest/globals'
import { SILENCE } from '../../src/emulator/said.js'
import { examineVoice } from '../../src/storage/voices.js'

const bytes = (start: string | number[]) => Buffer.concat([Buffer.from(start as string, 'latin1'), Buffer.alloc(600)])
const ogg = (codec: string) => bytes(`OggS\0\x02${'\0'.repeat(20)}\x01\x50${codec}`)

it.each([
  ['AMR as the platforms send it', SILENCE, 'amr'],
  ['wide-band AMR', bytes('#!AMR-WB\n'), 'amr'],
  ['Speex in Ogg', ogg('Speex   '), 'spx'],
  [
    'MP3 with a tag',
    Buffer.concat([bytes('ID3\x03\0\0\0\0\0\0').subarray(0, 10), bytes([0xff, 0xfb, 0x90, 0x44])]),
    'mp3',
  ],
])('%s is a voice message', async (_what, file, format) => {
  expect(await examineVoice(file)).toEqual({ ok: true, value: { format } })
})

it.each([
  ['nothing', Buffer.alloc(0), 'voice.empty'],
  ['an error as JSON', Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}'), 'voice.none'],
  ['a page', Buffer.from('<!doctype html><html></html>'), 'voice.none'],
  ['a picture', bytes([0xff, 0xd8, 0xff, 0xe0]), 'voice.none'],
  ['music of another kind', ogg('\x7fFLAC'), 'voice.none'],
  ['a file beyond all sense', Buffer.concat([SILENCE, Buffer.alloc(5 * 1024 * 1024)]), 'voice.too_big'],
])('%s is none', async (_what, file, code) => {
  expect(await examineVoice(file)).toMatchObject({ ok: false, problem: { code } })
})
