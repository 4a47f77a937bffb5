/** 5.19 家访, 5.20 公益市集: words that begin as a measure word does. */
const NO_MEASURE =
  '家[访长庭属政乡暴宴教居]|公[益园开交共]|小(?!时|[一两二三百千])|分[享发装拣类组]|户外|组织|名[师家著]|个案|场地|对[口接联]|人[大民物才]|期末|点[心亮灯评]|天[使天]|米粉|千人|百[家日]|楼[栋道长宇]|元[宵旦]|角色|单[亲身]|折纸|月[饼嫂]|级部|度假|份子|次日'
/** What a bare 3.5, 3-5 or 3月5 counts when it is no date. */
export const COUNTED = `(?! ?(?!${NO_MEASURE})[月人名位户家个组对场次期份元块角毛万千百十亿小米公斤折倍%岁天页级度分点楼层栋单kKwW]| ?平(?!安))`
/** 2/3的人, 占1/3, 1/2小时: parts of something; 第3/6页, 5/9人: so many of so many. 5/9小港村 is a day, as 5月9日小港村 is. */
const PART = '(?:1/2|[12]/3|[13]/4|[1-4]/5|[1379]/10)(?!\\d) ?'
export const NO_PART =
  `(?!${PART}(?:(?!${NO_MEASURE})[人名位户家个组对份天年级]|的[人老学孩居村家成志参妇儿青]|以上|左右|是|为|都|[学队会成]员|学生|老人|孩子|居民))` +
  `(?<!(?:占|约|近|超过|不到|不足|来了|有|其中)(?=${PART}))(?<!第)`
/** What makes of 5/9 so many of so many. */
export const NOT_OF = '(?! ?(?:页|小时|人(?![大民物才])|[名位户家个元块组天场次期岁](?=$|[，,。；;！!、）) \\n])))'
/** 3号楼, 5号线 are places. */
export const NO_PLACE = '(?![楼院线厅店桌馆机口台库门房路])'
