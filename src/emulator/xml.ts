import { parseStringPromise } from 'xml2js'
import { type Outcome, fail, ok } from '../kernel/outcome.js'

/** Numbers are written bare, strings as CDATA, a list repeats its element. */
export type XmlValue = string | number | bigint | XmlFields | XmlFields[]
export interface XmlFields {
  [element: string]: XmlValue
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

function element(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('')
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`
  if (typeof value === 'object') return `<${name}>${elements(value)}</${name}>`
  return `<${name}>${value}</${name}>`
}

const elements = (fields: XmlFields) =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('')

export const writeXml = (fields: XmlFields): string => `<xml>${elements(fields)}</xml>`

/** Text, elements below by name, or several of one name. */
export type XmlNode = string | { [element: string]: XmlNode } | XmlNode[]

/** What stands below `<xml>`. Problem: `xml.unreadable`. */
export async function readXml(text: string): Promise<Outcome<{ [element: string]: XmlNode }>> {
  if (/<!DOCTYPE/i.test(text)) return fail('xml.unreadable')
  try {
    const root = ((await parseStringPromise(text, { explicitArray: false })) as { xml?: XmlNode } | null)?.xml
    return typeof root === 'object' && !Array.isArray(root) ? ok(root) : fail('xml.unreadable')
  } catch {
    // xml2js throws on everything that is not XML; what was wrong with it interests nobody
    return fail('xml.unreadable')
  }
}

/** The text of an element, or null where it is missing, empty of text or more than text. */
export const textOf = (node: XmlNode | undefined): string | null => (typeof node === 'string' ? node : null)
