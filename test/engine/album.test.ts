import { describe, expect, it } from '@jest/globals'
import { decodeAlbum } from '../../src/forms/album.js'
import { formNamed, talk, wordsIn, type Talk } from './talk.js'

const WOKEN = { type: 'woken', why: 'album' } as const
const MOST_BYTES = 2000

/** A form at its photos, five to ten, with captions and the question whom they show. */
function atPhotos(photos = 0, language = 'zh-CN', speaksLater = true): Talk {
  const chat = talk(formNamed('gathering.v1'), wordsIn(language), undefined, speaksLater)
  chat.open()
  chat.say('高安志愿者培训')
  for (let i = 0; i < photos; i++) chat.photo()
  return chat
}
const held = ({ session }: Talk) => session.partials['photos']?.value ?? session.answers['photos']?.value ?? null
const photosOf = (chat: Talk) => (held(chat) === null ? [] : decodeAlbum(held(chat)).photos)
/** Message ids start at m2: m1 was the title. */
const inside = (chat: Talk) => photosOf(chat).flatMap(({ photo, state }) => (state === 'out' ? [] : [photo]))
const consents = (chat: Talk) => photosOf(chat).map(({ consent }) => consent ?? null)
const kept = (chat: Talk, photo: string, sha256: string, fingerprint?: string) =>
  chat.find('photos', {
    type: 'picture_kept',
    photo,
    sha256,
    bytes: 1,
    takenAt: null,
    ...(fingerprint && { fingerprint }),
  })
const wakes = (chat: Talk) => chat.effects.filter((e) => e.type === 'wish' && e.wish.type === 'wake').length

describe('an album', () => {
  it('is acknowledged with what is missing, once for each burst', () => {
    const chat = atPhotos(3)
    expect(chat.find('photos', WOKEN)).toBe('收到 3 张；还差 2 张，接着发。')
    expect(chat.find('photos', WOKEN)).toBeNull()
    chat.photo()
    chat.photo()
    expect(chat.find('photos', WOKEN)).toMatch(/^收到 5 张，还差 0 张；给照片写说明/)
    for (let i = 0; i < 6; i++) chat.photo()
    expect(chat.find('photos', WOKEN)).toMatch(/^多了 1 张，最多 10 张，只留下前面的。\n收到 10 张，还差 0 张；/)
    expect(chat.say('完')).toMatch(/^第 1、[^]*10 张没写说明也收下[^]*照片里有没有未成年人/)
    expect(chat.say('2 合影')).toMatch(/^第 2 张的说明记下了：合影。\n还差一个问题：照片里有没有未成年人/)
    expect(chat.say('1')).toMatch(/没写说明的第 1、3-10 张也先收下/)
  })

  it('says in one message what came, what stayed and which cannot be opened', () => {
    const chat = atPhotos(7)
    kept(chat, 'm2', 'a')
    kept(chat, 'm8', 'a')
    const lost = (photo: string, code: string) => chat.find('photos', { type: 'picture_lost', photo, code })
    expect(lost('m6', 'picture.heic')).toBeNull()
    expect(lost('m7', 'picture.none')).toBeNull()
    const said = chat.find('photos', WOKEN)
    expect(said).toMatch(
      /^收到 7 张，留下 4 张（号码不变）。\n第 5 张照片的格式打不开[^\n]+\n第 6 张打不开，不像是照片[^\n]+\n第 7 张和第 1 张一样，只留第 1 张。\n/,
    )
    expect(said).not.toContain('还差 0 张')
    // Nobody is asked for the caption of a picture that did not get here.
    expect(chat.say('1-3 分组讨论')).toMatch(/第 4 张想?还?没?有?/)
    expect(chat.say('4 合影')).not.toMatch(/第 5|第 6/)
    expect(chat.say('完')).toContain('第 5、6 张照片打不开，请再发一次')
    // Told already, it is not told again with the next ones.
    chat.wait(10_000)
    chat.photo()
    expect(chat.find('photos', WOKEN)).toMatch(/^收到 5 张，第 6 张打不开；第 5 张/)
  })

  it('that is one picture which cannot be opened is answered with that alone', () => {
    const chat = atPhotos(1)
    expect(chat.find('photos', { type: 'picture_lost', photo: 'm2', code: 'picture.too_big' })).toBeNull()
    expect(chat.find('photos', WOKEN)).toMatch(/^第 1 张照片太大了[^\n]+$/)
  })

  it('holds too few back, also where a twin makes them too few', () => {
    const chat = atPhotos(5)
    chat.find('photos', WOKEN)
    kept(chat, 'm2', 'a')
    kept(chat, 'm4', 'a')
    expect(chat.find('photos', WOKEN)).toBe('第 3 张和第 1 张一样，只留第 1 张。\n还差 1 张，接着发。')
    expect(chat.say('完')).toContain('现在有 4 张，还差 1 张')
    chat.photo()
    chat.find('photos', WOKEN)
    chat.say('说明 培训')
    expect(chat.say('完')).toContain('有没有未成年人')
  })

  it('tells late findings in one sentence of its own, however many downloads end one after another', () => {
    const chat = atPhotos(6)
    chat.find('photos', WOKEN)
    const before = wakes(chat)
    for (const [photo, sha256] of [
      ['m2', 'a'],
      ['m3', 'b'],
      ['m4', 'a'],
      ['m5', 'b'],
      ['m6', 'c'],
    ] as const)
      expect(kept(chat, photo, sha256)).toBeNull()
    expect(wakes(chat) - before).toBe(3)
    expect(chat.find('photos', WOKEN)).toMatch(
      /^第 3 张和第 1 张一样，只留第 1 张。\n第 4 张和第 2 张一样，只留第 2 张。\n还差/,
    )
    expect(chat.find('photos', WOKEN)).toBeNull()
    expect(inside(chat)).toEqual(['m2', 'm3', 'm6', 'm7'])
  })

  it('keeps its numbers: after a twin, a deletion and another picture each still means the same one', () => {
    const chat = atPhotos(7)
    kept(chat, 'm2', 'a')
    kept(chat, 'm4', 'a')
    chat.find('photos', WOKEN)
    chat.say('删 2')
    chat.say('删 5')
    chat.photo()
    chat.say('1 一\n4 四\n6 六\n7 七\n8 八')
    expect(photosOf(chat).map(({ photo, caption }) => [photo, caption])).toEqual([
      ['m2', '一'],
      ['m3', null],
      ['m4', null],
      ['m5', '四'],
      ['m6', null],
      ['m7', '六'],
      ['m8', '七'],
      [chat.session.partials['photos']!.from.at(-2), '八'],
    ])
    // A number that went to a twin means the one that stayed.
    chat.say('3 还是一')
    expect(photosOf(chat)[0]?.caption).toBe('还是一')
    chat.say('1-8 都是培训')
    expect(photosOf(chat).flatMap(({ state, caption }) => (state === 'out' ? [] : [caption]))).toEqual(
      Array(5).fill('培训'),
    )
    chat.say('完')
    expect(chat.say('1')).toContain('号码从 1 重新排了')
    expect(photosOf(chat)).toHaveLength(5)
  })

  it('a number at the end is free again, that of a twin is not; one that is out is no number of a caption', () => {
    const chat = atPhotos(7)
    kept(chat, 'm2', 'a')
    kept(chat, 'm7', 'a')
    chat.find('photos', WOKEN)
    chat.say('删 7')
    expect(photosOf(chat).map(({ photo }) => photo)).toEqual(['m2', 'm3', 'm4', 'm5', 'm6', 'm7'])
    chat.photo()
    chat.say('7 合影')
    expect(photosOf(chat).at(-1)).toMatchObject({
      photo: chat.session.partials['photos']!.from.at(-2),
      caption: '合影',
    })
    chat.say('删 3-4')
    expect(chat.say('3-4 演出')).toContain('第 3 张没有')
    expect(chat.say('3 演出')).toContain('第 3 张没有')
    expect(photosOf(chat).filter(({ caption }) => caption === '演出')).toEqual([])
  })

  it('a twin found when the answer is given already is taken out and told at once', () => {
    const chat = atPhotos(6)
    for (const said of ['说明 培训', '完', '1']) chat.say(said)
    kept(chat, 'm3', 'a')
    expect(kept(chat, 'm6', 'a')).toBe(
      '第 5 张和第 2 张一样，只留第 2 张。\n照片现在一共 5 张。\n填到第 3 题「地点」，共 3 题。直接回答就行；回复 继续，再看一遍题目。',
    )
    expect(photosOf(chat).map(({ photo }) => photo)).toEqual(['m2', 'm3', 'm4', 'm5', 'm7'])
  })

  it('one that she deleted while it was fetched is heard of no more', () => {
    const chat = atPhotos(6)
    chat.find('photos', WOKEN)
    chat.say('删 2')
    expect(chat.find('photos', { type: 'picture_lost', photo: 'm3', code: 'gone' })).toBeNull()
    expect(kept(chat, 'm3', 'a')).toBeNull()
    expect(inside(chat)).not.toContain('m3')
  })

  it('put in another order keeps captions, consent and what is still to come with each picture', () => {
    const chat = atPhotos(5)
    chat.say('1 一\n2 二\n3 三\n4 四\n5 五')
    chat.say('第 3 张不公开')
    chat.say('把 3 放到最前')
    expect(photosOf(chat).map(({ photo, caption, consent }) => [photo, caption, consent])).toEqual([
      ['m4', '三', 'not_given'],
      ['m2', '一', undefined],
      ['m3', '二', undefined],
      ['m5', '四', undefined],
      ['m6', '五', undefined],
    ])
    chat.find('photos', { type: 'picture_lost', photo: 'm4', code: 'gone' })
    expect(chat.say('看')).toContain('1 三（没取到，请再发一次）')
    // Sent earlier than all of them it still comes behind: their numbers are known.
    chat.hear({ type: 'media', kind: 'image', ref: { id: 'x' } }, '2014-07-02T01:00:00.000Z')
    expect(photosOf(chat).at(-1)?.photo).toBe(chat.lastMessage)
  })

  it('of an older release, without any of this, goes on', () => {
    const chat = atPhotos(5)
    const stored = JSON.stringify(held(chat))
    expect(stored).not.toMatch(/fresh|consent|sha256|same/)
    const old = JSON.parse(stored) as { asked?: boolean }
    delete old.asked
    expect(decodeAlbum(old as never)).toMatchObject({
      asked: false,
      photos: Array.from({ length: 5 }, () => ({ state: 'coming' })),
    })
  })
})

describe('whom they show', () => {
  const asked = (photos = 5): Talk => {
    const chat = atPhotos(photos)
    chat.say('说明 培训')
    expect(chat.say('完')).toContain('有没有未成年人')
    return chat
  }

  it.each([
    ['1', Array(5).fill('not_needed')],
    ['2', Array(5).fill('given')],
    ['3', Array(5).fill('not_given')],
    ['4', Array(5).fill('unknown')],
    ['跳过', Array(5).fill('unknown')],
    ['不知道', Array(5).fill('unknown')],
    ['2 但第 3 张不行', ['given', 'given', 'not_given', 'given', 'given']],
  ])('%s is an answer for each picture', (said, expected) => {
    const chat = asked()
    expect(chat.say(said)).toContain('【3/3】')
    expect(consents(chat)).toEqual(expected)
  })

  it.each(['完', '5', '都是大人', '2 3', '2 但第 9 张不行', '谢谢', '？'])(
    '%s is none: nothing is kept of it, and the question stands',
    (said) => {
      const chat = asked()
      const before = held(chat)
      expect(chat.say(said)).not.toContain('【3/3】')
      expect(held(chat)).toEqual(before)
      expect(chat.say('1')).toContain('【3/3】')
    },
  )

  it('is not answered by a bare 1 once she said that children are seen', () => {
    for (const said of ['有', '有几个小朋友在后面跑来跑去']) {
      const chat = asked()
      expect(chat.say(said)).not.toContain('【3/3】')
      expect(chat.say('1')).toContain('前面说照片里有人要问过')
      expect(chat.say('没有未成年人')).toContain('【3/3】')
    }
  })

  it('is answered by 但第 3 张不行 before it is asked, too: that is no caption', () => {
    const chat = atPhotos(5)
    expect(chat.say('2 但第 3 张不行')).not.toContain('说明记下了')
    expect(consents(chat)).toEqual(['given', 'given', 'not_given', 'given', 'given'])
    expect(photosOf(chat).map(({ caption }) => caption)).toEqual([null, null, null, null, null])
  })
  it.each(['4', '都同意了'])(
    'is answered by %s, too, where another picture came meanwhile: that is no caption',
    (said) => {
      const chat = atPhotos(5)
      chat.say('全部说明 开班合影')
      chat.say('完')
      chat.photo()
      expect(chat.say(said)).toMatch(/公开。\n[^]*第 6 张/)
      expect(photosOf(chat).at(-1)?.caption).toBeNull()
      expect(new Set(consents(chat)).size).toBe(1)
    },
  )
  it('captions are said back with it, also where the pictures were not told yet', () => {
    const chat = atPhotos(3, 'zh-CN', false)
    const reply = chat.say('1-3 合影，都同意公开')
    expect(reply).toMatch(/收到 3 张[^]*3 张的说明都记下了：合影。[^]*都可以公开/)
    expect(consents(chat)).toEqual(['given', 'given', 'given'])
  })
  it('captions, deletions and another order are taken there, too, and it is asked again', () => {
    const chat = asked(7)
    for (const [said, heard] of [
      ['2 合影', '第 2 张的说明记下了'],
      ['删 3', '删掉了第 3 张'],
      ['7 放最前', '顺序改好了'],
    ] as const) {
      const reply = chat.say(said)
      expect(reply).toContain(heard)
      expect(reply).toContain('有没有未成年人')
    }
    expect(chat.say('2')).toContain('照片一共 6 张。都可以公开')
  })

  it('is asked again about those that came since, and about nothing else', () => {
    const chat = asked()
    chat.say('2')
    chat.photo()
    expect(chat.find('photos', WOKEN)).toContain('提交前还有一个小问题')
    chat.say('跳过')
    expect(chat.say('6 合影')).toMatch(/\n第 6 张照片里有没有/)
    chat.say('3')
    expect(consents(chat)).toEqual(['given', 'given', 'given', 'given', 'given', 'not_given'])
    expect(chat.say('1')).toContain('已提交')
  })

  it('keeps all from being submitted until it is answered, and is asked there', () => {
    const chat = atPhotos(5)
    chat.say('说明 培训')
    chat.say('上一步')
    chat.say('高安志愿者培训第二期')
    expect(chat.say('提交')).toMatch(/还差第 2 题「照片」[^]*有没有未成年人/)
    expect(chat.say('1')).toContain('【3/3】')
    expect(chat.say('跳过')).toContain('1 提交')
    expect(chat.say('1')).toContain('已提交')
  })

  it('is asked about a picture that was sent again in the place of a lost one', () => {
    const chat = asked()
    chat.say('2')
    chat.find('photos', { type: 'picture_lost', photo: 'm3', code: 'gone' })
    chat.wait(60_000)
    chat.photo()
    expect(consents(chat)).toEqual(['given', null, 'given', 'given', 'given'])
    expect(photosOf(chat)[1]?.caption).toBe('培训')
  })

  it.each([
    ['2 但第 3 张不行', ['given', 'given', 'not_given', 'given', 'given']],
    ['3', Array(5).fill('not_given')],
    ['没有', Array(5).fill(null)],
    ['2 有，都同意公开', Array(5).fill('given')],
  ])('%s is still its answer, or none, where a picture is found lost meanwhile', (said, expected) => {
    const chat = asked()
    expect(chat.find('photos', { type: 'picture_lost', photo: 'm3', code: 'gone' })).toContain('没有取到')
    expect(chat.say(said)).toContain('没有取到')
    expect(consents(chat)).toEqual(expected)
    expect(photosOf(chat).map(({ caption }) => caption)).toEqual(Array(5).fill('培训'))
  })

  it('2 可以公开 is of one picture where another was found lost meanwhile: the others are not to be shown for it', () => {
    const chat = asked()
    chat.find('photos', { type: 'picture_lost', photo: 'm3', code: 'gone' })
    chat.say('2 可以公开')
    expect(consents(chat)).toEqual([null, 'given', null, null, null])
  })

  it('is not asked where the form does not want it', () => {
    const chat = talk(formNamed('work-brief.v1'))
    chat.open()
    chat.say('改第 8 题')
    chat.photo()
    chat.say('培训')
    expect(chat.say('完')).not.toContain('未成年人')
    expect(photosOf(chat)[0]).not.toHaveProperty('consent')
  })

  it.each(['zh-CN', 'en'])('fits a message with all that stands around it in %s', (language) => {
    const chat = atPhotos(10, language)
    for (const said of ['说明 培训', 'caption: training', '完', 'done'])
      expect(Buffer.byteLength(chat.say(said) ?? '')).toBeLessThan(MOST_BYTES)
    expect(photosOf(chat)).toHaveLength(10)
  })
})

describe('where the bot only answers', () => {
  it('each burst is answered by its first picture and told of with the next words, once', () => {
    const chat = atPhotos(0, 'zh-CN', false)
    expect(chat.photo()).toContain('回一句 好了')
    for (let i = 0; i < 5; i++) expect(chat.photo()).toBeNull()
    expect(wakes(chat)).toBe(0)
    expect(chat.say('2 合影')).toMatch(/^收到 6 张。\n第 2 张的说明记下了/)
    expect(chat.say('3 分组')).not.toContain('收到')
    kept(chat, 'm2', 'a', 'ffffffffffffffff')
    kept(chat, 'm3', 'b', 'fffffffffffffffe')
    expect(wakes(chat)).toBe(0)
    expect(chat.say('4 分组')).toMatch(/^第 1、2 张很像，不要的回复 删照片 2。\n第 4 张的说明记下了：分组/)
    expect(chat.say('5 分组')).not.toContain('很像')
  })

  it('the last that fits in is the last of them, and answers for all', () => {
    const chat = atPhotos(9, 'zh-CN', false)
    expect(chat.photo()).toMatch(/^收到 10 张，还差 0 张；给照片写说明/)
    expect(chat.photo()).toContain('最多 10 张，后面的没有留')
    expect(chat.photo()).toBeNull()
    expect(chat.say('说明 培训')).toMatch(/^10 张的说明都记下了/)
  })

  it('one picture beside another question is not told of twice', () => {
    const chat = talk(formNamed('gathering.v1'), undefined, undefined, false)
    chat.open()
    expect(chat.photo()).toContain('照片收到了')
    expect(chat.say('高安志愿者培训')).not.toContain('照片收到')
    expect(photosOf(chat)).toHaveLength(1)
  })
})

describe('a form with two questions for photos', () => {
  const AT = (second: number) => `2014-07-02T02:00:${String(second).padStart(2, '0')}.000Z`
  const image = (id: string) => ({ type: 'media', kind: 'image', ref: { id } }) as const
  const albums = ({ session }: Talk) =>
    ['training', 'sign_in'].map((key) => {
      const value = session.partials[key]?.value ?? session.answers[key]?.value ?? null
      return value === null ? [] : decodeAlbum(value).photos.map(({ mediaId }) => mediaId)
    })
  /** At the second, which was asked at 20 seconds past. */
  function atSecond(): Talk {
    const chat = talk(formNamed('two-albums.v1'))
    chat.open()
    chat.at(AT(5))
    chat.hear(image('a'))
    chat.at(AT(10))
    chat.say('完')
    chat.at(AT(20))
    chat.say('高安志愿者培训')
    chat.at(AT(30))
    return chat
  }

  it.each([
    ['before the first was left', 6, 0],
    ['between the two', 15, 0],
    ['with the words that were answered by the second', 20, 0],
    ['after the second was asked', 21, 1],
    ['now', 30, 1],
  ])('a picture sent %s belongs where it was sent', (_when, second, album) => {
    const chat = atSecond()
    chat.hear(image('late'), AT(second))
    expect(albums(chat)[album]).toContain('late')
    expect(albums(chat).flat()).toHaveLength(2)
  })

  it('a question that was gone back to has those that were sent after it', () => {
    const chat = atSecond()
    chat.say('改第 1 题')
    chat.at(AT(40))
    chat.hear(image('new'), AT(39))
    chat.hear(image('late'), AT(25))
    expect(albums(chat)).toEqual([['a', 'new'], ['late']])
  })

  it('each is woken for its own', () => {
    const chat = atSecond()
    chat.hear(image('late'), AT(6))
    chat.hear(image('new'))
    expect(chat.find('training', WOKEN)).toContain('照片补进「培训照片」了，现在一共 2 张')
    expect(chat.find('sign_in', WOKEN)).toMatch(/^收到 1 张；/)
  })

  it('a form with one keeps no book of it', () => {
    const chat = atPhotos(1)
    expect(chat.session).not.toHaveProperty('picturesAsked')
  })
})

describe('pictures that are not wanted, and consent among captions', () => {
  const captionsOf = (chat: Talk) =>
    photosOf(chat).map(({ caption, state }) => (state === 'out' ? '（不要）' : (caption ?? null)))
  const here = (photos: number, ...said: string[]) => {
    const chat = talk(formNamed('activity.v2'), wordsIn('zh-CN'))
    chat.open()
    for (const text of ['6月28日', '社区读书会', '文化站', '签到32人']) chat.say(text)
    for (let i = 0; i < photos; i++) chat.photo()
    chat.find('photos', WOKEN)
    const replies = said.map((text) => chat.say(text))
    return { chat, last: replies.at(-1) ?? '' }
  }

  it.each([
    ['1 讲座 2-3 茶话会，第4张不要', ['讲座', '茶话会', '茶话会']],
    ['2 合影 第3张删掉', [null, '合影', '（不要）', null]],
    ['第2张模糊，不要了', [null, '（不要）', null, null]],
    ['1 讲座\n3 太糊了删掉', ['讲座', null, '（不要）', null]],
    ['最后一张不要了', [null, null, null]],
    ['第4张发错了', [null, null, null]],
  ])('%s takes it out and writes no caption', (said, expected) => {
    const { chat, last } = here(4, said)
    expect(last).toMatch(/删掉了第 [1-4] 张，还有 3 张/)
    expect(captionsOf(chat)).toEqual(expected)
    chat.say('都同意公开')
    chat.say('完')
    expect(photosOf(chat)).toHaveLength(3)
  })

  it.each(['还是不要了', '不要了', '这张不要', '删掉吧'])('%s of the only one there is leaves none', (said) => {
    const { chat, last } = here(1, said)
    expect(last).toContain('删掉了第 1 张，还有 0 张')
    expect(inside(chat)).toEqual([])
  })

  it.each(['都不要了', '全部删掉'])('%s leaves none of several, once she says so again', (said) => {
    const { chat, last } = here(3, said)
    expect(last).toContain('要清空「照片」吗')
    chat.say('1')
    expect(inside(chat)).toEqual([])
  })

  it('还是不要了 of several says not which, and is no caption', () => {
    const { chat, last } = here(3, '还是不要了')
    expect(last).toContain('是第几张')
    expect(captionsOf(chat)).toEqual([null, null, null])
  })

  it('说明不要 wants no captions, and the pictures stay', () => {
    expect(inside(here(2, '说明不要了').chat)).toHaveLength(2)
  })

  it.each([
    [
      '1 合影 2-3 讨论，有小孩，家长还没同意',
      ['合影', '讨论', '讨论'],
      [null, 'not_given', 'not_given'],
      '第 2、3 张不公开',
    ],
    ['1 合影 3 领奖，不要公开', ['合影', null, '领奖'], [null, null, 'not_given'], '第 3 张不公开'],
    ['2 合影，2位家长同意', [null, '合影', null], [null, 'unknown', null], '第 2 张不公开'],
    ['3 有小孩正脸', [null, null, null], [null, null, 'unknown'], '第 3 张不公开'],
    ['3 分组，先别发出去', [null, null, '分组'], [null, null, 'unknown'], '第 3 张不公开'],
    ['1 公开课 2 签同意书', ['公开课', '签同意书', null], [null, null, null], '记下了'],
  ])('%s: consent is no caption, and in doubt it is not public', (said, captions, consent, heard) => {
    const { chat, last } = here(3, said)
    expect(last).toContain(heard)
    expect(captionsOf(chat)).toEqual(captions)
    expect(consents(chat)).toEqual(consent)
    // What is asked of the rest later does not open these.
    chat.say('完')
    chat.say('2')
    expect(consents(chat)).toEqual(consent.map((one) => one ?? 'given'))
  })

  it.each([
    ['没有未成年人', 'not_needed'],
    ['没有小孩，也认不出谁', 'not_needed'],
    ['没有小孩，都可以公开', 'given'],
    ['都有家长同意的', 'given'],
    ['no minors', 'not_needed'],
    ['有小孩，家长还没同意', 'not_given'],
  ])('%s by itself is the answer the prompt offers', (said, consent) => {
    const { chat, last } = here(3, said)
    expect(last).toContain(consent === 'not_given' ? '都不公开' : '都可以公开')
    expect(consents(chat)).toEqual([consent, consent, consent])
    expect(captionsOf(chat)).toEqual([null, null, null])
  })

  it.each(['没有小孩', '都没小孩'])('%s says nothing of the clients: these are asked about', (said) => {
    const { chat, last } = here(3, said)
    expect(last).toContain('那有认得出来的服务对象吗')
    expect(consents(chat)).toEqual([null, null, null])
    chat.say('完')
    chat.say('2')
    expect(consents(chat)).toEqual(['given', 'given', 'given'])
  })

  it('没有未成年人 opens none that was said not to be public', () => {
    const { chat } = here(3, '第2张不公开', '没有未成年人')
    expect(consents(chat)).toEqual(['not_needed', 'not_given', 'not_needed'])
  })

  it('no minors behind captions is no part of the last', () => {
    const { chat } = here(3, '1 opening 2-3 groups, no minors')
    expect(captionsOf(chat)).toEqual(['opening', 'groups', 'groups'])
    expect(consents(chat)).toEqual(['not_needed', 'not_needed', 'not_needed'])
  })
})

describe('captions with whether the pictures may be shown behind them', () => {
  it('are of those that were captioned, where it is not said of all', () => {
    const chat = atPhotos(5)
    const reply = chat.say('1 读书会 2 合影，可以公开')
    expect(reply).toContain('第 1、2 张可以公开。')
    expect(consents(chat)).toEqual(['given', 'given', null, null, null])
    expect(chat.say('3 沙龙，4 讲课，5 道别')).toContain('第 3、4、5 张照片里有没有未成年人')
  })

  it.each(['都可以公开', '没有未成年人'])('are of all: %s', (said) => {
    const chat = atPhotos(5)
    chat.say(`1 读书会 2 合影，${said}`)
    expect(consents(chat)).not.toContain(null)
  })

  it('close behind one it is of that one, and the caption stays', () => {
    const chat = atPhotos(5)
    chat.say('1 读书会可以公开，2 合影')
    expect(photosOf(chat).map(({ caption }) => caption)).toEqual(['读书会', '合影', null, null, null])
    expect(consents(chat)).toEqual(['given', null, null, null, null])
  })

  it('「照片 2 可以公开」 is no caption', () => {
    const chat = atPhotos(5)
    chat.say('照片 2 可以公开')
    expect(consents(chat)).toEqual([null, 'given', null, null, null])
  })
})

describe('a picture whose people signed nothing', () => {
  const CAPTIONED = '1-3 分组讨论 4-6 颁奖'
  const captionsOf = (chat: Talk) => photosOf(chat).map(({ caption }) => caption)

  it.each<[string, number[], boolean]>([
    ['第3张有个孩子家长没签字，别的都行', [3], true],
    ['第3张有个孩子家长没签字，其他都没问题', [3], true],
    ['2、5家长没签字，其余可以', [2, 5], true],
    ['第2张同意书没交，其余可以', [2], true],
    ['第二张家长没签字', [2], false],
    ['第2张没签', [2], false],
    ['3号照片同意书没签', [3], false],
    ['第4张的家长还没签授权', [4], false],
    ['第2张小明的爸爸不同意', [2], false],
    ['第2张授权书还差一份', [2], false],
    ['家长没签字的是第3张', [3], false],
    ['没签字的是2和5，其他都行', [2, 5], true],
    ['除了第2张家长没签字，其他都可以公开', [2], true],
  ])('is not shown, and its caption stays: %s', (said, closed, others) => {
    const chat = atPhotos(6)
    chat.say(CAPTIONED)
    const before = captionsOf(chat)
    chat.say(said)
    const rest = others ? 'given' : null
    expect(consents(chat)).toEqual([1, 2, 3, 4, 5, 6].map((n) => (closed.includes(n) ? 'not_given' : rest)))
    if (!others) chat.say('1')
    expect(captionsOf(chat)).toEqual(before)
    for (const n of closed) expect(consents(chat)[n - 1]).toBe('not_given')
    expect(consents(chat)).not.toContain(null)
  })

  it.each([
    '第二张家长没签字',
    '第2张没签',
    '2、5家长没签字，其余可以',
    '3号照片同意书没签',
    '第3张有个孩子家长没签字，别的都行',
  ])('gets no caption where none has one: %s', (said) => {
    const chat = atPhotos(6)
    chat.say(said)
    expect(captionsOf(chat)).toEqual([null, null, null, null, null, null])
    expect(consents(chat)).toContain('not_given')
  })

  it('keeps what it shows beside it', () => {
    const chat = atPhotos(6)
    chat.say('2 合影，家长没签字')
    expect(captionsOf(chat)[1]).toBe('合影')
    expect(consents(chat)[1]).toBe('not_given')
  })

  it.each(['没签到的同学在补签', '不同意见的讨论', '签约仪式', '可以回收的瓶子'])('is another one: %s', (caption) => {
    const chat = atPhotos(6)
    chat.say(`2 ${caption}`)
    expect(captionsOf(chat)[1]).toBe(caption)
  })

  it('is asked about where nobody can tell which it is', () => {
    const unnumbered = atPhotos(6)
    unnumbered.say(CAPTIONED)
    unnumbered.say('家长没签字的是戴帽子那位')
    expect(unnumbered.say('1')).toContain('没有未成年人')
    expect(consents(unnumbered)).toEqual([null, null, null, null, null, null])
  })

  it('is the one whose number she says', () => {
    const chat = atPhotos(6)
    chat.say(CAPTIONED)
    expect(chat.say('5号那个娃的家长没交同意书')).toContain('第 5 张不公开')
    expect(chat.say('1')).toContain('第 5 张不公开')
    expect(consents(chat)[4]).toBe('not_given')
    expect(consents(chat)[3]).toBe('not_needed')
  })

  it('「第2张可以」 is no caption, and nothing is shown for it before it is asked', () => {
    const chat = atPhotos(6)
    expect(chat.say('第2张可以')).toMatch(/没看出能不能公开。\n照片里有没有未成年人/u)
    expect(captionsOf(chat)[1]).toBeNull()
    expect(consents(chat)[1]).toBeNull()
  })
})

describe('no minors, but adults', () => {
  const ASKED = '大人里有认得出来的服务对象吗？没有就回复 1；有，本人同意公开就回复 2，还没有同意就回复 3。'
  it.each(['没有未成年人，都是成年人', '没有未成年人，都是老人家', '都是成年人，没有未成年人', '没有小孩 都是志愿者'])(
    'are asked about once, with nothing shown before: %s',
    (said) => {
      for (const first of [[], ['1-3 分组讨论 4-6 颁奖']]) {
        const chat = atPhotos(6)
        for (const one of first) chat.say(one)
        const before = photosOf(chat).map(({ caption }) => caption)
        expect(chat.say(said)).toBe(ASKED)
        expect(photosOf(chat).map(({ caption }) => caption)).toEqual(before)
        expect(consents(chat)).toEqual([null, null, null, null, null, null])
        chat.say('3')
        expect(new Set(consents(chat))).toEqual(new Set(['not_given']))
      }
    },
  )
})

describe('a picture in the place of another', () => {
  it.each(['第1张换成这张', '把第一张照片换成新的', 'replace photo 1'])('is the next that comes: %s', (said) => {
    const chat = atPhotos(5)
    chat.find('photos', WOKEN)
    chat.say('1 读书会')
    expect(chat.say(said)).toBe('好，接着发一张照片，就换掉第 1 张，说明不变。')
    chat.photo()
    expect(chat.find('photos', WOKEN)).toContain('第 1 张换好了。')
    expect(inside(chat)).toEqual(['m9', 'm3', 'm4', 'm5', 'm6'])
    expect(photosOf(chat)[0]?.caption).toBe('读书会')
    chat.photo()
    expect(inside(chat)).toHaveLength(6)
  })

  it('is the one that just came by itself', () => {
    const chat = atPhotos(5)
    chat.wait(120_000)
    chat.photo()
    chat.find('photos', WOKEN)
    expect(chat.say('第 2 张换成这张')).toContain('第 2 张换好了。')
    expect(inside(chat)).toEqual(['m2', 'm7', 'm4', 'm5', 'm6'])
  })

  it('is asked for at another question, too', () => {
    const chat = atPhotos(5)
    chat.say('说明 培训')
    chat.say('1')
    expect(chat.say('第1张换成这张')).toMatch(/换掉第 1 张，说明不变。\n【3\/3】/u)
    chat.photo()
    expect(inside(chat)[0]).toBe('m10')
    expect(consents(chat)[0]).toBeNull()
  })
})
