import { z } from 'zod'
import type { Instant } from '../../kernel/clock.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import type { RawRequest } from '../channel.js'
import { openEnvelope, type EnvelopeSettings, type Opened } from './envelope.js'
import { readXml, type XmlElement } from './xml.js'

const encrypted = z.object({ Encrypt: z.string().min(1) })

/** What was sealed in a callback whose XML is `outer`. Problems: `envelope.encrypt` (nothing was), those of `openEnvelope` and `readXml`. */
export async function openSealed(
  envelope: EnvelopeSettings,
  query: RawRequest['query'],
  outer: XmlElement,
  now: Instant,
): Promise<Outcome<{ xml: XmlElement; opened: Opened }>> {
  const sealed = encrypted.safeParse(outer)
  if (!sealed.success) return fail('envelope.encrypt')
  const opened = openEnvelope(envelope, query, sealed.data.Encrypt, now)
  if (!opened.ok) return opened
  const xml = await readXml(opened.value.plaintext)
  return xml.ok ? ok({ xml: xml.value, opened: opened.value }) : xml
}
