import { speaker, words as table } from '../../../client/words.ts';
import { useWords } from '../locale/locale.ts';

const mediaWords = table(
  {
    attach: '发送图片或文件',
    drop: '松开即可添加',
    dropMore: '图片 10 MB、文件 20 MB 以内',
    tray: '待发送的文件',
    uploading: '上传中 {percent}%',
    ready: '已就绪',
    waiting: '等待上传',
    cancel: '取消 {name}',
    remove: '移除 {name}',
    again: '重试',
    too_large: '太大了：图片不超过 10 MB，文件不超过 20 MB',
    bad_media: '不支持这种文件，或文件已损坏',
    unavailable: '网络中断，没有传完',
    auto: '传完自动发送',
    open: '放大查看图片',
    image: '图片',
    coming: '正在从微信取回…',
    lost: '图片取不到',
    close: '关闭（Esc）',
    larger: '放大',
    smaller: '缩小',
    fit: '适合窗口',
    keep: '下载',
    voice: '语音',
    voiceSeconds: '语音 {n} 秒',
    noPlay: '浏览器不能播放 AMR，请下载后收听',
  },
  {
    attach: 'Send pictures or files',
    drop: 'Drop to add',
    dropMore: 'Pictures up to 10 MB, files up to 20 MB',
    tray: 'Files to be sent',
    uploading: 'Uploading {percent}%',
    ready: 'Ready',
    waiting: 'Waiting',
    cancel: 'Cancel {name}',
    remove: 'Remove {name}',
    again: 'Try again',
    too_large: 'Too large: pictures up to 10 MB, files up to 20 MB',
    bad_media: 'This kind of file isn’t taken, or it is damaged',
    unavailable: 'The network broke off before it was whole',
    auto: 'Sent as soon as it is up',
    open: 'Open the picture large',
    image: 'Picture',
    coming: 'Being fetched from WeChat…',
    lost: 'The picture can’t be had',
    close: 'Close (Esc)',
    larger: 'Larger',
    smaller: 'Smaller',
    fit: 'Fit the window',
    keep: 'Download',
    voice: 'Voice message',
    voiceSeconds: 'Voice, {n} s',
    noPlay: 'Browsers can’t play AMR: download it to listen',
  },
);

const shared = useWords();
const words = { ...shared, m: speaker(mediaWords, () => shared.language.value) };

/** The dashboard's words, and by `m` those of pictures and files. */
export function useMediaWords(): typeof words {
  return words;
}
