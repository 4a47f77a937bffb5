/** The part of sax that is used; the package has no types of its own. */
declare module 'sax' {
  export interface Parser {
    onerror: (error: Error) => void
    ondoctype: (doctype: string) => void
    onopentag: (tag: { name: string; attributes: Record<string, unknown> }) => void
    ontext: (text: string) => void
    onclosetag: (name: string) => void
    write(text: string): Parser
    close(): Parser
  }
  const sax: { parser(strict: boolean, options: { strictEntities: boolean }): Parser }
  export default sax
}
