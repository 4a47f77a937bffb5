import { noticeSettings } from '../../src/channels/wechat-oa/notice-settings.js'

/** Where people of the tests accept a notice. */
export const ASK_URL = 'https://mp.weixin.qq.com/s/remind-me'

/** A verified service account with templates for deadlines, as the settings have them. */
export const withNotices = (which: ('subscription' | 'template')[] = ['subscription']) => ({
  kind: 'service' as const,
  notices: noticeSettings.parse({
    deadline: {
      ...(which.includes('subscription') && {
        subscription: {
          id: 'TPL-deadline',
          askUrl: ASK_URL,
          fields: { thing1: 'what', time2: 'when', thing3: 'note' },
        },
      }),
      ...(which.includes('template') && {
        template: { id: 'TPL-service', fields: { thing1: 'what', thing2: 'who', date3: 'when' } },
      }),
    },
    ...(which.includes('subscription') && {
      broadcast: { subscription: { id: 'TPL-broadcast', askUrl: ASK_URL, fields: { thing1: 'what', thing2: 'note' } } },
    }),
  }),
})

export const NO_NOTICES = { kind: 'service' as const, notices: noticeSettings.parse({}) }
