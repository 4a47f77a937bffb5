/** What an operator can do about a database that is not to be had, by the code of the outage; each a sentence. */
const ADVICE: [pattern: RegExp, todo: string][] = [
  [
    /_access_denied|_must_change|_locked/,
    '数据库不认用户名或密码：请核对设置里 database 的 user 和 password；root 常常不能用密码登录，请给简报建一个自己的用户',
  ],
  [/_dbaccess_denied/, '这个用户不能用这个库：请在数据库里执行 GRANT ALL ON 库名.* TO 用户'],
  [/_bad_db/, '没有这个库：请在数据库里执行 CREATE DATABASE，或核对设置里 database 的 database'],
  [/_host_/, '数据库不让这台机器连：请建用户时写上这台机器的地址，或写 %'],
  [/auth/, '数据库用的登录方式不支持：请把用户改成 mysql_native_password 或 caching_sha2_password'],
  [/econnrefused|enotfound|etimedout|unreach|eai_/, '请检查数据库是否在运行，以及设置里 database 的 host 和 port'],
  [/full/, '磁盘满了：请清理或换大一些的'],
]

export const databaseAdvice = (code: string): string =>
  ADVICE.find(([pattern]) => pattern.test(code))?.[1] ??
  '请检查数据库是否在运行、磁盘是否已满，以及设置里 database 的地址、用户名、密码和库名'
