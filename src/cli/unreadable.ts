const UNREADABLE: Record<string, string> = {
  ENOENT: '没有这个文件，请检查文件名和所在的文件夹 / no such file',
  EISDIR: '这是文件夹，请写里面的文件名 / this is a folder',
  EACCES: '没有权限读这个文件 / no permission',
}

/** Why a file that somebody named cannot be read. What is no failure of the file system is thrown on. */
export function unreadable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return UNREADABLE[code] ?? `读不了这个文件 / cannot read it: ${code}`
}
