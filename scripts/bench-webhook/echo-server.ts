import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import Koa from 'koa'
import getRawBody from 'raw-body'
import { parseStringPromise } from 'xml2js'
import { serve } from './child.js'
import { APP } from './people.js'

/** The yardstick: what any bot of this platform must do in JavaScript, and nothing else. It keeps no state and says back what it heard. */
const { token, encodingAesKey, corpId } = APP

const parsed = async (text: string) =>
  (await parseStringPromise(text, { explicitArray: false, explicitRoot: false })) as Record<string, string>

const app = new Koa()
app.use(async (ctx) => {
  const body = await getRawBody(ctx.req, { length: ctx.request.length, limit: '64kb', encoding: 'utf8' })
  const { Encrypt = '' } = await parsed(body)
  const { msg_signature, timestamp, nonce } = ctx.query as Record<string, string>
  if (getSignature(token, timestamp ?? '', nonce ?? '', Encrypt) !== msg_signature) return ctx.throw(403)
  const said = await parsed(decrypt(encodingAesKey, Encrypt).message)
  const now = Math.floor(Date.now() / 1000)
  const reply =
    `<xml><ToUserName><![CDATA[${said['FromUserName']}]]></ToUserName><FromUserName><![CDATA[${said['ToUserName']}]]></FromUserName>` +
    `<CreateTime>${now}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${said['Content']}]]></Content></xml>`
  const sealed = encrypt(encodingAesKey, reply, corpId)
  ctx.type = 'text/xml'
  ctx.body =
    `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${getSignature(token, now, nonce ?? '', sealed)}]]></MsgSignature>` +
    `<TimeStamp>${now}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  serve(`http://127.0.0.1:${address.port}`, async () => void server.close())
})
