import sax, { type Parser } from 'sax'

export interface XmlListener {
  open(name: string, attributes: Record<string, string>): void
  text(text: string): void
  close(name: string): void
}

const DEEPEST = 200

/** Not sound XML, or with declarations of its own: such files are not made by Word. */
export class BadXml extends Error {}

/** Goes through an XML text once. No entities but the five of XML are known, and a DOCTYPE is refused, so nothing is fetched or blown up. */
export function walkXml(xml: string, listener: XmlListener): void {
  const parser = sax.parser(true, { strictEntities: true })
  let depth = 0
  const handlers: Partial<Parser> = {
    onerror(error) {
      throw new BadXml(error.message)
    },
    ondoctype() {
      throw new BadXml('a DOCTYPE')
    },
    onopentag({ name, attributes }) {
      depth += 1
      if (depth > DEEPEST) throw new BadXml('nested too deep')
      listener.open(name, attributes as Record<string, string>)
    },
    ontext: (text) => listener.text(text),
    onclosetag(name) {
      depth -= 1
      listener.close(name)
    },
  }
  Object.assign(parser, handlers)
  parser.write(xml).close()
}
