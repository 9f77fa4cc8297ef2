/** Why words that were let go of here reached nobody: the gateway's own reasons, in both languages. What a platform says stands in its own words. */
const ownReasons = {
  superseded: { zh: '最后一条留给了后面的答复', en: 'the last message was kept for the answer behind it' },
  parted: {
    zh: '两位用户已拆分，这条消息不在这里发送',
    en: 'the two people were told apart; this is not sent here',
  },
  not_spoken: { zh: '客户说了别的，没有念完', en: 'the caller said something else before it was read out' },
  call_ended: { zh: '电话已挂断，没有说出', en: 'the call was over before it was said' },
} as const satisfies Record<string, { zh: string; en: string }>;

type OwnReason = keyof typeof ownReasons;

/** The reason a message keeps; whoever shows it says it in their own language. */
export const ownReason = (code: OwnReason): { code: OwnReason; detail: string } => ({
  code,
  detail: ownReasons[code].zh,
});

/** The words of a reason of ours; null: the code is somebody else's. */
export function ownWords(code: string): { zh: string; en: string } | null {
  return Object.entries(ownReasons).find(([name]) => name === code)?.[1] ?? null;
}
