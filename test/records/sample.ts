import type { ExportedActivity, ExportedPhoto, ExportedRecord } from '../../src/records/export-ports.js'

export const activity = (given: Partial<ExportedActivity> = {}): ExportedActivity => ({
  position: 1,
  part: 'activities/1',
  category: 'training',
  startsOn: '2014-04-26',
  endsOn: '2014-04-26',
  title: '志愿者管理层培训第一期',
  place: '南昌',
  headcountMin: 35,
  headcountMax: 35,
  headcountUnit: '人',
  headcountQualifier: null,
  headcountBasis: 'sign_in',
  headcountWording: '三十五人',
  breakdown: [],
  messageIds: ['message-1'],
  ...given,
})

export const photo = (given: Partial<ExportedPhoto> = {}): ExportedPhoto => ({
  id: 'photo-1',
  position: 1,
  caption: '合影',
  state: 'kept',
  sha256: 'a'.repeat(64),
  copy: 'b'.repeat(64),
  thumbnail: 'c'.repeat(64),
  bytes: 123_456,
  width: 1200,
  height: 900,
  takenAt: '2014-04-26T10:11:12',
  messageId: 'message-2',
  ...given,
})

export const record = (given: Partial<ExportedRecord> = {}): ExportedRecord => ({
  id: 'record-1',
  programme: { id: 'programme-1', name: '2014年微公益资助' },
  grant: { id: 'grant-1', purpose: '盲童戏剧融合' },
  organisation: { id: 'organisation-1', name: '萍乡麦田' },
  contact: { id: 'contact-1', name: '联系人一' },
  form: 'work-brief',
  formVersion: 1,
  periodFrom: null,
  periodTo: null,
  filedAt: '2014-04-30T16:30:00.000Z',
  answers: { done: '培训一期' },
  activities: [activity()],
  expenses: [],
  photos: [],
  ...given,
})
