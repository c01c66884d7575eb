import type { Text } from '../text';

/** What happened, and what a person can do about it. Holes are filled from the error's details. */
export interface ErrorWords {
  readonly say: Text;
  readonly hint: Text;
}

/** By the error's code; a test holds that no code is missing. */
export const errorWords: Readonly<Record<string, ErrorWords>> = {
  sql: {
    say: { en: 'The statement was refused.', zh: '语句未被接受。' },
    hint: { en: 'The engine’s own words stand below.', zh: '引擎给出的说明见下。' },
  },
  'engine-died': {
    say: { en: 'The engine stopped.', zh: '引擎意外停止。' },
    hint: { en: 'A new one was started and the files were read again.', zh: '已启动新的引擎并重新读取文件。' },
  },
  'out-of-memory': {
    say: { en: 'The browser’s memory for the engine is used up.', zh: '浏览器分配给引擎的内存已用完。' },
    hint: {
      en: 'Open fewer or smaller files, or only the columns you need; larger data runs from a terminal.',
      zh: '请打开更少、更小的文件，或只保留需要的列；更大的数据可在终端中运行。',
    },
  },
  'engine-unavailable': {
    say: { en: 'The engine could not be started.', zh: '引擎未能启动。' },
    hint: {
      en: 'This needs a current browser with WebAssembly, and the page served over http or https.',
      zh: '需要支持 WebAssembly 的新版浏览器，并通过 http 或 https 打开页面。',
    },
  },
  'file-empty': {
    say: { en: 'The file is empty.', zh: '文件是空的。' },
    hint: { en: 'Export it again and check its size.', zh: '请重新导出并检查文件大小。' },
  },
  'file-unreadable': {
    say: { en: 'The file could not be read.', zh: '文件无法读取。' },
    hint: {
      en: 'It may be damaged or cut off, moved, or open elsewhere. Get a whole copy and choose that.',
      zh: '文件可能已损坏、不完整、被移动或被占用，请取得完整的副本后重新选择。',
    },
  },
  'file-changed': {
    say: { en: 'The file changed on disk while it was read.', zh: '读取时文件在磁盘上发生了变化。' },
    hint: { en: 'Open it again when the program that writes it is done.', zh: '请在写入程序结束后重新打开。' },
  },
  'file-format': {
    say: { en: 'This is not a table that can be read here.', zh: '这不是可以读取的表格文件。' },
    hint: {
      en: 'CSV, TSV, Excel (xlsx), Parquet, JSON, Arrow, and gz or zip of those are read.',
      zh: '可读取 CSV、TSV、Excel（xlsx）、Parquet、JSON、Arrow，以及它们的 gz 或 zip。',
    },
  },
  'file-foreign': {
    say: { en: 'This file is of another kind and holds no table.', zh: '这是其他类型的文件，不含表格。' },
    hint: {
      en: 'Export the table behind it as CSV or Excel (xlsx) and open that.',
      zh: '请把其中的表格导出为 CSV 或 Excel（xlsx）后再打开。',
    },
  },
  'file-old-excel': {
    say: { en: 'This is a workbook of Excel’s old format (.xls).', zh: '这是旧版 Excel 格式（.xls）的工作簿。' },
    hint: {
      en: 'Open it in Excel or WPS, save it as .xlsx and open that.',
      zh: '请在 Excel 或 WPS 中另存为 .xlsx 后再打开。',
    },
  },
  'file-web-page': {
    say: { en: 'This is a web page, whatever its name says.', zh: '这其实是网页文件，与文件名不符。' },
    hint: {
      en: 'Some systems export pages as .xls: open it in Excel or WPS, save it as .xlsx and open that.',
      zh: '有些系统会把网页导出为 .xls：请在 Excel 或 WPS 中另存为 .xlsx 后再打开。',
    },
  },
  'file-encrypted': {
    say: { en: 'The file is protected by a password.', zh: '文件有密码保护。' },
    hint: { en: 'Save a copy without the password and open that.', zh: '请另存一份不带密码的副本再打开。' },
  },
  'file-compressed': {
    say: {
      en: 'The file’s contents are compressed in a way that cannot be read here.',
      zh: '文件内容采用了这里无法读取的压缩方式。',
    },
    hint: {
      en: 'Save it without compression, or as Parquet or CSV.',
      zh: '请以不压缩的方式保存，或另存为 Parquet 或 CSV。',
    },
  },
  'file-too-large': {
    say: { en: 'The file is larger than a browser tab can hold.', zh: '文件超出了浏览器标签页的容量。' },
    hint: { en: 'Split it, or run the same analysis from a terminal.', zh: '请拆分文件，或在终端中运行同样的分析。' },
  },
  'file-columns': {
    say: { en: 'The file has more columns than can be read.', zh: '文件的列数超出可读取的范围。' },
    hint: { en: 'Check the delimiter, or export fewer columns.', zh: '请检查分隔符，或减少导出的列。' },
  },
  'file-directory': {
    say: { en: 'This is a folder, not a file.', zh: '这是文件夹，不是文件。' },
    hint: { en: 'Open the files in it.', zh: '请打开其中的文件。' },
  },
  parameter: {
    say: { en: 'A setting does not fit.', zh: '某项设置不合要求。' },
    hint: { en: 'See which one, and what is allowed, below.', zh: '具体是哪一项及允许的取值见下。' },
  },
  mapping: {
    say: { en: 'The columns could not be put together as mapped.', zh: '无法按当前的列含义整理数据。' },
    hint: { en: 'Check the meaning of the columns under Data.', zh: '请在“数据”中检查各列的含义。' },
  },
  'mapping-tie': {
    say: { en: 'Two columns fit equally well.', zh: '有两列同样合适。' },
    hint: { en: 'Say which one is meant under Data.', zh: '请在“数据”中指明是哪一列。' },
  },
  workspace: {
    say: { en: 'This workspace file cannot be opened.', zh: '无法打开此工作区文件。' },
    hint: {
      en: 'It may come from a newer version, or may be damaged; the place is named below.',
      zh: '可能来自更新的版本，或已损坏；具体位置见下。',
    },
  },
  link: {
    say: { en: 'This link cannot be opened.', zh: '无法打开此链接。' },
    hint: { en: 'It may have been cut off on its way. Ask for it again.', zh: '链接可能在传递中被截断，请重新索取。' },
  },
  pack: {
    say: { en: 'This exercise cannot be opened.', zh: '无法打开此练习。' },
    hint: { en: 'The place that does not fit is named below.', zh: '不合要求的位置见下。' },
  },
  branch: {
    say: { en: 'This branch file cannot be used.', zh: '无法使用此分支文件。' },
    hint: {
      en: 'The place that does not fit is named below. Ask the branch for the file again.',
      zh: '不合要求的位置见下。请让分支机构重新导出。',
    },
  },
  usage: {
    say: { en: 'This was not understood.', zh: '无法理解该请求。' },
    hint: { en: 'See below.', zh: '详见下文。' },
  },
  unknown: {
    say: { en: 'Something went wrong that should not.', zh: '发生了不该发生的错误。' },
    hint: { en: 'The page goes on working; what happened stands below.', zh: '页面仍可继续使用；具体情况见下。' },
  },
};
