import { describe, expect, it } from '@jest/globals'
import { decodeAlbum } from '../../src/forms/album.js'
import { formNamed, talk, type Talk } from './talk.js'

const woken = { type: 'woken', why: 'album' } as const

/** An activity record at its photos. */
function atPhotos(): Talk {
  const chat = talk(formNamed('activity.v1'))
  chat.open()
  for (const said of ['昨天', '高安志愿者培训', '高安', '25人', '培训']) chat.say(said)
  return chat
}
const album = (chat: Talk) => {
  const held = chat.session.partials['photos']?.value ?? chat.session.answers['photos']?.value
  return held === undefined || held === null ? [] : decodeAlbum(held).photos
}
const image = (id: string) => ({ type: 'media', kind: 'image', ref: { id } }) as const

describe('photos', () => {
  it('nine within a second are fetched each and answered once', () => {
    const chat = atPhotos()
    for (let i = 0; i < 9; i++) expect(chat.photo()).toBeNull()
    expect(chat.effects.filter((effect) => effect.type === 'wish' && effect.wish.type === 'fetch_media')).toHaveLength(
      9,
    )
    expect(chat.effects.filter((effect) => effect.type === 'wish' && effect.wish.type === 'wake')).toHaveLength(9)
    expect(chat.find('photos', woken)).toContain('收到 9 张')
    const { session } = chat
    expect(chat.find('photos', woken)).toBeNull()
    expect(chat.session).toEqual(session)
  })

  it('stand in the order in which they were sent, until their numbers are told', () => {
    const chat = atPhotos()
    chat.at('2014-07-02T03:00:05.000Z')
    chat.hear(image('late'))
    chat.at('2014-07-02T03:00:01.000Z')
    chat.hear(image('early'))
    expect(album(chat).map(({ mediaId }) => mediaId)).toEqual(['early', 'late'])
    chat.find('photos', woken)
    chat.at('2014-07-02T03:00:00.000Z')
    chat.hear(image('very early'))
    expect(album(chat).map(({ mediaId }) => mediaId)).toEqual(['early', 'late', 'very early'])
  })

  it('of one second stand in the order of the numbers that the platform gave them', () => {
    const chat = atPhotos()
    const serials = ['7700000000000000300', '7700000000000000100', '7700000000000000200', '9']
    for (const serial of serials) chat.numbered(image(serial), '2014-07-02T03:00:01.000Z', serial)
    // The last was numbered by chance: it stays where it came.
    expect(album(chat).map(({ mediaId }) => mediaId)).toEqual([serials[1], serials[2], serials[0], '9'])
  })

  it('a caption before the acknowledgement is the acknowledgement', () => {
    const chat = atPhotos()
    chat.photo()
    expect(chat.say('开班合影')).toContain('第 1 张的说明记下了')
    expect(chat.find('photos', woken)).toBeNull()
  })

  it('a number alone is no caption: it may be the answer to what was asked before the picture was sent anew', () => {
    const chat = atPhotos()
    chat.photo()
    expect(chat.say('2')).toContain('只有 1 张照片，第 2 张没有')
    expect(chat.say('第1张')).toContain('第 1 张的新说明怎么写？')
    expect(album(chat).map(({ caption }) => caption)).toEqual([null])
  })

  it('a late one comes to an answer already given, before and after the summary', () => {
    const chat = atPhotos()
    chat.photo()
    chat.say('完')
    expect(chat.session.at).toEqual({ type: 'summary' })
    expect(chat.photo()).toBeNull()
    expect(chat.find('photos', woken)).toContain('现在一共 2 张')
    expect([chat.session.at.type, album(chat).length]).toEqual(['summary', 2])
    expect(chat.session.answers['photos']?.from).toContain(chat.lastMessage)
    expect(chat.say('1')).toContain('照片：2 张')
  })

  it('what was kept or lost reaches an answer already given; a lost one keeps the record back until it is sent again', () => {
    const chat = atPhotos()
    chat.photo()
    const first = chat.lastMessage
    chat.photo()
    const second = chat.lastMessage
    chat.say('说明 合影')
    chat.say('完')
    chat.find('photos', { type: 'picture_kept', photo: second, sha256: 'a', bytes: 1, takenAt: null })
    expect(chat.find('photos', { type: 'picture_lost', photo: first, code: 'gone' })).toContain(
      '第 1 张照片「合影」没有取到',
    )
    expect(chat.find('photos', { type: 'picture_lost', photo: first, code: 'gone' })).toBeNull()
    expect(chat.say('1')).toContain('第 1 张照片没有取到')
    chat.photo()
    expect(album(chat).map(({ caption, state }) => [caption, state])).toEqual([
      ['合影', 'coming'],
      ['合影', 'kept'],
    ])
    chat.say('完')
    expect(chat.say('1')).toContain('已提交')
  })

  it('an unknown picture or field changes nothing', () => {
    const chat = atPhotos()
    const { session } = chat
    chat.find('photos', { type: 'picture_lost', photo: 'nobody', code: 'gone' })
    chat.find('title', woken)
    chat.find('no_such', woken)
    expect(chat.session).toEqual(session)
  })

  it.each([
    ['2 合影', [null, '合影', null]],
    ['２、合影', [null, '合影', null]],
    ['2合影', [null, '合影', null]],
    ['第二张 合影', [null, '合影', null]],
    ['第2张是合影', [null, '合影', null]],
    ['1-2 讨论', ['讨论', '讨论', null]],
    ['1到3 讨论', ['讨论', '讨论', '讨论']],
    ['1、3 讨论', ['讨论', null, '讨论']],
    ['1 签到\n2 讨论\n3. 合影', ['签到', '讨论', '合影']],
    ['签到\n讨论\n合影', ['签到', '讨论', '合影']],
    ['说明 开班', ['开班', '开班', '开班']],
    ['全部：开班', ['开班', '开班', '开班']],
    ['3人合影', [null, null, null]],
    ['合影', [null, null, null]],
    ['4 合影', [null, null, null]],
    ['3-1 合影', [null, null, null]],
  ])('caption %j', (said, captions) => {
    const chat = atPhotos()
    for (let i = 0; i < 3; i++) chat.photo()
    chat.say(said)
    expect(album(chat).map(({ caption }) => caption)).toEqual(captions)
  })

  /** A brief at its photos, which need captions. */
  function atBriefPhotos(): Talk {
    const chat = talk(formNamed('work-brief.v1'))
    chat.open()
    const done =
      '上半年我们在三个县办了志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
    const next = '下半年再办两次培训，每次之前先走访，培训之后一个月打电话回访一遍学员。'
    for (const said of ['1月到6月', done, '培训', '跳过', '跳过', '跳过', next]) chat.say(said)
    return chat
  }

  it.each(['没照片', '没有照片', '照片明天补', '没拍', '忘了拍照', '没有'])('%s skips them', (said) => {
    const chat = atPhotos()
    expect(chat.say(said)).toContain('「照片」先空着')
    expect(chat.session.at).toEqual({ type: 'summary' })
  })

  it.each(['跳过', '没有说明', '没有', '不写了'])(
    '%s keeps them without captions, and all can be submitted',
    (said) => {
      const chat = atBriefPhotos()
      for (let i = 0; i < 3; i++) chat.photo()
      chat.find('photos', woken)
      expect(chat.say('完')).toContain('还没有说明')
      const reply = chat.say(said)
      expect(reply).toContain('没写说明的第 1-3 张也先收下')
      expect(reply).toContain('照片：3 张，第 1-3 张没写说明')
      expect(album(chat).map(({ caption }) => caption)).toEqual([null, null, null])
      expect(chat.say('1')).toContain('已提交')
    },
  )

  it('without captions are asked for them once, and more of them once more', () => {
    const chat = atBriefPhotos()
    chat.photo()
    chat.photo()
    chat.find('photos', woken)
    expect(chat.say('完')).toMatch(/还没有说明[^]*不写就回复 完，照片照样收下/)
    chat.photo()
    chat.find('photos', woken)
    chat.say('说明 开营')
    expect(chat.say('全部说明 演出')).toContain('3 张的说明都记下了')
    expect(chat.say('说明 合影')).toContain('全部说明 合影')
    expect(album(chat).map(({ caption }) => caption)).toEqual(['演出', '演出', '演出'])
    chat.photo()
    chat.find('photos', woken)
    expect(chat.say('完')).toContain('第 4 张还没有说明')
    expect(chat.say('完')).toContain('没写说明的第 4 张也先收下')
    expect(chat.say('1')).toContain('已提交')
  })

  it('that are lost are named where all would be submitted', () => {
    const chat = atBriefPhotos()
    chat.photo()
    chat.photo()
    chat.find('photos', { type: 'picture_lost', photo: chat.lastMessage, code: 'gone' })
    const reply = chat.say('跳过')
    expect(reply).toContain('第 8 题「照片」还没写完')
    expect(reply).not.toContain('1 提交')
    expect(chat.say('1')).toContain('【8/8】')
    chat.say('删 2')
    expect(chat.say('跳过')).toContain('1 提交')
    expect(chat.say('1')).toContain('已提交')
  })

  it('are taken out in words of one’s own; with the last one gone they may be skipped', () => {
    const chat = atPhotos()
    for (let i = 0; i < 3; i++) chat.photo()
    chat.find('photos', woken)
    expect(chat.say('发错了，删掉第3张')).toContain('还有 2 张')
    expect(chat.say('第4张不要')).toContain('只有 2 张照片，第 4 张没有')
    expect(chat.say('第2张不要')).toContain('还有 1 张')
    expect(chat.say('删除1')).toMatch(/还有 0 张[^]*没有就回复 跳过/)
    expect(chat.say('没有照片')).toContain('都对吗')
  })

  it.each(['不要了', '第1张不要', '都不要了'])(
    'the only one is taken out while something else is asked: %s',
    (said) => {
      const chat = talk(formNamed('activity.v1'))
      chat.open()
      for (const answer of ['昨天', '高安志愿者培训', '高安']) chat.say(answer)
      chat.photo()
      chat.find('photos', woken)
      const reply = chat.say(said)
      expect(reply).toContain('删掉了第 1 张，还有 0 张')
      expect(reply).toContain('填到第 4 题「人数」')
      // 「跳过」 would be of the question that is asked.
      expect(reply).not.toContain('跳过')
      expect(album(chat)).toEqual([])
    },
  )

  it.each(['跳过', '不变', '完'])('that were all taken out of the answer do not come back: %s', (word) => {
    const chat = atPhotos()
    chat.photo()
    chat.find('photos', woken)
    for (const said of ['完', '改第 6 题']) chat.say(said)
    expect(chat.say('删 1')).toContain('还有 0 张')
    expect(chat.say(word)).toContain('「照片」先空着')
    expect(chat.session.answers['photos']?.value).toBeNull()
  })
})

describe('pictures are taken out in words', () => {
  const five = (): Talk => {
    const chat = atPhotos()
    for (let i = 0; i < 5; i++) chat.photo()
    chat.find('photos', woken)
    return chat
  }
  /** The messages of the pictures that are left: m6 is the first. */
  const left = (chat: Talk) => album(chat).flatMap(({ photo, state }) => (state === 'out' ? [] : [photo]))

  it.each([
    ['删除最后一张', ['m6', 'm7', 'm8', 'm9']],
    ['最后那张不要', ['m6', 'm7', 'm8', 'm9']],
    ['删掉后三张', ['m6', 'm7']],
    ['后面三张不要了', ['m6', 'm7']],
    ['删最后两张', ['m6', 'm7', 'm8']],
    ['把前两张删掉', ['m8', 'm9', 'm10']],
    ['前2张照片不要', ['m8', 'm9', 'm10']],
  ])('%s', (said, stay) => {
    const chat = five()
    expect(chat.say(said)).toContain('删掉了第')
    expect(left(chat)).toEqual(stay)
  })

  it('by what is there now, where numbers were left out before', () => {
    const chat = five()
    chat.say('删 2')
    expect(chat.say('删除最后一张')).toContain('删掉了第 5 张，还有 3 张')
    expect(chat.say('删除最后一张')).toContain('删掉了第 4 张，还有 2 张')
    expect(left(chat)).toEqual(['m6', 'm8'])
    chat.say('删掉第一张')
    expect(chat.say('最后一张不要')).toContain('删掉了第 3 张，还有 0 张')
  })

  it.each(['全部删掉', '照片全删了', '都不要了', '把照片都删了', '删掉所有照片', '清空照片', '全删', '删掉最后五张'])(
    '%s: all, after one question',
    (said) => {
      const chat = five()
      expect(chat.say(said)).toContain('要清空「照片」吗')
      expect(left(chat)).toHaveLength(5)
      expect(chat.say('2')).toContain('已收到 5 张')
      chat.say(said)
      expect(chat.say('1')).toContain('「照片」先空着')
      expect(left(chat)).toEqual([])
      expect(chat.say('撤销')).toContain('已收到 5 张')
    },
  )

  it('all from another question, which goes on being asked', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    chat.say('昨天')
    chat.photo()
    chat.photo()
    expect(chat.say('照片全删了')).toContain('要清空「照片」吗')
    expect(chat.say('1')).toContain('填到第 2 题「内容」')
    expect(left(chat)).toEqual([])
  })

  it.each(['最后一张是合影', '全部说明 合影', '都是开班的合影', '前面都是开营'])('%s takes none out', (said) => {
    const chat = five()
    chat.say(said)
    expect(left(chat)).toHaveLength(5)
  })
})
