/** What the widget says of files; fetched with the part that carries them. */
import { words } from '../client/words.ts';

export const fileWords = words(
  {
    tray: '待发送的图片和文件',
    waiting: '等待上传',
    going: '上传中 {percent}%',
    ready: '已就绪，点发送',
    sent: '正在发送',
    cancel: '取消 {name}',
    remove: '移除 {name}',
    again: '重试 {name}',
    too_large: '太大了：图片不超过 10 MB，文件不超过 20 MB',
    bad_media: '不支持这种文件，或文件已损坏',
    unavailable: '网络断开，恢复后自动继续',
    rate_limited: '发得太多了，请稍后再试',
    failed: '没有传完，请重试',
    most: '一次最多 {n} 个，多出的 {more} 个没有加入',
    added: '已添加 {n} 个文件',
    pasted: '图片 {time}',
  },
  {
    tray: 'Pictures and files to be sent',
    waiting: 'Waiting',
    going: 'Uploading {percent}%',
    ready: 'Ready, press send',
    sent: 'Sending',
    cancel: 'Cancel {name}',
    remove: 'Remove {name}',
    again: 'Try {name} again',
    too_large: 'Too large: pictures up to 10 MB, files up to 20 MB',
    bad_media: 'This kind of file isn’t taken, or it is damaged',
    unavailable: 'You are offline; it goes on as soon as you are back',
    rate_limited: 'Too many files; please try again later',
    failed: 'It did not come through; please try again',
    most: 'At most {n} at once; {more} left out',
    added: '{n} {n|file|files} added',
    pasted: 'Picture {time}',
  },
);
export type FileWord = keyof typeof fileWords.zh;
